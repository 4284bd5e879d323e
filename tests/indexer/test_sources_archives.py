"""Archives are read through: each member by its own kind, each break a row."""

import gzip
import importlib
import io
import tarfile
import zipfile
import zlib

import pytest

from indexer.report import Skipped
from indexer.sources import formats, streams, zips
from indexer.sources.document import Document, visible


def found(items):
    """Return the origins of what was read, and the rows by theirs."""
    documents = [item.origin for item in items if isinstance(item, Document)]
    return documents, {item.origin: item.reason for item in items if isinstance(item, Skipped)}


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "no suffix"])
def test_members_are_read_each_by_its_kind(make, read_bytes, name):
    members = {"x/page.html": make.page("Tin"), "n.jsonl": make.lines("1", "2"), "t.txt": b"chu"}
    data = make.zip(members) if name == "a.zip" else make.tar(members)
    data = make.gz(data) if "gz" in name else data

    documents, rows = found(read_bytes(name, data))

    inside = ["x/page.html", "n.jsonl:1", "n.jsonl:2", "t.txt"]
    assert sorted(documents) == sorted(f"{name}!{place}" for place in inside)
    assert rows == {}


@pytest.mark.parametrize("first", ["a.pdf", "word/document.xml", "xl/workbook.xml"])
def test_an_archive_is_not_taken_for_the_file_that_it_begins_with(make, read_bytes, first):
    office = make.zip({"[Content_Types].xml": b"", first: b""}, zipfile.ZIP_STORED)
    data = b"%PDF-1.4\n%%EOF" if first == "a.pdf" else office
    members = {"a.bin": data, "b.txt": b"tin"}

    for name, packed in (
        ("a.tar", make.tar(members)),
        ("a.zip", make.zip(members, zipfile.ZIP_STORED)),
    ):
        documents, rows = found(read_bytes(name, packed))
        assert documents == [f"{name}!b.txt"]
        assert list(rows) == [f"{name}!a.bin"]


def test_archives_in_archives_are_read_but_not_without_end(make, read_bytes):
    data = make.zip({"t.tgz": make.gz(make.tar({"n.jsonl": make.lines("1")}))})
    assert found(read_bytes("a.zip", data)) == (["a.zip!t.tgz!n.jsonl:1"], {})

    for _ in range(6):
        data = make.zip({"in.zip": data})
    documents, rows = found(read_bytes("b.zip", data))
    assert documents == []
    assert list(rows) == ["b.zip!in.zip!in.zip!in.zip!in.zip"]


def test_a_gzipped_file_reads_as_the_file(make, read_bytes):
    data = make.gz(make.lines("1")) + make.gz(make.lines("2"))

    assert found(read_bytes("news.jsonl.gz", data)) == (["news.jsonl.gz:1", "news.jsonl.gz:2"], {})


def test_tars_one_behind_the_other_are_read_and_what_is_none_is_a_row(make, read_bytes):
    data = make.tar({"a.txt": b"mot"}) + make.tar({"b.txt": b"hai"})
    assert found(read_bytes("a.tar", data)) == (["a.tar!a.txt", "a.tar!b.txt"], {})

    documents, rows = found(read_bytes("a.tar", data + b"tin " * 200))
    assert documents == ["a.tar!a.txt", "a.tar!b.txt"]
    assert rows == {"a.tar": "damaged: invalid header; what comes behind is not read"}


def test_an_archive_of_nothing_is_a_row(make, read_bytes):
    for name, data in (("a.zip", make.zip({})), ("b.gz", make.gz(b""))):
        assert found(read_bytes(name, data)) == ([], {name: "empty"})


def test_what_systems_and_browsers_add_is_passed_over(make, read_bytes):
    members = {"__MACOSX/._a.txt": b"x", ".git/b.txt": b"x", "p_files/a.jpg": b"x", "a.txt": b"tin"}

    items = read_bytes("a.zip", make.zip(members))

    assert found(items) == (["a.zip!a.txt"], {"a.zip!p_files/a.jpg": "holds no article"})
    assert [item.passed for item in items if isinstance(item, Skipped)] == [True]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("top", ["", "./", "x\ny/"])
def test_the_frames_of_a_page_that_was_saved_whole_are_passed_over(make, read_bytes, order, top):
    names = ["tin_files/a.html", "tin_files/b/c.html", "tin.shtml", "my_files/khác.html"]
    members = {top + name: make.page(name) for name in names[::order]}

    for name, data in (("a.zip", make.zip(members)), ("a.tar", make.tar(members))):
        documents, rows = found(read_bytes(name, data))

        place = f"{name}!{visible(top)}"
        assert sorted(documents) == [f"{place}my_files/khác.html", f"{place}tin.shtml"]
        assert rows == {
            f"{place}tin_files/a.html": "a part of the page beside its folder",
            f"{place}tin_files/b/c.html": "a part of the page beside its folder",
        }


def test_no_more_waits_for_its_page_than_may_be_held(make, read_bytes, monkeypatch):
    module = importlib.import_module("indexer.sources.parts")  # the function has its name
    monkeypatch.setattr(module, "_MOST_WAITING", 1500)
    names = ["tin_files/a.html", "tin_files/b.html", "tin_files/c.html", "tin.html"]

    documents, rows = found(
        read_bytes("a.tar", make.tar(dict.fromkeys(names, b"<p>" + b"x" * 700)))
    )

    assert documents == ["a.tar!tin_files/c.html", "a.tar!tin.html"]
    assert list(rows) == ["a.tar!tin_files/a.html", "a.tar!tin_files/b.html"]


def test_a_format_that_fails_ends_no_archive(make, read_bytes, monkeypatch):
    def fail(_, place):
        raise ZeroDivisionError(place)
        yield

    monkeypatch.setitem(formats.FORMATS, "jsonl", formats.FORMATS["jsonl"]._replace(split=fail))
    data = make.tar({"a.txt": b"tin", "b.jsonl": make.lines("1"), "c.txt": b"tin"})

    documents, rows = found(read_bytes("a.tar", data))

    assert documents == ["a.tar!a.txt", "a.tar!c.txt"]
    assert rows == {"a.tar!b.jsonl": "ZeroDivisionError: !b.jsonl"}


def test_names_that_lead_elsewhere_are_only_shown(make, read_bytes, tmp_path):
    names = ["../../up.txt", "/etc/root.txt", "a\x1b[2J\n\u202e.txt"]

    documents, _ = found(read_bytes("a.tar", make.tar(dict.fromkeys(names, b"tin"))))

    shown = ["../../up.txt", "/etc/root.txt", r"a\x1b[2J\x0a\x202e.txt"]
    assert documents == [f"a.tar!{name}" for name in shown]
    assert [path.name for path in tmp_path.rglob("*")] == ["a.tar"]


def test_two_members_of_one_name_are_told_apart(make, read_bytes):
    data = make.tar({"a.txt": b"cu"})[:1024] + make.tar({"a.txt": b"moi"})

    assert found(read_bytes("a.tar", data)) == (["a.tar!a.txt", "a.tar!a.txt~2"], {})


def test_no_two_places_are_one_though_a_name_looks_like_another_told_apart(make, read_bytes):
    names = ["a.txt", "a.txt~2", "a.txt", "a.txt~2", "a.txt"]
    data = b"".join(make.tar({name: "tin ở đây".encode()})[:1024] for name in names)

    documents, _ = found(read_bytes("a.tar", data))

    assert documents == [
        "a.tar!a.txt",
        "a.tar!a.txt~2",
        "a.tar!a.txt~3",
        "a.tar!a.txt~2~2",
        "a.tar!a.txt~4",
    ]


def test_long_and_foreign_names_of_a_tar_are_read(read_bytes):
    name = "thư mục/" * 30 + "tin.txt"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w", format=form) as archive:
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"tin"))
        assert found(read_bytes("a.tar", made.getvalue())) == ([f"a.tar!{name}"], {})


def test_names_in_utf8_that_a_zip_does_not_declare_are_read(make, read_bytes):
    data = make.zip({"Hải.txt": b"tin"})
    undeclared = data.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert undeclared != data

    assert found(read_bytes("a.zip", undeclared)) == (["a.zip!Hải.txt"], {})


class TestBreaks:
    """What comes before a break is read; the break is a row."""

    def test_a_cut_gzip(self, make, read_bytes):
        lines = [zlib.crc32(bytes([n % 256, n // 256])) for n in range(5000)]
        data = make.gz(make.lines(*map(str, lines)))

        documents, rows = found(read_bytes("a.jsonl.gz", data[: len(data) // 2]))

        assert 1000 < len(documents) < 4000
        assert rows == {"a.jsonl.gz": streams.BREAKS_OFF}

    def test_a_cut_page_is_no_article(self, make, read_bytes):
        data = make.gz(make.page("Tin", "".join(map(str, range(9999)))))

        assert found(read_bytes("a.html.gz", data[:-900])) == (
            [],
            {"a.html.gz": streams.BREAKS_OFF},
        )

    def test_a_cut_zip_is_read_from_its_front(self, make, read_bytes):
        data = make.zip({f"{n}.jsonl": make.lines(*"abc") for n in range(3)})
        third = data.index(b"2.jsonl")

        documents, rows = found(read_bytes("a.zip", data[: third + 20]))

        assert len(documents) == 6
        assert rows["a.zip"].startswith("damaged: File is not a zip file")

    @pytest.mark.parametrize(
        ("method", "origins"),
        [
            (zipfile.ZIP_DEFLATED, ["p.zip!a.jsonl:1", "p.zip!b.jsonl:1"]),
            (zipfile.ZIP_STORED, []),  # nothing says where a member ends
        ],
    )
    def test_a_zip_written_to_a_pipe_and_cut(self, make, read_bytes, method, origins):
        class Pipe(io.RawIOBase):
            data = b""

            def writable(self):
                return True

            def write(self, data):
                self.data += bytes(data)
                return len(data)

        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", method) as archive:
            for name in ("a.jsonl", "b.jsonl"):
                archive.writestr(name, make.lines(name))

        documents, rows = found(read_bytes("p.zip", pipe.data[:-30]))

        assert documents == origins
        assert list(rows) == ["p.zip"]

    @pytest.mark.parametrize("left", [700, 1400, 3000])
    def test_a_cut_tar(self, make, read_bytes, left):
        members = {"a.jsonl": make.lines("1"), "b.jsonl": make.lines(*map(str, range(500)))}

        documents, rows = found(read_bytes("a.tar", make.tar(members)[:left]))

        assert documents[:1] == ["a.tar!a.jsonl:1"]
        assert rows["a.tar"]

    def test_a_damaged_header_of_a_tar_is_told(self, make, read_bytes):
        data = bytearray(make.tar({"a.txt": b"tin", "b.txt": b"tin"}))
        data[1024] ^= 1

        documents, rows = found(read_bytes("a.tar", bytes(data)))

        assert documents == ["a.tar!a.txt"]
        assert rows == {"a.tar": "damaged: bad checksum; what comes behind is not read"}

    def test_a_damaged_member_leaves_the_others(self, make, read_bytes):
        data = make.zip({"a.txt": b"mot", "b.txt": b"hai", "c.txt": b"ba"}, zipfile.ZIP_STORED)

        documents, rows = found(read_bytes("a.zip", data.replace(b"hai", b"h?i", 1)))

        assert documents == ["a.zip!a.txt", "a.zip!c.txt"]
        assert rows == {"a.zip!b.txt": "damaged: Bad CRC-32 for file 'b.txt'"}


def test_each_encrypted_member_is_a_row(make, read_bytes):
    data = make.zip(dict.fromkeys(["a.txt", "b.csv", "c.txt", "d.jpg"], b"tin"))

    documents, rows = found(read_bytes("a.zip", make.locked(data, "a.txt", "b.csv", "d.jpg")))

    assert documents == ["a.zip!c.txt"]
    assert rows == {
        "a.zip!a.txt": "encrypted: unpack it with its password",
        "a.zip!b.csv": "encrypted: unpack it with its password",
        "a.zip!d.jpg": "holds no article",
    }


def test_a_member_packed_in_another_way_is_a_row(make, read_bytes):
    documents, rows = found(read_bytes("a.zip", make.zip({"a.txt": b"x"}, zipfile.ZIP_LZMA)))

    assert documents == []
    assert rows["a.zip!a.txt"].startswith("packed in a way that is not read")


class TestBombs:
    """What unpacks to much more than news ever does is left, after as much as news may."""

    MUCH = 1 << 20

    @pytest.fixture(autouse=True)
    def _low_limits(self, monkeypatch):
        monkeypatch.setattr(streams, "_ALWAYS", self.MUCH)

    @pytest.fixture
    def bomb(self, make):
        return make.zip({"a.jsonl": b" " * (120 * self.MUCH)})

    @pytest.fixture
    def unpacked(self, monkeypatch):
        """Return a list of how much was unpacked at each time."""
        sizes, read_some = [], streams.Guarded._read

        def count(guarded, size):
            data = read_some(guarded, size)
            sizes.append(len(data) if guarded._budget else 0)
            return data

        monkeypatch.setattr(streams.Guarded, "_read", count)
        return sizes

    def test_in_a_zip(self, bomb, read_bytes, unpacked):
        documents, rows = found(read_bytes("a.zip", bomb))

        assert documents == []
        assert "so much more" in rows["a.zip!a.jsonl"]
        assert sum(unpacked) < 110 * len(bomb)

    def test_in_a_gzip(self, make, read_bytes):
        _, rows = found(read_bytes("a.jsonl.gz", make.gz(b" " * (120 * self.MUCH))))

        assert "so much more" in rows["a.jsonl.gz"]

    def test_in_many_small_ones(self, make, read_bytes, unpacked):
        """Each is within bounds, all are not: what counts is the file."""
        small = make.zip({"a.jsonl": b" " * self.MUCH})
        data = make.zip({f"{n}.zip": small for n in range(400)})

        _, rows = found(read_bytes("a.zip", data))

        assert any("so much more" in reason for reason in rows.values())
        assert sum(unpacked) < 2 * max(self.MUCH, 100 * len(data))

    def test_in_a_zip_without_its_list(self, bomb, read_bytes, unpacked):
        _, rows = found(read_bytes("a.zip", bomb[:-40]))

        assert "so much more" in rows["a.zip!a.jsonl"]
        assert sum(unpacked) < 110 * len(bomb)

    def test_text_that_packs_well_is_none(self, make, read_bytes):
        lines = make.lines(*(f"bài số {n} của năm" for n in range(20_000)))
        packed = make.gz(lines)
        assert len(lines) > 8 * len(packed)

        documents, rows = found(read_bytes("a.jsonl.gz", packed))

        assert (len(documents), rows) == (20_000, {})


def test_a_zip_too_large_to_be_held_in_another_archive_is_a_row(make, read_bytes, monkeypatch):
    monkeypatch.setattr(zips, "_NESTED", 1000)
    inner = make.zip({"a.txt": bytes(range(256)) * 9}, zipfile.ZIP_STORED)

    _, rows = found(read_bytes("a.tar", make.tar({"in.zip": inner})))

    assert rows["a.tar!in.zip"].startswith("a zip of more than")


def test_gzip_with_zeros_behind_is_whole(make, read_bytes):
    data = gzip.compress(make.lines("1")) + bytes(512)

    assert found(read_bytes("a.jsonl.gz", data)) == (["a.jsonl.gz:1"], {})
