"""Units: what must not be torn apart, found as it stands in the source.

A module here knows one kind, and what a unit of it is in one spelling. All but
addresses begin with a number, or with a name right before one; so only numbers are looked at.
"""

import re

from analyzers.chains import fold
from analyzers.units import codes, dates, documents, numbers, web
from analyzers.units.unit import Found, Unit

__all__ = ["Unit", "find_units"]

_AT_DIGITS = {
    "code": codes.find_at,
    "document": documents.find_at,
    "date": dates.find_at,
    "number": numbers.find_at,
}
_DIGITS = re.compile(r"\d+")


def find_units(text: str) -> list[Unit]:
    """Return the units of `text` in reading order, offsets into `text` as given.

    Of those with one span the narrowest comes first: a date, then its day and month.
    """
    units = []
    for found in web.find_all(text):
        units += _units(found, "address")
        # Hidden, so that no number inside is looked at.
        text = text[: found.start] + "\0" * (found.end - found.start) + text[found.end :]
    done = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() >= done:
            units += (here := _at(text, digits))
            done = max(done, *(unit.end for unit in here)) if here else done
    return sorted(units, key=lambda unit: unit.start)  # the forms of a span keep their order


def _at(text: str, digits: re.Match[str]) -> list[Unit]:
    for kind, find_at in _AT_DIGITS.items():
        if found := find_at(text, digits):
            return _units(found, kind)
    return []


def _units(found: Found, kind: str) -> list[Unit]:
    return [Unit(form, fold(form), found.start, found.end, kind) for form in found.forms]
