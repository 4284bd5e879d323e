"""Bad input becomes a row with a reason; good input is read whole."""

import os
from pathlib import Path

import pytest

from indexer.errors import SourceMissingError
from indexer.report import Skipped
from indexer.sources import formats, jsonl, read, split
from indexer.sources.document import Document, Raw
from indexer.sources.files import list_files


def documents(path):
    (file,), _ = list_files([path])
    return list(read(file))


def only(path):
    (found,) = documents(path)
    return found


def test_a_record_without_a_body_is_told_by_the_fields_it_has(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"headline": "Tin", "con\\ntent": "Họp."}\n{}\n', "utf-8")
    reasons = [row.reason.rpartition("; ")[2] for row in documents(path)]
    assert reasons == ["there is: headline, con\\x0atent", "there is: nothing"]


def test_a_text_file_is_one_document_without_its_byte_order_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "Hải Phòng".encode())

    assert only(path) == Document(origin="a.txt", kind="text", text="Hải Phòng")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n\n", "empty"),
        ("mark.txt", b"\xff\xfe", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("blank.jsonl", b"\n \n", "empty"),
        (
            "old.txt",
            b"T\xeate",
            "not UTF-8 (byte 0xea at 1), nor clearly an old Vietnamese encoding: save it as UTF-8",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)

    assert only(path) == Skipped(name, reason)


def test_a_broken_line_leaves_the_other_lines_of_a_jsonl_file(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"body": "a"}\n{"body": \n\n[1]\n{"title": "x"}\n\xff\n{"body": "b"}\n')

    found = documents(path)

    assert [d.text for d in found if isinstance(d, Document)] == ["a", "b"]
    reasons = {d.origin: d.reason for d in found if isinstance(d, Skipped)}
    assert list(reasons) == ["news.jsonl:2", "news.jsonl:4", "news.jsonl:5", "news.jsonl:6"]
    assert reasons["news.jsonl:2"].startswith("not JSON: ")
    assert reasons["news.jsonl:4"].startswith("not a JSON object")
    assert reasons["news.jsonl:5"].startswith('no "body"')
    assert reasons["news.jsonl:6"].startswith("not UTF-8")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_a_file_in_an_old_encoding_is_read(tmp_path, name):
    path = tmp_path / name
    shown = "Thµnh phè H¶i Phßng ®æi míi: x· héi"  # TCVN3, as windows-1252 shows it
    path.write_bytes((f'{{"body": "{shown}"}}' if name == "a.jsonl" else shown).encode("cp1252"))

    assert only(path).text == "Thành phố Hải Phòng đổi mới: xã hội"


def test_text_in_utf16_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Hải Phòng", "utf-16")

    assert only(path).text == "Hải Phòng"


def test_json_nested_too_deep_is_a_row_too(tmp_path):
    path = tmp_path / "deep.jsonl"
    path.write_text("[" * 100_000, "utf-8")

    assert only(path).reason.startswith("not JSON")


def test_half_a_letter_in_json_is_replaced(tmp_path):
    path = tmp_path / "cut.jsonl"
    path.write_text('{"body": "x \\ud83d y", "cities": ["\\udcff"], "id": "\\ud800"}', "utf-8")

    document = only(path)
    assert (document.text, document.given["cities"], document.given["id"]) == ("x ? y", ["?"], "?")


def test_a_file_is_split_into_the_bytes_that_an_update_compares(tmp_path):
    lines, page = tmp_path / "a.jsonl", tmp_path / "b.html"
    lines.write_bytes(b'{"body": "a"}\n\n \r\n{"body"')
    page.write_bytes(b"\xff<p>")

    (file,), _ = list_files([lines])
    assert [part.content for part, _ in split(file)] == [
        Raw(b'{"body": "a"}\n', "jsonl", ":1"),
        Raw(b'{"body"', "jsonl", ":4"),
    ]
    (file,), _ = list_files([page])
    assert [part.content for part, _ in split(file)] == [Raw(b"\xff<p>", "html")]


def test_a_file_that_is_gone_when_it_is_read_is_a_row(tmp_path):
    for name in ("a.jsonl", "a.txt"):
        path = tmp_path / name
        path.write_text("x", "utf-8")
        (file,), _ = list_files([path])
        path.unlink()

        assert list(read(file)) == [Skipped(name, "cannot be read: No such file or directory")]


def test_a_file_that_breaks_off_while_it_is_read_gives_what_came_before(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "một"}\n', "utf-8")
    (file,), _ = list_files([path])

    def torn(stream, place):
        yield from jsonl.split(stream, place)
        raise OSError(5, "Input/output error")

    own = formats.FORMATS["jsonl"]._replace(split=torn)
    monkeypatch.setitem(formats.FORMATS, "jsonl", own)
    first, second = read(file)

    assert first.text == "một"
    assert second == Skipped("a.jsonl", "cannot be read: Input/output error")


class TestListing:
    def test_folders_are_searched_to_any_depth_hidden_files_left_out(self, tmp_path):
        for name in ("b/2.txt", "a.txt", ".git/x.txt", ".hidden.txt", "__MACOSX/a.txt"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("x", "utf-8")

        files, unlisted = list_files([tmp_path, tmp_path / "a.txt"])

        assert [(file.shown, file.name) for file in files] == [("a.txt", "a"), ("b/2.txt", "b/2")]
        assert unlisted == []

    def test_the_index_itself_is_no_source(self, tmp_path):
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "current.json").write_text("{}", "utf-8")

        assert list_files([tmp_path], {tmp_path / "index"}) == ([], [])

    def test_a_missing_source_is_named(self, tmp_path):
        with pytest.raises(SourceMissingError, match="nowhere does not exist"):
            list_files([tmp_path / "nowhere"])

    def test_links_and_pipes_that_cannot_be_read_are_rows(self, tmp_path):
        """Reading a pipe would never end; a link to a folder may lead round in a circle."""
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
        (tmp_path / "round").symlink_to(tmp_path)
        os.mkfifo(tmp_path / "pipe.txt")

        files, unlisted = list_files([tmp_path])

        assert files == []
        assert {found.row.origin: found.row.reason for found in unlisted} == {
            "gone.txt": "cannot be read: No such file or directory",
            "pipe.txt": "cannot be read: not a file",
            "round": "cannot be read: a link to a folder is not followed",
        }

    def test_a_name_that_is_not_utf8_is_shown_with_its_bytes(self, tmp_path):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/t\xea.txt"))).write_text("tin", "utf-8")

        (file,), _ = list_files([tmp_path])

        assert file.shown == "t\\udcea.txt"
        file.key.encode("utf-8")
