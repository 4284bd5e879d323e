"""One page: saved as text, or as HTML. Which of them is told by what is in it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from indexer.report import Skipped
from indexer.sources.decode import decode
from indexer.sources.document import Document, Kind, Raw

LONGEST_PAGE = 64 << 20  # bytes; a page saved with its pictures inside has some 10 MB
_LONGEST_TEXT = 4 << 20  # characters beside pictures; the worst take some 20 seconds for a million

_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]{0,15}[\s/>]|!doctype|!--)", re.IGNORECASE)
# As https://mimesniff.spec.whatwg.org/ lists them: a file that begins so is a page.
_FIRST = re.compile(
    r"<(?:!--|!doctype html|(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p"
    r"|meta|link|article|section|main|header)[\s/>])",
    re.IGNORECASE,
)
_ENDS_BLOCK = re.compile(
    r"</(?:p|div|td|tr|table|li|ul|h[1-6]|head|body|html|title|article|section)\s?>", re.IGNORECASE
)
_FEW = 3  # ends of blocks that a text may hold and still be one
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)=[\"' ]?([\w.:-]{2,40})", re.IGNORECASE
)
_SAVED_FROM = re.compile(
    r"<!-- saved from url=\(\d{4}\)(https?://[^\s<>]{1,2000}) -->"
)  # by a browser
_DECLARED_WITHIN = 4096  # bytes
_PICTURE = re.compile(r"data:[\w.+/-]{0,60}(?:;[\w=.-]{1,40}){0,3};base64,[\w+/=\s%-]{100,}")


def split_text(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield the one page in `stream`, by its name a text."""
    yield read_whole(stream, place, "text")


def split_html(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield the one page in `stream`, by its name or its head in HTML."""
    yield read_whole(stream, place, "html")


def read_whole(
    stream: BinaryIO, place: str, name: str, url: str = "", charset: str = ""
) -> Raw | Skipped:
    """Return all of `stream` as one document, to be parsed by the format called `name`."""
    data = stream.read(LONGEST_PAGE + 1)
    if len(data) > LONGEST_PAGE:
        return Skipped(place, f"a page of more than {LONGEST_PAGE >> 20} MB")
    return Raw(data, name, place, url, charset)


def parse(raw: Raw, origin: str) -> Document | Skipped:
    """Return a page, as text or as HTML."""
    declared = _DECLARED.search(raw.data[:_DECLARED_WITHIN])
    text = decode(raw.data, origin, raw.charset, declared[1].decode("ascii") if declared else "")
    if isinstance(text, Skipped):
        return text
    kind: Kind = "html" if is_html(text, _FEW if raw.format == "text" else 1) else "text"
    text = _PICTURE.sub("data:,", text) if kind == "html" else text
    if len(text) > _LONGEST_TEXT:
        return Skipped(origin, f"a page of more than {_LONGEST_TEXT >> 20} MB beside its pictures")
    saved_from = _SAVED_FROM.search(text[:_DECLARED_WITHIN])
    url = raw.url or (saved_from[1] if saved_from else "")
    return Document(origin=origin, kind=kind, text=text, given={"url": url} if url else {})


def begins_as_html(text: str) -> bool:
    """Return whether `text` is markup from its first letter on."""
    return _FIRST.match(text.lstrip("\ufeff \t\r\n")) is not None


def is_html(text: str, few: int = _FEW) -> bool:
    """Return whether `text` is markup: it begins so, or has `few` ends of blocks."""
    if begins_as_html(text):
        return True
    if few == 1:
        return _TAG.search(text) is not None
    ends = _ENDS_BLOCK.finditer(text)
    return next(islice(ends, few - 1, None), None) is not None
