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
    whole = [(0, len(shown.text))]
    return [
        unit._replace(start=start, end=end)
        for unit in find_units_in(shown.text, whole, whole)
        for start, end in [shown.source(unit.start, unit.end)]
    ]


def find_units_in(
    text: str, numbers: Iterable[tuple[int, int]], addresses: Iterable[tuple[int, int]]
) -> list[Unit]:
    """Return the units whose numbers, and the addresses that, are in given stretches of `text`.

    `text` is plain; the stretches, from and to a character, are in order, and white space or
    the ends of the text are around those for addresses. `analyzers.units.places` knows them.
    """
    sites = [site for stretch in addresses for site in web.find_all(text, *stretch)]
    found: list[tuple[Found, Kind]] = [(site, "address") for site in sites]
    rest = _hide(sites, text) if sites else text
    digits = (match for stretch in numbers for match in _DIGITS.finditer(rest, *stretch))
    found += _find_among(rest, digits)
    found.sort(key=lambda item: item[0].start)
    return [
        Unit(form, fold(form), unit.start, unit.end, kind)
        for unit, kind in found
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
