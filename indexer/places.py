"""The provinces and centrally-run cities: their names, and what became of each in 2025.

On 1 July 2025 the 63 became 34. Most of these kept the name of one that went into them, so
``Hải Phòng`` means two areas: which one, only the date says. Facts, read from places.tsv.
"""

import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from analyzers import split_syllables

MERGED = datetime.date(2025, 7, 1)
_RENAMED = {"Thừa Thiên Huế": datetime.date(2025, 1, 1)}  # before the others
_KINDS = ("thanhpho", "tinh", "tp")  # of place, folded, as they stand before a name


class _Place(NamedTuple):
    """One of the 63."""

    name: str
    today: str  # the one of the 34 that it is, or is a part of
    aliases: tuple[str, ...]  # in articles
    short: tuple[str, ...]  # only by themselves


def provinces() -> tuple[str, ...]:
    """Return the canonical names of the 63 until 30 June 2025, in the order of the data file."""
    return tuple(_places())


@cache
def provinces_today() -> tuple[str, ...]:
    """Return the canonical names of the 34 since 1 July 2025, in the order of the data file."""
    return tuple(dict.fromkeys(place.today for place in _places().values()))


def aliases(province: str) -> tuple[str, ...]:
    """Return the other names that articles have for one of the 63, in all their spellings.

    Raises:
        KeyError: `province` is none of the 63 canonical names.
    """
    return _places()[province].aliases


def names(name: str) -> tuple[str, ...]:
    """Return all names of what `name` is a name of, the canonical one first; none if of nothing."""
    province = canonical(name)
    if province is None:
        return ()
    place = _places()[province]
    return (province, *place.aliases, *place.short)


@lru_cache(1 << 10)
def canonical(name: str) -> str | None:
    """Return which of the 63 has this name, or None.

    It may be an alias, in any case, marked or folded, run together, with the kind of place
    before it or without: ``TPHCM``, ``sai gon``, ``Thanh pho Hai Phong``, ``danang``. ``Huế``,
    which is a canonical name since 2025, is one of ``Thừa Thiên Huế``.
    """
    whole = _folded(name)  # first: "vinh" is none, but "tp vinh" is a name
    return _by_key().get(whole) or _by_key().get(_without_kind(whole))


@lru_cache(1 << 10)
def standard(name: str) -> str:
    """Return the canonical name that this is a spelling of, or an alias; another as it is.

    Who writes one of the 34 means that: ``hue`` is ``Huế``, not ``Thừa Thiên Huế``.
    """
    province = canonical(name)
    if province is None:
        return name
    now = _places()[province].today
    return now if key(name) == key(now) else province


def key(name: str) -> str:
    """Return what all spellings of a name share: folded, run together, without the kind of place.

    It is empty if nothing but punctuation is in `name`.
    """
    return _without_kind(_folded(name))


def today(name: str) -> str:
    """Return the canonical name of the one of the 34 that a place is now, or is a part of.

    `name` is any that `canonical` knows; another is returned as it is.
    """
    province = canonical(name)
    return name if province is None else _places()[province].today


def members(name: str) -> tuple[str, ...]:
    """Return which of the 63 went into the one of the 34 with this canonical name.

    The one whose name it kept is among them; there is none for another name.
    """
    return tuple(place.name for place in _places().values() if place.today == name)


def at(name: str, date: datetime.date | None) -> str:
    """Return the canonical name that a place had on a day, or with None until 2025.

    `name` is any that `canonical` knows; another is returned as it is. ``Hải Dương`` became
    ``Hải Phòng``; ``Hải Phòng`` was so before, too, and ``Huế`` was ``Thừa Thiên Huế``.
    """
    province = canonical(name)
    if province is None:
        return name
    changed = _RENAMED.get(province, MERGED)
    # A datetime cannot be compared with a date, and may be given for one.
    is_since = date is not None and date.toordinal() >= changed.toordinal()
    return _places()[province].today if is_since else province


def _folded(name: str) -> str:
    return "".join(syllable.folded for syllable in split_syllables(name))


def _without_kind(folded: str) -> str:
    kind = next((kind for kind in _KINDS if folded.startswith(kind)), "")
    return folded.removeprefix(kind) or folded


@cache
def _by_key() -> dict[str, str]:
    """Return which of the 63 each key means; what is a canonical name is no alias of another."""
    places = _places().values()
    keys = {_folded(place.name): place.name for place in places}
    for place in places:
        others = map(_folded, (place.today, *place.aliases, *place.short))
        keys = dict.fromkeys((key(place.name), *others), place.name) | keys
    return keys


@cache
def _places() -> dict[str, _Place]:
    lines = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        name: _Place(name, today, _split(aliases), _split(short))
        for name, today, aliases, short in cells
    }


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
