"""What an update makes of archives: each member is followed by itself."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import pipeline
from indexer.pipeline import batches
from indexer.pipeline.ids import short_hash
from indexer.pipeline.paths import file_of, lies_in
from search_app import open_index

URL = "https://bao.example/tin"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def saved(tmp_path):
    folder = tmp_path / "saved"
    folder.mkdir()
    return folder


@pytest.fixture
def read(monkeypatch):
    """Return a list of the documents that were read, not only known again."""
    seen, read_article = [], batches.read_article

    def spy(file, raw, *rest):
        seen.append(file.shown + raw.place)
        return read_article(file, raw, *rest)

    monkeypatch.setattr(batches, "read_article", spy)
    return seen


def articles(root):
    return {hit.id: hit.title for hit in open_index(root).search("", per_page=100).hits}


def test_ids_are_made_of_archive_and_member_or_stated(make, saved, root):
    members = {"x/một.html": make.page("Một"), "n.jsonl": make.lines("own")}
    (saved / "a.zip").write_bytes(make.zip(members))
    (saved / "b.tar.gz").write_bytes(make.gz(make.tar({"x/một.html": make.page("Hai")})))
    (saved / "c.html.GZ").write_bytes(make.gz(make.page("Ba")))

    pipeline.rebuild([saved], root)

    assert articles(root) == {
        "a.zip!x/một": "Một",
        "b.tar.gz!x/một": "Hai",
        "c": "Ba",
        "own": "",
    }


def test_ids_hold_no_dots_that_a_browser_takes_out_of_an_address(make, saved, root):
    names = ("./a.html", "../../b.html", "/c.html", "x//./d.html", "a.html", "e..html")
    pages = {name: make.page(f"Bài {at}") for at, name in enumerate(names)}
    (saved / "s.tar").write_bytes(make.tar(pages))

    pipeline.rebuild([saved], root)

    own = sorted(articles(root))
    assert own[0] == "s.tar!a"
    assert own[1].startswith("s.tar!a-")
    assert own[2:] == ["s.tar!b", "s.tar!c", "s.tar!e.", "s.tar!x/d"]
    assert pipeline.update([saved], root).unchanged == 6


def test_an_article_that_is_replaced_is_named_by_the_id_it_was_entered_under(make, saved, root):
    (saved / "b.html").write_bytes(make.page("Bài"))
    taken = f"b-{short_hash(str(saved / 'b.html'), 8)}"  # what the page is called when b is taken
    (saved / "a.jsonl").write_bytes(make.lines("b", taken))

    report = pipeline.rebuild([saved], root)

    assert articles(root) == {"b": "", taken: "Bài"}
    assert [row.origin for row in report.replaced] == ["a.jsonl:2"]


def test_unchanged_members_are_not_read_again_and_gone_ones_go(make, saved, root, read):
    members = {f"{n}.html": make.page(f"Bài {n}") for n in range(3)}
    members |= {"n.jsonl": make.lines("r1", "r2"), "a.jpg": b"\xff\xd8"}
    (saved / "a.zip").write_bytes(make.zip(members))
    pipeline.rebuild([saved], root)
    read.clear()

    report = pipeline.update([saved], root)
    assert (read, report.unchanged, report.removed) == ([], 5, 0)

    del members["0.html"]
    members |= {"1.html": make.page("Bài khác"), "n.jsonl": make.lines("r2", "r3")}
    (saved / "a.zip").write_bytes(make.zip(members))
    report = pipeline.update([saved], root)

    assert read == ["a.zip!1.html", "a.zip!n.jsonl:2"]
    assert (report.indexed, report.unchanged, report.removed, report.kept) == (2, 2, 2, 0)
    assert set(articles(root)) == {"a.zip!1", "a.zip!2", "r2", "r3"}
    assert articles(root)["a.zip!1"] == "Bài khác"


def test_an_archive_that_breaks_off_keeps_its_articles(make, saved, root):
    whole = make.tar({f"{n}.html": make.page(f"Bài {n}") for n in range(4)})
    (saved / "a.tar").write_bytes(whole)
    pipeline.rebuild([saved], root)

    (saved / "a.tar").write_bytes(whole[: len(whole) // 2])
    report = pipeline.update([saved], root)

    assert report.removed == 0
    assert report.kept + report.unchanged == 4
    assert len(articles(root)) == 4
    (saved / "a.tar").write_bytes(make.tar({"0.html": make.page("Bài 0")}))
    assert pipeline.update([saved], root).removed == 3


def test_an_encrypted_member_keeps_its_own_article_and_no_other(make, saved, root):
    members = {f"{n}.html": make.page(f"Bài {n}") for n in range(3)}
    (saved / "a.zip").write_bytes(make.zip(members))
    pipeline.rebuild([saved], root)

    del members["1.html"]
    (saved / "a.zip").write_bytes(make.locked(make.zip(members), "2.html"))
    report = pipeline.update([saved], root)

    assert (report.unchanged, report.removed, report.kept) == (1, 1, 1)
    assert set(articles(root)) == {"a.zip!0", "a.zip!2"}


def test_a_member_that_cannot_be_read_keeps_its_own_article_and_no_other(make, saved, root):
    members = {f"{n}.html": make.page(f"Bài {n}") for n in range(3)} | {"x.html": b"<html>"}
    (saved / "a.zip").write_bytes(make.zip(members))
    pipeline.rebuild([saved], root)

    del members["0.html"]
    members["1.html"] = bytes(range(256))
    (saved / "a.zip").write_bytes(make.zip(members))
    report = pipeline.update([saved], root)

    assert (report.removed, report.kept, report.unchanged) == (1, 1, 1)
    assert set(articles(root)) == {"a.zip!1", "a.zip!2"}


def test_a_broken_line_keeps_what_its_member_held(make, saved, root):
    members = {"a.jsonl": make.lines("a1", "a2"), "b.jsonl": make.lines("b1", "b2")}
    (saved / "a.zip").write_bytes(make.zip(members))
    pipeline.rebuild([saved], root)

    members = {"a.jsonl": make.lines("a1") + b"{", "b.jsonl": make.lines("b1")}
    (saved / "a.zip").write_bytes(make.zip(members))
    report = pipeline.update([saved], root)

    assert (report.kept, report.removed) == (1, 1)
    assert set(articles(root)) == {"a1", "a2", "b1"}


class TestWebArchives:
    def test_of_two_pages_of_one_address_the_later_stays(self, make, saved, root):
        pages = [(URL, make.page("Cũ")), (URL, make.page("Mới")), (f"{URL}2", make.page("Hai"))]
        (saved / "a.warc").write_bytes(make.warc(pages))

        report = pipeline.rebuild([saved], root)

        assert [row.origin for row in report.replaced] == [f"a.warc!{URL}"]
        assert sorted(articles(root).values()) == ["Hai", "Mới"]
        again = pipeline.update([saved], root)
        assert (again.unchanged, again.indexed, again.removed) == (2, 0, 0)
        found = open_index(root).search("").hits
        assert {hit.url for hit in found} == {URL, f"{URL}2"}

    def test_what_is_unchanged_is_not_read_and_what_is_gone_goes(self, make, saved, root, read):
        front = (f"{URL}/", b"<html><body><a href=/>Trang chu</a>")
        pages = [(f"{URL}{n}", make.page(f"Bài {n}")) for n in range(3)]
        (saved / "a.warc.gz").write_bytes(make.warc([*pages, front], packed=True))
        pipeline.rebuild([saved], root)
        read.clear()

        pages = [(f"{URL}0", make.page("Bài không")), pages[2]]
        (saved / "a.warc.gz").write_bytes(make.warc([*pages, front], packed=True))
        report = pipeline.update([saved], root)

        assert read == [f"a.warc.gz!{URL}0", f"a.warc.gz!{URL}/"]
        assert (report.indexed, report.unchanged, report.removed) == (1, 1, 1)

    def test_a_page_that_says_another_encoding_is_read_again(self, make, saved, root):
        text = "déjà vu à l'école, naïve et café. " * 20
        page = make.page("Vu", text).decode().encode("latin-1")
        for said, shown in (("iso-8859-1", "école"), ("iso-8859-5", "щcole")):
            crawl = make.warc([(URL, page)], kind=f"text/html; charset={said}")
            (saved / "a.warc").write_bytes(crawl)
            assert pipeline.update([saved], root).indexed == 1
            (hit,) = open_index(root).search("").hits
            assert shown in open_index(root).get(hit.id).body

    def test_the_same_page_of_two_addresses_is_told_apart(self, make, saved, root, read):
        page = make.page("Một bài")
        (saved / "a.warc").write_bytes(make.warc([(URL, page), (f"{URL}b", page)]))
        pipeline.rebuild([saved], root)
        read.clear()

        assert pipeline.update([saved], root).removed == 0
        assert read == []
        assert len(articles(root)) == 2


def test_a_record_takes_its_id_whatever_lies_before_it(make, saved, root):
    """Pages are read last, so that their ids give way."""
    (saved / "a.txt").write_text("Hội nghị\n\nMột bài về Hải Phòng.", "utf-8")
    (saved / "z.zip").write_bytes(make.zip({"n.jsonl": make.lines("a")}))

    report = pipeline.rebuild([saved], root)

    assert (report.indexed, report.replaced) == (2, [])
    assert open_index(root).get("a").body == "tin a"


def test_an_archive_that_is_a_source_itself_and_then_gone(make, saved, root):
    archive = saved / "a.zip"
    archive.write_bytes(make.zip({"1.html": make.page("Một"), "n.jsonl": make.lines("r")}))
    (saved / "b.html").write_bytes(make.page("Hai"))
    pipeline.rebuild([saved], root)
    assert len(articles(root)) == 3

    archive.unlink()
    assert pipeline.update([saved], root).removed == 2
    assert articles(root) == {"b": "Hai"}


@pytest.mark.parametrize(
    ("path", "places", "inside"),
    [
        ("/s/a.txt", {"/s"}, True),
        ("/s/a.txt", {"/s/a"}, False),
        ("/s/a.zip//x/p.html", {"/s/a.zip"}, True),
        ("/s/a.zip//x/p.html", {"/s/a.zip//x/p.html"}, True),
        ("/s/a.zip//x/p.html", {"/s/a.zip//x/q.html"}, False),
        ("/s/a.zip//in.zip!n.jsonl//", {"/s/a.zip//in.zip"}, True),
        ("/s/a.zip//n.jsonl//", {"/s/a.zip//n.jsonl"}, True),
        ("/s/a.zip//n.jsonl//", {"/s/a.zip//n.jsonl//"}, True),
        ("/s/n.jsonl//", {"/s/n.jsonl//"}, True),
        ("/s/n.jsonl//", {"/s/m.jsonl//"}, False),
        ("/s/a.warc//http://x/y//", {"/s/a.warc//http://x/y"}, True),
        ("/s/a.warc//http://x/y//", {"/s/a.warc//http://x"}, False),
    ],
)
def test_what_lies_in_what(path, places, inside):
    assert lies_in(path, places) is inside
    assert file_of(path).startswith("/s/")
    assert "//" not in file_of(path)


pages = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["Một", "Hai", "Ba"]), max_size=3)
records = st.lists(st.sampled_from("xyz"), max_size=3)
states = st.tuples(pages, records, pages).filter(any)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(states, min_size=2, max_size=4))
def test_any_updates_of_archives_lead_to_what_a_rebuild_gives(steps, make, tmp_path_factory):
    where = tmp_path_factory.mktemp("updates")
    (where / "saved").mkdir()
    for zipped, lines, crawled in steps:
        members = {f"{name}.html": make.page(f"{text} {name}") for name, text in zipped.items()}
        members |= {"n.jsonl": make.lines(*lines)} if lines else {}
        members["p.jpg"] = b"x"  # an empty archive, like an empty file, keeps its articles
        (where / "saved" / "a.zip").write_bytes(make.zip(members))
        crawl = [(f"{URL}{name}", make.page(f"{text} {name} w")) for name, text in crawled.items()]
        crawl.append((f"{URL}/", b"<html><a href=/>Trang chu</a>"))
        (where / "saved" / "b.warc").write_bytes(make.warc(crawl))
        pipeline.update([where / "saved"], where / "index")
        pipeline.rebuild([where / "saved"], where / "anew")
        assert articles(where / "index") == articles(where / "anew")
