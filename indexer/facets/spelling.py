"""One spelling for matching: the tone mark in its older place, the length of the text kept."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

# Every capital of the Latin letters; a range such as À-Ỹ would hold small ones too.
CAPITALS = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA))))

_MARKED = {"o": "òóỏõọ", "u": "ùúủũụ", "a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}
_LOWER = {
    first + late: early + second
    for first, second in ("oa", "oe", "uy")
    for early, late in zip(_MARKED[first], _MARKED[second], strict=True)
}
_MOVED = _LOWER | {new.upper(): old.upper() for new, old in _LOWER.items()}
_MOVED |= {new.capitalize(): old.capitalize() for new, old in _LOWER.items()}  # Uỷ
# Any two letters of the kind, then the table: a class is scanned much faster than 30 pairs.
_NEW_PLACE = re.compile(rf"(?<![qQ])[oOuU][{''.join({new[1] for new in _MOVED})}](?!\w)")


def unify(text: str) -> str:
    """Return NFC `text` with ``hoà`` and ``Thuỷ`` as ``hòa`` and ``Thủy``."""
    text = unicodedata.normalize("NFC", text)
    return _NEW_PLACE.sub(lambda match: _MOVED.get(match[0], match[0]), text)


def any_of(phrases: Iterable[str], depth: int = 3) -> str:
    """Return a pattern for any of `phrases`, the longest at a place.

    Their first letters are shared, so that at most places one comparison is enough.
    """
    if depth == 0:
        return f"(?:{'|'.join(map(re.escape, sorted(phrases, key=len, reverse=True)))})"
    by_letter = groupby(sorted(phrases, reverse=True), key=lambda phrase: phrase[:1])
    parts = [
        re.escape(letter) + any_of([phrase[1:] for phrase in group], depth - 1) if letter else ""
        for letter, group in by_letter
    ]
    return f"(?:{'|'.join(parts)})"


def slug(text: str) -> str:
    """Return `text` as addresses write it, run together: ``haiphong``."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
