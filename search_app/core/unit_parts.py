"""Which syllables any way to write a unit has, so that a text without them need not be looked at.

A date has its day and month, however it is written, a document its number and kind, 2.175 the
groups 2 and 175.
"""

import re
from typing import NamedTuple

from analyzers import Syllable, split_syllables
from analyzers.syllables import parts_from_number
from analyzers.units import Unit

_DOCUMENT = re.compile(r"(\d+[a-z]?)(?:/\d{4})?[-/]([^\W\d_]++(?!\d))?")
_DATE = re.compile(r"(\d+)/(\d+)")
_NUMBER = re.compile(r"(\d+?)(\d{0,3})(?:\.(\d+))?")
_CODE = re.compile(r"(\D*)(\d+)")


class UnitParts(NamedTuple):
    """A unit has one of the folded syllables `first`, and one of `beside` at most two away."""

    folded: str
    first: frozenset[str]
    beside: frozenset[str] = frozenset()  # empty: nobody knows


def unit_parts(unit: Unit | Syllable) -> UnitParts:
    """Return the syllables that must stand where a unit does; digits are a number in groups."""
    kind = unit.kind if isinstance(unit, Unit) else "number"
    folded = unit.folded
    if kind == "document" and (match := _DOCUMENT.match(folded)):
        return UnitParts(folded, _numbers(match[1]), _issuer(match[2]))
    if kind == "date" and (match := _DATE.match(folded)):
        return UnitParts(folded, _padded(match[1]), _padded(match[2]))
    if kind == "number" and (match := _NUMBER.fullmatch(folded)):
        return _number(folded, match[1] + match[2], match[3] or "")
    if kind == "code" and (match := _CODE.match(folded)):
        name, number = match.groups()
        ends = (name[at:] for at in range(len(name)))
        whole = {end + number for end in ends if not parts_from_number(end)}
        return UnitParts(folded, frozenset({number, *whole}))
    return UnitParts(folded, frozenset(s.folded for s in split_syllables(folded)[:1]))


def _number(folded: str, whole: str, part: str) -> UnitParts:
    """2.175,5 is 2175.5; in 2.175đ the last syllable is 175đ."""
    if part:
        return UnitParts(folded, frozenset({whole, whole[-3:]}), frozenset({part, part + "d"}))
    before, last = whole[-6:-3], whole[-3:]
    return UnitParts(folded, frozenset({last, last + "d"}), frozenset({before}))


def _numbers(number: str) -> frozenset[str]:
    """Return the number of a document as it may be written: 3 or 03, 2175 or 2.175."""
    return frozenset({number, number.removeprefix("0"), number[-3:]})


def _issuer(letters: str | None) -> frozenset[str]:
    if letters is None:
        return frozenset()
    return frozenset({letters, "tw"} if letters == "tu" else {letters})


def _padded(number: str) -> frozenset[str]:
    return frozenset({number, number.zfill(2)})
