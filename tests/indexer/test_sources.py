"""Bad input becomes a row with a reason; good input is read whole."""

import pytest

from indexer.sources import list_files, read
from indexer.sources.document import Document, Skipped


def only(path):
    (found,) = read(path)
    return found


def test_a_text_file_is_one_document_without_its_byte_order_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "Hải Phòng".encode())

    assert only(path) == Document(path=path, kind="text", text="Hải Phòng")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n\n", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("old.txt", "Hải Phòng".encode("utf-16"), "not UTF-8 (byte 0xff at 0): save it as UTF-8"),
        ("photo.jpg", b"\xff\xd8", "not a kind that is read (.txt, .html, .htm, .jsonl)"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)

    assert only(path) == Skipped(name, reason)


def test_a_broken_line_leaves_the_other_lines_of_a_jsonl_file(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"body": "a"}\n{"body": \n\n[1]\n{"title": "x"}\n\xff\n{"body": "b"}\n')

    found = list(read(path))

    assert [d.text for d in found if isinstance(d, Document)] == ["a", "b"]
    reasons = {d.origin: d.reason for d in found if isinstance(d, Skipped)}
    assert list(reasons) == ["news.jsonl:2", "news.jsonl:4", "news.jsonl:5", "news.jsonl:6"]
    assert reasons["news.jsonl:2"].startswith("not JSON: ")
    assert reasons["news.jsonl:4"].startswith("not a JSON object")
    assert reasons["news.jsonl:5"].startswith('no "body"')
    assert reasons["news.jsonl:6"].startswith("not UTF-8")


def test_json_nested_too_deep_is_a_row_too(tmp_path):
    path = tmp_path / "deep.jsonl"
    path.write_text("[" * 100_000, "utf-8")

    assert only(path).reason.startswith("not JSON")


def test_folders_are_searched_to_any_depth_hidden_files_left_out(tmp_path):
    for name in ("b/2.txt", "a.txt", ".git/x.txt", ".hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")

    files = list_files([tmp_path, tmp_path / "a.txt"])

    assert [path.relative_to(tmp_path).as_posix() for path in files] == ["a.txt", "b/2.txt"]


def test_a_missing_source_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere does not exist"):
        list_files([tmp_path / "nowhere"])
