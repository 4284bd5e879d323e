"""What a file is, is told by what it holds; its name decides where that leaves it open."""

import codecs
import io
import json
import tracemalloc
import zipfile
from types import SimpleNamespace

import pytest

from indexer import pipeline
from indexer.report import Skipped
from indexer.sources import json_values, jsonl, kinds, page, read
from indexer.sources.document import Document, Raw
from indexer.sources.files import list_files
from search_app import open_index

TEXT = "Hội nghị báo cáo viên\n\nSáng 1/12, hội nghị đã diễn ra tại thành phố Hải Phòng."
LINE = '{"body": "tin"}\n'
RSS = (
    '<?xml version="1.0"?>\n<!-- x --><rss version="2.0"><channel><title>Báo</title>'
    "<item><title>Tin</title><description>Nội dung</description></item></channel></rss>"
)


def declaring(entities):
    """Return a feed that declares some entities, as WordPress once did."""
    return RSS.replace("<!-- x -->", f"<!DOCTYPE rss [\n{entities}\n]>\n")


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://bao.example/tin
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable
Content-Location: https://bao.example/khung

<html><p>H=E1=BB=99i ngh=E1=BB=8B =E1=BB=9F H=E1=BA=A3i Ph=C3=B2ng</p></html>
------x
Content-Type: text/html
Content-Location: cid:frame

<html><p>Qu=E1=BA=A3ng c=C3=A1o</p></html>
------x--
"""


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", TEXT, "text"),
        ("a.txt", f"Tệp %PDF-1.4 là gì\n{TEXT}", "text"),
        ("a.txt", "<!DOCTYPE html><p>tin", "html"),
        ("a.txt", "\n <html lang=vi><body>tin", "html"),
        ("a.txt", "<?xml version='1.0'?><!DOCTYPE html><html><p>tin</p></html>", "html"),
        ("a.txt", f"{TEXT} <b>đậm</b> và 3 < 5", "text"),
        ("a.txt", f"{TEXT}<p>một</p><p>hai</p><p>ba</p>", "html"),
        ("a.txt", LINE, "record"),
        ("a.html", TEXT, "text"),
        ("a.html", f"{TEXT} 3 < 5 > 2", "text"),
        ("a.html", f"{TEXT} <b>đậm</b>", "html"),
        ("a.html", LINE * 2, "text"),
        ("a.jsonl", LINE, "record"),
        ("a.jsonl", "<!doctype html><p>tin", "html"),
        ("a.jsonl", '{"body": "<script>1</script> <p>Tin.</p><p>Hai.</p><p>Ba.</p>"}\n', "record"),
        ("a.csv", "id,body\n1,<p>Tin.</p><p>Hai.</p><p>Ba.</p>\n", "record"),
        ("a.txt", '{"body": "<p>Tin.</p><p>Hai.</p><p>Ba.</p>"}\n', "record"),
        ("a.aspx", "<html><p>tin", "html"),
        ("a.dat", LINE + LINE, "record"),
        ("a.dat", TEXT, "text"),
        (
            "a.dat",
            "Kết quả chạy 1.500 m: 1. Nguyễn Thị Oanh 4:14,98; 2. Sol Cubacha 4:16,20",
            "text",
        ),
        ("a.md", "CÁC NHÀ BÁO VIỆT NAM GẶP MẶT", "text"),
        ("a.md", "Ngày 5/3, trên sông Gianh, 12 tàu cá đến neo đậu an toàn", "text"),
        ("a", "plain", "text"),
        ("a.xml", RSS, "record"),
        ("a.html", RSS, "record"),
        ("a.rss", declaring("<!ENTITY nbsp '&#160;'>"), "record"),
        ("a.xml", declaring("<!ENTITY nbsp ']'>").partition("?>")[2].strip(), "record"),
        ("a.xml", declaring("<!ENTITY nbsp '&#160;'>\n" * 300), "record"),
        ("a.json", f"[{LINE},{LINE}]", "record"),
        ("a.json", '{\n "body": "tin"\n}\n{"body": "hai"}', "record"),
        ("a.txt", '{"body":\n "tin"}', "record"),
        ("a.json", LINE * 2, "record"),
        ("a.mhtml", MHTML, "html"),
        ("a.txt", MHTML, "html"),
        ("a.csv", "title,body\nTin,Nội dung\n", "record"),
    ],
)
def test_content_tells_the_kind(read_bytes, name, content, kind):
    assert {item.kind for item in read_bytes(name, content.encode())} == {kind}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", bytes(range(256)) * 20, "binary: it holds no text"),
        ("a.dat", b"Tin ngay 5/3, Hai Phong \0" * 99, "binary: it holds no text"),
        ("a.html", b"\x7fELF\x02\x01\x01\0\0\0", "binary: it holds no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "an old Word"),
        ("a.txt", b"{\\rtf1 tin}", "an RTF file"),
        ("a.rar", b"Rar!\x1a\x07\x00", "a RAR archive"),
        ("a.txt", b"From: bao@example.org\r\n%PDF-1.4\n%%EOF", "broken PDF"),
        ("sitemap.xml", b"<?xml version='1.0'?><urlset></urlset>", "XML, but neither"),
        ("a.md", "Сегодня в городе открылась выставка".encode(), "text, but .md is no kind"),
        ("a.cfg", b"[main]\nicon = 1", "text, but .cfg is no kind that is read"),
    ],
)
def test_what_is_of_no_kind_says_so(read_bytes, name, content, reason):
    (row,) = read_bytes(name, content)

    assert row.reason.startswith(reason)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "an Excel file"),
        ({"_rels/.rels": b"", "ppt/a.xml": b"", "ppt/b/word/c": b""}, "a PowerPoint file"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "an OpenDocument file"),
    ],
)
def test_what_an_office_saved_in_a_zip_is_no_archive(make, read_bytes, members, reason):
    (row,) = read_bytes("a.zip", make.zip(members, zipfile.ZIP_STORED))

    assert row.reason.startswith(reason)


@pytest.mark.parametrize("piece", ["<!--", "<!x[<!--", "<!x[", "<?", "<!x['", "<!x[]", " ", "<!x>"])
def test_the_root_of_a_document_is_looked_for_in_one_pass(piece):
    text = f"<?xml?>{piece * (1 << 18)}"
    assert kinds._ROOT.match(text) is None


def test_a_page_in_one_file_is_read_with_its_address_and_without_its_frames(read_bytes):
    (item,) = read_bytes("a.mht", MHTML.replace("\n", "\r\n").encode())

    assert "Hội nghị ở Hải Phòng" in item.text
    assert "Quảng cáo" not in item.text
    assert item.given == {"url": "https://bao.example/tin"}


def test_a_page_has_the_address_that_the_browser_wrote_into_it(make, read_bytes):
    said = "<!-- saved from url=(0023)https://bao.example/tin -->"
    markup = make.page("Tin").decode().replace("<html>", f"{said}<html>")

    (item,) = read_bytes("a.html", markup.encode())
    assert item.given == {"url": "https://bao.example/tin"}
    (item,) = read_bytes("b.html", markup.replace("https://", "file://").encode())
    assert item.given == {}


@pytest.mark.parametrize("between", [",", "\n", ",\n\n "])
def test_a_list_of_articles_is_read_one_by_one(read_bytes, between):
    articles = [json.dumps({"id": str(n), "body": "tin " * n * n}, indent=n) for n in range(1, 200)]

    items = read_bytes("a.json", f"[\n{between.join(articles)}\n]\n".encode())

    assert [item.origin for item in items] == [f"a.json:{n}" for n in range(1, 200)]
    assert [item.given["id"] for item in items] == [str(n) for n in range(1, 200)]


class Copied(str):
    """Text that counts what is copied of it."""

    __slots__ = ()
    letters = 0

    def __getitem__(self, key):
        part = Copied(super().__getitem__(key))
        Copied.letters += len(part)
        return part

    def __add__(self, other):
        return Copied(super().__add__(other))

    def __radd__(self, other):
        return Copied(other + str(self))


class Bytes(bytes):
    """Bytes that become such a text."""

    __slots__ = ()

    def decode(self, *args):
        return Copied(super().decode(*args))


def test_of_a_long_list_nothing_is_copied_again_and_again(monkeypatch):
    monkeypatch.setattr(Copied, "letters", 0)
    whole = ('[{"body": "' + "x" * 1_000_000 + '"}' + ', {"body": "tin"}' * 20_000).encode()
    stream = io.BytesIO(whole)

    read = SimpleNamespace(read=lambda size: Bytes(stream.read(size)))
    assert sum(isinstance(item, Raw) for item in json_values.split(read, "")) == 20_001

    assert Copied.letters < 8 * len(whole)


@pytest.mark.parametrize(
    ("content", "origins", "reason"),
    [
        ('[{"body": "x"}, {"body": ', ["a.json:1"], "not JSON behind value 1: Expecting value"),
        ('[{"body": "x"} oops {"body": "y"}]', ["a.json:1"], "not JSON behind value 1"),
        ("[]", [], "empty"),
        ("[" * 99_999, [], "empty"),
        ('{"a":' * 99_999, [], "not JSON: nested too deep"),
    ],
)
def test_json_that_breaks_gives_what_came_before(read_bytes, content, origins, reason):
    *items, row = read_bytes("a.json", content.encode())

    assert [item.origin for item in items] == origins
    assert row.reason.startswith(reason)


def test_a_page_saved_whole_is_one_article_and_a_row_for_each_kind_beside_it(make, tmp_path):
    saved = tmp_path / "saved"
    for name, data in {
        "tin.html": make.page("Hội nghị ở Hải Phòng"),
        "tin_files/x/saved_resource.html": make.page("Quảng cáo"),
        "tin_files/a.jpg": b"\xff\xd8",
        "tin_files/b.JPG": b"\xff\xd8",
        "tin_files/x.css": b"p {}",
        "my_files/khác.html": make.page("Bài khác"),
    }.items():
        (saved / name).parent.mkdir(exist_ok=True, parents=True)
        (saved / name).write_bytes(data)

    report = pipeline.rebuild([saved], tmp_path / "index")

    assert (report.indexed, report.read) == (2, 5)
    assert {row.origin: row.reason for row in report.skipped} == {
        "*.jpg": "holds no article (2 files; the first: tin_files/a.jpg)",
        "tin_files/x.css": "holds no article",
        "tin_files/x/saved_resource.html": "a part of the page beside its folder",
    }
    assert all(row.passed for row in report.skipped)
    found = open_index(tmp_path / "index").search("").hits
    assert {hit.title for hit in found} == {"Hội nghị ở Hải Phòng", "Bài khác"}


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.txt", TEXT),
            ("a.html", f"<html><p>{TEXT}"),
            ("a.jsonl", f'{{"body": "{TEXT}"}}\n'.replace("\n\n", " ") * 9_000),
        ],
    )
    def test_unicode_is_read_in_every_form(self, read_bytes, name, content, encoding):
        items = read_bytes(name, content.encode(encoding))

        assert len(items) == (9_000 if name == "a.jsonl" else 1)
        assert all("Hội nghị" in item.text for item in items)

    @pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "utf-16", "hex", "no such"])
    def test_what_a_page_says_of_itself_counts_less_than_its_bytes(self, read_bytes, declared):
        markup = f"<html><meta charset={declared}><p>{TEXT}"
        tcvn3 = f"<html><meta charset={declared}><p>Thµnh phè H¶i Phßng ®æi míi: x· héi"

        assert "Hải Phòng" in read_bytes("a.html", markup.encode())[0].text
        assert "Hải Phòng đổi mới" in read_bytes("b.html", tcvn3.encode("cp1252"))[0].text

    def test_where_the_bytes_say_nothing_the_page_is_believed(self, read_bytes):
        for declared in ("<meta charset='iso-8859-1'>", "<?xml version='1.0' encoding='latin1'?>"):
            markup = f"{declared}<html><p>naïve café déjà vu"
            (item,) = read_bytes("a.html", markup.encode("latin-1"))
            assert "café" in item.text

    def test_a_few_broken_letters_do_not_lose_a_page(self, read_bytes):
        data = (TEXT * 40).encode()
        at = data.index("Hải".encode(), len(data) // 2) + 1

        (item,) = read_bytes("a.txt", data[:at] + data[at + 1 :])

        assert item.text.count("\ufffd") in {1, 2}
        (row,) = read_bytes("b.txt", data.replace("ộ".encode(), b"\xe1\xbb"))
        assert "not UTF-8" in row.reason


class TestSizes:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-16", "cp1252"], ids=["utf-8", "utf-16", "tcvn3"]
    )
    def test_of_a_long_text_all_is_read_as_its_beginning(self, read_bytes, encoding):
        line = "Thµnh phè H¶i Phßng ®æi míi: x· héi\n" if encoding == "cp1252" else f"{TEXT}\n"
        for start in range(3):  # so that a letter is cut where the beginning ends
            (item,) = read_bytes("a.txt", ("a" * start + line * 4000).encode(encoding))
            assert item.text.count("Hải Phòng") == 4000
        (row,) = read_bytes("b.txt", bytes(range(0xA0, 0x100)) * 20_000)
        assert "not UTF-8" in row.reason

    def test_a_line_too_long_is_never_held_and_the_next_are_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(jsonl, "LONGEST_LINE", 1 << 16)
        path = tmp_path / "a.jsonl"
        path.write_bytes(LINE.encode() + b'{"body": "' + b"x" * (9 << 20) + b'"}\n' + LINE.encode())
        (file,), _ = list_files([path])
        tracemalloc.start()
        items = list(read(file))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert [item.origin for item in items if isinstance(item, Document)] == [
            "a.jsonl:1",
            "a.jsonl:3",
        ]
        assert [item.origin for item in items if isinstance(item, Skipped)] == ["a.jsonl:2"]
        assert peak < 1 << 20

    def test_a_page_too_long_is_a_row(self, read_bytes, monkeypatch):
        monkeypatch.setattr(page, "LONGEST_PAGE", 1 << 20)

        (row,) = read_bytes("a.txt", b"tin " * (1 << 19))

        assert row == Skipped("a.txt", "a page of more than 1 MB")

    def test_a_page_of_more_text_than_can_be_read_in_time_is_a_row(self, read_bytes):
        (row,) = read_bytes("a.txt", b"tin " * (5 << 18))

        assert row == Skipped("a.txt", "a page of more than 4 MB beside its pictures")

    def test_a_page_that_holds_its_pictures_is_not(self, read_bytes, monkeypatch):
        monkeypatch.setattr(page, "_LONGEST_TEXT", 10_000)
        picture = "A" * 1000 + "\n"
        markup = f'<html><p>{TEXT}<img src="data:image/png;base64,{picture * 99}">'

        (item,) = read_bytes("a.html", markup.encode())
        assert (item.kind, len(item.text) < 1000) == ("html", True)
        (row,) = read_bytes("b.html", f"<html><p>{TEXT * 999}".encode())
        assert "beside its pictures" in row.reason


def test_a_file_of_a_mark_alone_is_empty(read_bytes):
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b""):
        for name in ("a.txt", "a.html", "a.jsonl", "a.dat"):
            assert read_bytes(name, mark) == [Skipped(name, "empty")]
