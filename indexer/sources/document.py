"""What a source hands on: one document as it was found, before anything is extracted."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "html", "record"]


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one document, not yet read.

    `place` is where in its file it stands, as a report shows it behind the file's name: ""
    is the whole file, ":12" a line or row of it, "!page.html" a member of an archive, and
    "!old.zip!news.jsonl:12" a line of a member of an archive in it.
    """

    data: bytes
    format: str  # the name of the format that parses it
    place: str = ""
    url: str = ""  # where it was saved from, when the file says so
    charset: str = ""  # what the file says it is in, which may be wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a source file.

    `text` is the whole dump for "text", the markup for "html" and the body for
    "record"; `given` holds what a record states of itself, which is trusted, or the
    url that a page was saved from.
    """

    origin: str  # where it is, as a report says it: "news.jsonl:12"
    kind: Kind
    text: str
    given: Mapping[str, Any] = field(default_factory=dict)


def printable(text: str) -> str:
    r"""Return `text` with lone surrogates, as of a file name that is no UTF-8, as ``\udcff``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def visible(text: str) -> str:
    r"""Return what stands in a file as a report can show it: a line break is ``\x0a``."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    # Not onto a terminal: control characters, and what ends lines or turns the writing round.
    category = unicodedata.category(char)
    return f"\\x{ord(char):02x}" if category[0] == "C" or category in {"Zl", "Zp"} else char
