"""Text into clean lines: NFC, one kind of space, nothing invisible."""

import re

from analyzers.compose import compose
from analyzers.invisible import INVISIBLE
from analyzers.lookalikes import unify_lookalikes

# Every capital of the Latin letters; a range such as À-Ỹ would hold small ones too.
CAPITALS = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA))))

_NOT_SHOWN = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f{INVISIBLE}]")
# Spelled out: [^\S\n ], which asks of each character what it is, took 2.6 times as long.
_ODD_SPACES = "".join(
    char for char in map(chr, range(0x3001)) if char.isspace() and char not in " \n"
)
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
_SPACES = re.compile(r" {2,}")
_ODD = re.compile(rf"[\x00-\x09\x0b-\x1f\x7f{INVISIBLE}{_ODD_SPACES}]")  # either of the two


def clean_text(text: str) -> str:
    """Return `text` as NFC, with plain spaces and without invisible characters."""
    if _ODD.search(text):
        text = _ODD_SPACE.sub(" ", _NOT_SHOWN.sub("", "\n".join(text.splitlines())))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return unify_lookalikes(compose(text))


def clean_lines(text: str) -> list[str]:
    """Return the lines of `text` that hold anything, normalised and stripped."""
    return [line for raw in clean_text(text).split("\n") if (line := raw.strip())]


def one_line(value: object) -> str:
    """Return a given string on one line; anything that is no string says nothing."""
    return " ".join(clean_lines(value)) if isinstance(value, str) else ""


def passage(text: str, start: int, end: int, around: int) -> str:
    """Return a stretch of `text` on one line, with up to `around` characters on each side of it.

    What stands around it are whole words.
    """
    before = " ".join(text[max(0, start - around) : start].split("\n"))
    after = " ".join(text[end : end + around].split("\n"))
    if start > around:
        before = before.partition(" ")[2]
    if end + around < len(text):
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())
