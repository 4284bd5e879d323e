"""RSS and Atom: one article an entry, with the date, author and address the feed states.

Nothing is fetched: an entry is what the file holds of it, often only its lead.
"""

import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from xml.parsers import expat

import feedparser
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from indexer.report import Skipped, failed_row
from indexer.sources import jsonl
from indexer.sources.document import Document, Raw

LARGEST_FEED = 32 << 20  # bytes; well-formed ones are read at 7 MB a second
# What is not well-formed is read with regular expressions, 2 MB a second; where nothing but
# the beginnings of tags is in it, time grows faster than the feed: 2 MB of them took 12 s.
LARGEST_BROKEN = 4 << 20  # bytes

# Only these say nothing of the feed's letters or tags: its encoding was corrected.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
# A date whose zone or year our own rules cannot read, and feedparser can.
_FOREIGN_DATE = re.compile(r"\b(?:UT|Z|[ECMP][SD]T)\s*$|^(?!.*\b(?:19|20)\d\d)", re.DOTALL)

_BREAKS = (
    "address article aside blockquote br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table tr ul"
)
_BETWEEN = dict.fromkeys(_BREAKS.split(), "\n") | {"td": " ", "th": " "}  # what stands around a tag
_DROPPED = frozenset("audio button iframe noscript object script select style svg video".split())
_SPACE = re.compile(r"\s+")
_PARSER = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield each entry as a JSON line, its body as HTML; entries are counted from 1."""
    data = stream.read(LARGEST_FEED + 1)
    if len(data) > LARGEST_FEED:
        yield Skipped(place, f"a feed larger than {LARGEST_FEED >> 20} MB: split it")
        return
    if not data.strip():
        yield Skipped(place, "empty")
        return
    if len(data) > LARGEST_BROKEN and not _is_well_formed(data):
        yield Skipped(place, f"broken XML, and more than {LARGEST_BROKEN >> 20} MB: split it")
        return
    try:
        # A stream: bytes would be tried as the name of a file, text as an address.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001  a feed can be broken in more ways than it knows
        yield failed_row(place, error)
        return
    if reason := _trouble(feed):
        yield Skipped(place, reason)
    publisher = _text(feed.feed.get("title_detail"))
    for number, entry in enumerate(feed.entries, start=1):
        record = json.dumps(_record(entry, publisher), ensure_ascii=False)
        yield Raw(record.encode("utf-8", "replace"), "feed", f"{place}:{number}")


def parse(raw: Raw, origin: str) -> Document | Skipped:
    """Return the entry as a record, its body as plain paragraphs."""
    document = jsonl.parse(raw, origin)
    if isinstance(document, Skipped):
        return document
    text = html_to_text(document.text)
    return replace(document, text=text) if text else Skipped(origin, "no text, only pictures")


def html_to_text(markup: str) -> str:
    """Return the text of a piece of HTML, a line for each paragraph, captions last."""
    try:
        root = document_fromstring(markup.encode("utf-8", "replace"), parser=_PARSER)
    except etree.ParserError:  # nothing but comments
        return ""
    pieces: list[str] = []
    captions: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event in ("start", "end"):
            pieces.append(_BETWEEN.get(tag, ""))
        if event == "start":
            if tag == "figcaption":
                captions.append("".join(element.itertext()))
            if tag in _DROPPED or tag == "figcaption":
                walk.skip_subtree()
            else:
                pieces.append(_SPACE.sub(" ", element.text or ""))
        else:
            pieces.append(_SPACE.sub(" ", element.tail or ""))
    lines = "".join(pieces).split("\n") + captions
    return "\n".join(text for line in lines if (text := " ".join(line.split())))


def _is_well_formed(data: bytes) -> bool:
    if b"<!ENTITY" in data:  # feedparser leaves their declarations out
        return False
    try:
        expat.ParserCreate(namespace_separator=" ").ParseFile(io.BytesIO(data))
    except (expat.ExpatError, ValueError, LookupError):  # the others over odd encodings
        return False
    return True


def _trouble(feed: Any) -> str:
    """Return what is wrong with a feed, else ''."""
    error = feed.get("bozo_exception")
    if not feed.entries:
        return "a feed without entries" if feed.version else "not RSS or Atom"
    if not feed.bozo or isinstance(error, _HARMLESS):
        return ""
    seen = str(error).removeprefix("<unknown>:")[:80]
    return f"broken XML ({seen}): the {len(feed.entries)} entries found are read"


def _record(entry: Any, publisher: str) -> dict[str, str]:
    author, link = entry.get("author_detail") or {}, entry.get("link") or ""
    record = {
        "title": _text(entry.get("title_detail")),
        "body": _body(entry),
        "date": _date(entry, "published") or _date(entry, "updated"),
        "url": link if link.startswith(("http://", "https://")) else "",
        "author": author.get("name") or entry.get("author", ""),
        "source": _text((entry.get("source") or {}).get("title_detail")) or publisher,
    }
    if not record["url"]:  # else it is the id, and one with other readings of the page
        record["id"] = entry.get("id", "")
    return {name: value for name, value in record.items() if value}


def _body(entry: Any) -> str:
    """Return the longest text that an entry holds whole, else its summary, as HTML."""
    whole = max(map(_html, entry.get("content") or ()), key=len, default="")
    return whole or _html(entry.get("summary_detail"))


def _html(detail: Any) -> str:
    """Return a piece of text as HTML; without a tag its lines are its paragraphs."""
    value: str = (detail or {}).get("value") or ""
    if detail and detail.get("type") == "text/plain":
        value = html.escape(value)
    return value if "<" in value else value.replace("\n", "<br>")


def _text(detail: Any) -> str:
    return " ".join(html_to_text(markup).split()) if (markup := _html(detail)) else ""


def _date(entry: Any, name: str) -> str:
    # Past its own `get`: asked for a date it lacks, an entry warns and gives another one.
    written = (dict.get(entry, name) or "").strip()
    read = dict.get(entry, f"{name}_parsed")
    if written and read and _FOREIGN_DATE.search(written):
        return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*read)
    return written
