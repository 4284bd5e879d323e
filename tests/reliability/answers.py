"""What must hold of every answer of the site, whatever was asked and whatever articles say."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import lxml.html

import search_app.web

_TEMPLATES = Path(search_app.web.__file__).parent / "templates"
_OF_PROGRAMS = ("javascript:", "data:", "vbscript:")
# What a spreadsheet does not see before the sign that makes a formula, and the signs, also wide.
FORMULA = re.compile(
    '[\\s"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\\-@＝＋－＠]'
)
_INSIDE = re.compile(r"Traceback|site-packages|\.py\"|/usr/lib/python|werkzeug|waitress\.")


def _names(pattern: str) -> frozenset[str]:
    texts = (path.read_text("utf-8") for path in _TEMPLATES.glob("*.html"))
    return frozenset(name.lower() for text in texts for name in re.findall(pattern, text))


TAGS = _names(r"<([a-zA-Z][\w-]*)") | {"mark"}
ATTRIBUTES = _names(r"[\s}]([a-zA-Z][\w:-]*)=\"") | set(
    "hidden autofocus selected checked defer download open disabled tabindex required".split()
)


def faults(
    status: int, headers: Sequence[tuple[str, str]], body: bytes, secrets: Sequence[str] = ()
) -> Iterator[str]:
    """Yield what is wrong with an answer; `secrets` are texts that stand in none."""
    kind = dict(headers).get("Content-Type", "").partition(";")[0]
    if status >= 500:
        yield f"status {status}"
    for name, value in headers:
        if any(char in name + value for char in "\r\n\0"):
            yield f"a line break in the header {name}"
    text = body.decode("utf-8", "surrogateescape")
    if any("\udc80" <= char <= "\udcff" for char in text):
        yield "no UTF-8"
    if found := _INSIDE.search(text):
        yield f"it tells of the machine: {found[0]}"
    yield from (f"it tells {secret}" for secret in secrets if secret in text)
    if body and status != 304:
        yield from _OF_KIND.get(kind, _any)(text)


def markup_faults(html: str) -> Iterator[str]:
    """Yield what the templates did not write: elements, attributes, inline code, foreign code."""
    for element in lxml.html.document_fromstring(html.encode()).iter():
        if not isinstance(element.tag, str):
            yield f"a comment {element!r:.80}"
            continue
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        yield from _element_faults(element.tag, attributes, element.text or "")


def _element_faults(tag: str, attributes: Mapping[str, str], text: str) -> Iterator[str]:
    if tag not in TAGS:
        yield f"an element <{tag}>"
    for name, value in attributes.items():
        if name.lower() not in ATTRIBUTES:
            yield f"an attribute {name} of <{tag}>"
        if name in {"href", "src", "action"} and value.strip().lower().startswith(_OF_PROGRAMS):
            yield f"an address {value:.60} of <{tag}>"
    if tag == "script" and (text or not attributes.get("src", "").startswith("/static/")):
        yield "a foreign script"
    if tag in {"link", "form"}:
        address = urlsplit(attributes.get("href", attributes.get("action", "")))
        if address.netloc:
            yield f"a foreign address in <{tag}>"


def formulas(text: str) -> Iterator[str]:
    """Yield the cells of a table that a spreadsheet would run, also one that divides at ``;``."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        yield from (part for cell in row for part in cell.split(";") if FORMULA.match(part))


def _table(text: str) -> Iterator[str]:
    yield from (f"a formula {cell!r:.60}" for cell in formulas(text))


def _xml(text: str) -> Iterator[str]:
    ET.fromstring(text)
    yield from ()


def _json(text: str) -> Iterator[str]:
    json.loads(text)
    yield from ()


def _any(_: str) -> Iterator[str]:
    yield from ()


_OF_KIND = {
    "text/html": markup_faults,
    "text/csv": _table,
    "application/atom+xml": _xml,
    "application/opensearchdescription+xml": _xml,
    "application/json": _json,
    "application/problem+json": _json,
    "application/x-suggestions+json": _json,
}
