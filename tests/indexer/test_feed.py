"""An entry of a feed is a record with plain paragraphs; nothing is fetched or expanded."""

import io
import socket

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.extract import parse_date
from indexer.report import Skipped
from indexer.sources import feed
from indexer.sources.document import Document, Raw
from indexer.sources.feed import html_to_text, parse, split


def rss(*items, head=""):
    joined = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Báo A &amp; B</title>{joined}</channel></rss>"
    ).encode()


def read(data):
    return [
        parse(row, row.place) if isinstance(row, Raw) else row
        for row in split(io.BytesIO(data), "")
    ]


def test_an_entry_of_rss_is_a_record():
    data = rss(
        "<title>Hải Phòng &amp; chuyển đổi số</title><link>http://a.vn/1</link><guid>x</guid>"
        "<pubDate>Thu, 11 Mar 2021 17:15:00 +0700</pubDate><author>toasoan@a.vn (Lan)</author>"
        "<description><![CDATA[<p>Một<br>hai</p><p>ba</p>]]></description>",
        "<title>Hai</title><description>Bốn</description><guid isPermaLink='false'>y</guid>",
    )

    first, second = read(data)

    assert first == Document(
        origin=":1",
        kind="record",
        text="Một\nhai\nba",
        given={
            "title": "Hải Phòng & chuyển đổi số",
            "body": "<p>Một<br>hai</p><p>ba</p>",
            "date": "Thu, 11 Mar 2021 17:15:00 +0700",
            "url": "http://a.vn/1",
            "author": "Lan",
            "source": "Báo A & B",
        },
    )
    assert (second.origin, second.text, second.given["id"]) == (":2", "Bốn", "y")


def test_an_entry_of_atom_is_a_record():
    data = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Đài</title><entry>
      <title type="html">Tin &lt;b&gt;A&lt;/b&gt;</title><id>urn:1</id>
      <link rel="alternate" href="https://a.vn/1"/><author><name>Ông Ba</name></author>
      <published>2021-03-11T10:15:00Z</published><updated>2022-01-01T00:00:00Z</updated>
      <summary>ngắn</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
      <p>Dài
      hơn</p></div></content></entry></feed>""".encode()

    (document,) = read(data)

    assert document.text == "Dài hơn"
    assert document.given == {
        "title": "Tin A",
        "body": document.given["body"],
        "date": "2021-03-11T10:15:00Z",
        "url": "https://a.vn/1",
        "author": "Ông Ba",
        "source": "Đài",
    }


def test_the_whole_text_comes_before_the_summary():
    (document,) = read(
        rss("<description>ngắn</description><content:encoded>&lt;p&gt;dài</content:encoded>")
    )

    assert document.text == "dài"


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("Thu, 11 Mar 2021 17:15:00 +0700", "2021-03-11 17:15:00"),
        ("Thu, 11 Mar 2021 17:15:00 GMT+7", "2021-03-11 17:15:00"),
        ("Thu, 11 Mar 2021 17:15:00 ICT", "2021-03-11 17:15:00"),
        ("Thu, 11 Mar 2021 20:15:00 GMT", "2021-03-12 03:15:00"),
        ("Thu, 11 Mar 2021 20:15:00 Z", "2021-03-12 03:15:00"),
        ("Thu, 11 Mar 2021 20:15:00 EST", "2021-03-12 08:15:00"),
        ("11 Mar 21 20:15:00 GMT", "2021-03-12 03:15:00"),
        ("11/03/2021 17:15", "2021-03-11 17:15:00"),
        ("2021-03-11T20:15:00Z", "2021-03-12 03:15:00"),
    ],
)
def test_dates_are_those_of_viet_nam(written, hour):
    (document,) = read(rss(f"<description>x</description><pubDate>{written}</pubDate>"))

    assert str(parse_date(document.given["date"])) == hour


def test_an_entry_is_dated_by_its_update_when_nothing_else_is_said():
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><summary>x</summary>
      <updated>2021-03-11T10:15:00Z</updated></entry></feed>"""

    (document,) = read(data)

    assert document.given["date"] == "2021-03-11T10:15:00Z"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a <b>b</b>c<br/>d", "a bc\nd"),
        ("<p>a</p>\n b \n<div>c<div>d</div>e</div>", "a\nb\nc\nd\ne"),
        ("<p>a\n  b</p>", "a b"),
        ("a<!-- no -->b<?no?>c", "abc"),
        ("a<script>no()</script><style>no</style>b", "ab"),
        ("<figure><img alt=no><figcaption>Ảnh <i>A</i></figcaption></figure><p>x</p>", "x\nẢnh A"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("1 &lt; 2 &amp; 3&nbsp;4 &#x1ea3;", "1 < 2 & 3 4 ả"),
        ("1 < 2", "1 < 2"),
        ("<!-- no -->", ""),
        ("<img src=x>", ""),
        ("", ""),
    ],
)
def test_html_becomes_paragraphs(markup, text):
    assert html_to_text(markup) == text


def test_plain_text_keeps_its_lines():
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
      <content type="text">1 &lt; 2\nhai</content></entry></feed>"""

    (document,) = read(data)

    assert document.text == "1 < 2\nhai"


def test_entries_without_text_are_rows():
    picture, title = read(rss("<description>&lt;img src='x'&gt;</description>", "<title>x</title>"))

    assert picture == Skipped(":1", "no text, only pictures")
    assert title.reason.startswith('no "body"')


def test_broken_xml_is_read_as_far_as_it_goes_and_told():
    data = rss("<title>a</title><description>một</description>") + b"<item>&bad <"
    data = data.replace(b"</channel></rss>", b"")

    told, *entries = read(data)

    assert told.origin == ""
    assert told.reason.startswith("broken XML (")
    assert told.reason.endswith("entries found are read")
    assert entries[0].text == "một"


def test_an_encoding_declared_wrongly_is_no_trouble():
    data = rss("<description>một</description>").replace(b'"utf-8"', b'"us-ascii"')

    (document,) = read(data)

    assert document.text == "một"


def test_undefined_entities_are_no_obstacle():
    told, document = read(rss("<description>a&nbsp;b &eacute;</description>"))

    assert "undefined entity" in told.reason
    assert document.text == "a b é"


def test_entities_are_neither_fetched_nor_read_from_files(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(socket, "create_connection", refuse)
    secret = tmp_path / "secret"
    secret.write_text("SECRET", "utf-8")
    head = (
        '<!DOCTYPE rss SYSTEM "http://example.invalid/a.dtd" ['
        f'<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "http://example.invalid/p">%p;]>'
    )

    found = read(rss("<title>x&f;</title><description>text &f;</description>", head=head))

    assert "SECRET" not in repr(found)
    assert any(isinstance(document, Document) for document in found)


def test_a_billion_laughs_stay_small():
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "haha">' for n in range(12)
    )

    found = read(rss("<description>x &l11;</description>", head=f"<!DOCTYPE rss [{entities}]>"))

    assert len(repr(found)) < 10_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html><p>x</p></html>", "not RSS or Atom"),
        (b"Just text", "not RSS or Atom"),
        (rss(), "a feed without entries"),
    ],
)
def test_what_is_no_feed_says_so(data, reason):
    assert read(data) == [Skipped("", reason)]


def test_a_feed_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(feed, "LARGEST_FEED", 1 << 20)

    (row,) = read(rss("<title>" + "x" * (1 << 20) + "</title>"))

    assert row == Skipped("", "a feed larger than 1 MB: split it")


def test_a_large_feed_must_be_well_formed(monkeypatch):
    monkeypatch.setattr(feed, "LARGEST_BROKEN", 1 << 10)
    large = "<description>" + "x" * (1 << 10) + "</description>"

    (document,) = read(rss(large))
    assert isinstance(document, Document)
    declared = rss(large, head='<!DOCTYPE a [<!ENTITY b "c">]>')
    for broken in (rss(f"{large}<a"), rss(f"{large}&nbsp;"), rss(f"{large}<a:b/>"), declared):
        (row,) = read(broken)
        assert row.reason.startswith("broken XML, and more than")


def test_bytes_are_never_taken_for_the_name_of_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(rss("<description>SECRET</description>"))

    assert read(str(path).encode()) == [Skipped("", "not RSS or Atom")]


@given(st.binary())
@example(b"<rss><item><description>&#0;&#xD800;\x00</description></item></rss>")
@example(b"\xff\xfe<\0r\0s\0s\0>\0")
@example(rss("<content:encoded>" + "<div>" * 10_000 + "</content:encoded>"))
@example(rss("<pubDate>99999999999-99-99</pubDate><description>x</description>"))
def test_nothing_raises(data):
    for found in read(data):
        assert isinstance(found, Document | Skipped)


WHOLE = rss(
    "<title>Tin</title><link>http://a.vn/1</link><description>&lt;p&gt;Một&lt;/p&gt;</description>"
    "<pubDate>Thu, 11 Mar 2021 17:15:00 +0700</pubDate><content:encoded>x</content:encoded>"
)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, len(WHOLE)), st.binary(max_size=4))
def test_damage_does_not_raise(start, size, put):
    for found in read(WHOLE[:start] + put + WHOLE[start + size :]):
        assert isinstance(found, Document | Skipped)


@given(st.text(st.sampled_from("<>/!-?pbrscitfgu &;#x\0a\n'\"=")))
def test_no_markup_raises(markup):
    assert "\n\n" not in html_to_text(markup)
