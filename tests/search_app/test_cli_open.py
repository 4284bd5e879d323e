"""``timtin open``: what the last search listed, by its number."""

import json
import stat
import sys
from types import SimpleNamespace

import pytest

from indexer.pipeline import rebuild
from search_app.cli import remembering
from search_app.cli.opening import open_number
from search_app.cli.remembering import LastSearch, last_search, remember


@pytest.fixture
def launched(monkeypatch):
    """Return the list of addresses that a browser was asked to open."""
    addresses = []
    monkeypatch.setattr("webbrowser.open", lambda url: addresses.append(url) or True)
    return addresses


@pytest.fixture
def root(write_jsonl, tmp_path):
    """Return an index of three articles: one has a page, one a trap, one no address."""
    source = write_jsonl(
        {"id": "page", "title": "Tin một", "body": "x", "url": "https://x.vn/1", "date": "2021"},
        {"id": "trap", "title": "Tin hai", "body": "Lũ lụt.", "url": "javascript:alert(1)"},
        {"id": "none", "title": "Tin ba", "body": "Đoạn một.\nĐoạn hai lũ.", "author": "An"},
    )
    rebuild([source], tmp_path / "index")
    return tmp_path / "index"


def number_of(article_id):
    search = last_search()
    return search.first + search.ids.index(article_id)


def test_a_result_with_a_web_page_opens_in_the_browser(run, root, launched):
    run("search", "tin", "--index", root)

    code, out, err = run("open", number_of("page"))

    assert (code, out, launched) == (0, "", ["https://x.vn/1"])
    assert "Opening https://x.vn/1" in err


def test_where_no_browser_opens_it_is_said_how_to_read_it(run, root, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    run("search", "tin", "--index", root)

    code, out, err = run("open", number_of("page"))

    assert (code, out) == (1, "")
    assert "No browser could be opened. To read it here: timtin open N --print" in err


@pytest.mark.parametrize("article_id", ["trap", "none"])
def test_one_without_is_printed(run, root, launched, article_id):
    run("search", "tin", "--index", root)

    code, out, _ = run("open", number_of(article_id))

    assert (code, launched) == (0, [])
    assert out.startswith("Tin ")
    assert article_id in out.splitlines()


def test_print_shows_all_of_an_article_with_the_matches_of_the_search(on_terminal, root, launched):
    on_terminal(80, "search", "lu", "--index", root)

    _, out, _ = on_terminal(80, "open", number_of("none"), "--print")

    assert "\x1b[1mTin ba" in out
    assert "An" in out
    assert "Đoạn một.\n" in out
    assert "\x1b[1;31mlũ\x1b[0m" in out
    assert launched == []


def test_what_is_marked_is_what_was_found_instead_of_a_slip(on_terminal, run, build, tmp_path):
    build(*({"id": str(n), "body": "Hội nghị tuyên giáo toàn quốc."} for n in range(5)))
    run("search", "giáoo", "--index", tmp_path / "index")

    _, out, _ = on_terminal(80, "open", 1, "--print")

    assert "\x1b[1;31mgiáo" in out


@pytest.mark.parametrize("is_typed", [True, False])
def test_a_long_article_goes_through_a_pager_where_somebody_types(
    build, monkeypatch, capsys, is_typed
):
    index = build({"id": "long", "body": "\n".join(f"Dòng {n}." for n in range(500))})
    paged = []
    monkeypatch.setattr("click.echo_via_pager", paged.append)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: is_typed))
    monkeypatch.setenv("FORCE_COLOR", "1")

    open_number(index, LastSearch(index="", query="", ids=("long",)), 1)

    assert bool(paged) is is_typed
    assert ("Dòng 499." in capsys.readouterr().out) is not is_typed


def test_numbers_are_those_that_were_shown(run, root):
    run("search", "tin", "--per-page", 2, "--page", 2, "--index", root)

    assert run("open", 3, "--print")[0] == 0
    code, _, err = run("open", 1)
    assert (code, "The last search listed 3, not 1." in err) == (2, True)


def test_an_article_is_opened_by_its_id(run, root):
    code, out, _ = run("open", "--id", "none", "--index", root)
    assert (code, out.splitlines()[0]) == (0, "Tin ba")

    code, _, err = run("open", "--id", "nothing", "--index", root)
    assert (code, "has the id 'nothing'" in err) == (1, True)


def test_the_index_is_the_one_that_was_searched_wherever_one_is(run, root, monkeypatch):
    monkeypatch.chdir(root.parent)
    run("search", "lũ", "--index", root.name)
    monkeypatch.chdir("/")

    assert run("open", number_of("none"), "--print")[0] == 0


def test_without_a_search_the_command_for_one_is_named(run, root):
    code, _, err = run("open", 1)
    assert (code, "Search first: timtin search QUERY" in err) == (1, True)

    run("search", "xyzabc", "--index", root)
    code, _, err = run("open", 1)
    assert (code, "The last search listed nothing." in err) == (1, True)


def test_an_article_that_is_gone_since_is_said_to_be(run, root, write_jsonl):
    run("search", "lũ", "--index", root)
    number = number_of("none")
    rebuild([write_jsonl({"id": "other", "body": "khác"})], root)

    code, _, err = run("open", number)

    assert (code, "Search again" in err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Write the number of a result, or --id"),
        ([1, "--id", "a"], "Write the number of a result, or --id"),
        ([0], "0 is not in the range"),
    ],
)
def test_wrong_usage_says_what_to_write(run, arguments, message):
    code, out, err = run("open", *arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_a_result_is_of_the_index_that_was_searched(run, root, tmp_path):
    run("search", "lũ", "--index", root)
    code, out, _ = run("open", 1, "--print", "--index", root)
    assert (code, bool(out)) == (0, True)

    code, out, err = run("open", 1, "--index", tmp_path / "another")
    assert (code, out) == (2, "")
    assert "leave out --index" in err


def test_json_and_csv_number_nothing_so_they_are_not_remembered(run, root):
    run("search", "lũ", "--index", root)
    before = last_search()
    run("search", "tin", "--json", "--index", root)
    run("search", "tin", "--csv", "--index", root)

    assert last_search() == before


def test_what_is_remembered_comes_back_and_is_for_its_owner(state_home):
    search = LastSearch(index="/i", query="tìm \udcff", literal=True, first=11, ids=("a", "\u2028"))

    remember(search)

    assert last_search() == search
    assert stat.S_IMODE(state_home.stat().st_mode) == 0o700
    assert [path.name for path in state_home.iterdir()] == ["last-search.json"]


def test_a_home_that_cannot_be_written_is_no_error(run, root, state_home):
    state_home.parent.write_text("a file where the folder would be", "utf-8")

    assert run("search", "tin", "--index", root)[0] == 0
    assert last_search() is None


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"index": 1}', '{"ids": null}', "\udc80"])
def test_what_cannot_be_read_is_nothing(state_home, kept):
    state_home.mkdir(parents=True)
    (state_home / "last-search.json").write_bytes(kept.encode("utf-8", "surrogateescape"))

    assert last_search() is None


def test_what_breaks_off_leaves_what_was_remembered_before(state_home, monkeypatch):
    remember(LastSearch(index="/i", query="", ids=("a",)))

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dumps", lambda _: type("Text", (str,), {"encode": full})())
    remember(LastSearch(index="/i", query="", ids=("b",)))
    monkeypatch.undo()
    monkeypatch.setattr(remembering, "state_folder", lambda: state_home)

    assert last_search().ids == ("a",)
    assert [path.name for path in state_home.iterdir()] == ["last-search.json"]
