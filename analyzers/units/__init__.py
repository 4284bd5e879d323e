"""Units: what must not be torn apart, found as it stands in the source.

A module here knows one kind, and what a unit of it is in one spelling. All but
addresses begin with a number, or with a name right before one; so only numbers are looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from analyzers.chains import fold
from analyzers.plain import plain
from analyzers.units import codes, dates, documents, numbers, web
from analyzers.units.unit import Found, Kind, Unit

__all__ = ["Unit", "find_units", "find_units_in"]

_AT_DIGITS: dict[Kind, Callable[[str, re.Match[str]], Found | None]] = {
    "document": documents.find_at,
    "code": codes.find_at,
    "date": dates.find_at,
    "number": numbers.find_at,
}
_DIGITS = re.compile(r"\d+")


def find_units(text: str) -> list[Unit]:
    """Return the units of `text` in reading order, offsets into `text` as given.

    Of those with one span the narrowest comes first: a date, then its day and month.
    """
    shown = plain(text)
    addresses = list(web.find_all(shown.text))
    found: list[tuple[Found, Kind]] = [(address, "address") for address in addresses]
    rest = _hide(addresses, shown.text)
    found += _find_among(rest, _DIGITS.finditer(rest))
    found.sort(key=lambda item: item[0].start)
    return [
        Unit(form, fold(form), *shown.source(unit.start, unit.end), kind)
        for unit, kind in found
        for form in unit.forms
    ]


def find_units_in(text: str, stretches: Iterable[tuple[int, int]]) -> list[Unit]:
    """Return the units whose numbers are in `stretches` of `text`, in order, as characters from, to.

    `text` is plain and holds no address; see `analyzers.units.places`.
    """
    numbers = (digits for stretch in stretches for digits in _DIGITS.finditer(text, *stretch))
    return [
        Unit(form, fold(form), unit.start, unit.end, kind)
        for unit, kind in _find_among(text, numbers)
        for form in unit.forms
    ]


def _find_among(text: str, numbers: Iterable[re.Match[str]]) -> Iterator[tuple[Found, Kind]]:
    done = 0
    for digits in numbers:
        if digits.start() >= done and (here := _at(text, digits)):
            yield here
            done = here[0].end


def _hide(addresses: Sequence[Found], text: str) -> str:
    """Return `text` with addresses blanked, so that no number in them is looked at."""
    parts, at = [], 0
    for address in addresses:
        parts += [text[at : address.start], "\0" * (address.end - address.start)]
        at = address.end
    return "".join([*parts, text[at:]])


def _at(text: str, digits: re.Match[str]) -> tuple[Found, Kind] | None:
    for kind, find_at in _AT_DIGITS.items():
        if found := find_at(text, digits):
            return found, kind
    return None
