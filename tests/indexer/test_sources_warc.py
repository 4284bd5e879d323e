"""Web archives: the pages that were answered with 200, each with its address."""

import gzip
import re

import pytest

from indexer.report import Skipped
from indexer.sources import streams, warc
from indexer.sources.document import Document

URL = "https://bao.example/tin-1"


def pages(items):
    return {item.origin: item.text for item in items if isinstance(item, Document)}


def rows(items):
    return {item.origin: item.reason for item in items if isinstance(item, Skipped)}


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_read_with_its_address(make, read_bytes, packed):
    data = make.warc([(URL, make.page("Một")), (f"{URL}?b", make.page("Hai"))], packed=packed)

    first, second = read_bytes("a.warc.gz" if packed else "a.warc", data)

    assert (first.origin, second.origin) == (f"a.warc{'.gz' * packed}!{URL}", f"{first.origin}?b")
    assert first.given == {"url": URL}
    assert (first.kind, first.text) == ("html", make.page("Một").decode())


def test_an_archive_packed_as_a_whole_is_read_too(make, read_bytes):
    data = gzip.compress(make.warc([(URL, make.page("Một")), (f"{URL}b", make.page("Hai"))]))

    assert len(pages(read_bytes("a.warc.gz", data))) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"status": "404 Not Found"},
        {"status": "301 Moved"},
        {"kind": "image/jpeg"},
        {"kind": "application/json"},
        {"rec_type": "revisit"},
        {"rec_type": "resource"},
    ],
)
def test_all_else_is_passed_over(make, read_bytes, other):
    data = make.warc([(URL, make.page("Một"))], **other)
    assert rows(read_bytes("a.warc", data)) == {"a.warc": "no saved page in it"}

    items = read_bytes("b.warc", data + make.warc([(URL, make.page("Hai"))]))
    assert (list(pages(items)), rows(items)) == ([f"b.warc!{URL}"], {})


def test_a_page_is_unpacked_as_its_site_packed_it(make, read_bytes):
    page = make.page("Một")
    packed = make.warc([(URL, gzip.compress(page))], headers=[("Content-Encoding", "gzip")])
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (page[:50], page[50:])) + b"0\r\n\r\n"
    in_chunks = make.warc([(URL, chunks)], headers=[("Transfer-Encoding", "chunked")])
    odd = make.warc([(URL, page)], headers=[("Content-Encoding", "zstd")])

    for name, data in (("a.warc", packed), ("b.warc", in_chunks)):
        assert pages(read_bytes(name, data)) == {f"{name}!{URL}": page.decode()}
    assert rows(read_bytes("c.warc", odd)) == {
        f"c.warc!{URL}": "packed in a way that is not read: zstd"
    }


@pytest.mark.parametrize(("longest", "count"), [(0, 1), (-1, 0)])
def test_a_record_longer_than_any_page_is_a_film(make, read_bytes, monkeypatch, longest, count):
    data = make.warc([(URL, make.page("Tin"))])
    size = int(re.findall(rb"Content-Length: (\d+)", data)[-1])  # of the request, of the page
    monkeypatch.setattr(warc, "LONGEST_PAGE", size + longest)

    assert len(pages(read_bytes("a.warc", data))) == count


def test_a_page_that_is_a_bomb_is_a_row(make, read_bytes, monkeypatch):
    monkeypatch.setattr(streams, "_ALWAYS", 1 << 20)
    bomb = gzip.compress(b" " * (200 << 20))
    data = make.warc([(URL, bomb)], headers=[("Content-Encoding", "gzip")])

    assert "so much more" in rows(read_bytes("a.warc", data))[f"a.warc!{URL}"]


def test_the_bytes_are_believed_before_what_the_site_says_of_them(make, read_bytes):
    said = "text/html; charset=iso-8859-1"
    assert (
        "Hải"
        in pages(read_bytes("a.warc", make.warc([(URL, make.page("Hải"))], kind=said))).popitem()[1]
    )

    foreign = "<html><p>naïve café déjà vu".encode("latin-1")
    assert (
        "café" in pages(read_bytes("b.warc", make.warc([(URL, foreign)], kind=said))).popitem()[1]
    )


class TestBreaks:
    @pytest.mark.parametrize("packed", [False, True])
    def test_a_cut_archive_gives_the_pages_before(self, make, read_bytes, packed):
        data = make.warc([(URL, make.page("Một")), (f"{URL}b", make.page("Hai"))], packed=packed)

        items = read_bytes("a.warc", data[:-70])

        assert list(pages(items)) == [f"a.warc!{URL}"]
        assert rows(items) == {"a.warc": streams.BREAKS_OFF}

    def test_a_record_of_a_wrong_length_ends_it(self, make, read_bytes):
        data = make.warc([(URL, make.page("Một")), (f"{URL}b", make.page("Hai"))])
        wrong = data.replace(b"WARC/1.0", b"WARX/1.0", 3).replace(b"WARX/1.0", b"WARC/1.0", 2)

        items = read_bytes("a.warc", wrong)

        assert list(pages(items)) == [f"a.warc!{URL}"]
        assert rows(items)["a.warc"].startswith("damaged: no record where one must begin")

    def test_headers_without_an_end_are_not_held(self, read_bytes, monkeypatch):
        monkeypatch.setattr(warc, "_LONGEST_HEADER", 1000)

        items = read_bytes("a.warc", b"WARC/1.0\r\nContent-Length: 0\r\n" + b"x: y\r\n" * 200)

        assert rows(items)["a.warc"].startswith("damaged")
