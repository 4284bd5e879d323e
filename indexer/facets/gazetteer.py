"""The names of provinces, and of places that name one, as one pattern and one table."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.facets.spelling import anchored, slug, unify

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Name:
    """What a written name stands for."""

    province: str  # '' when the name only looks like one
    weight: float  # 1.0 for the province itself, less for a place in it


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What names there are, and where a text has them."""

    names: dict[str, Name]
    pattern: re.Pattern[str]
    slugs: dict[str, str]  # "haiphong" -> "Hải Phòng"

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each name in unified `text`, the longest at a place."""
        for match in self.pattern.finditer(text):
            yield match.start(match.lastindex or 0), match.end()


_PLACE_WEIGHT = 0.75


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    names: dict[str, Name] = {}
    for province, aliases, places in _rows():
        for form in (province, *aliases, *map(str.upper, (province, *aliases))):
            names[unify(form)] = Name(province, 1.0)
        # "hải Phòng" is a slip of the pen; "hòa bình" is a word and has no capital at all
        if "." not in province:
            names[unify(province[0].lower() + province[1:])] = Name(province, 1.0)
        for place in places:
            names[unify(place)] = Name(province, _PLACE_WEIGHT)
            names[unify(place.upper())] = Name(province, _PLACE_WEIGHT)
    for line in _lines("not_places.txt"):
        names[unify(line)] = Name("", 0.0)
    return Gazetteer(names, _compile(names), {slug(row[0]): row[0] for row in _rows()} | _SLUGS)


# Addresses write no "Thừa Thiên Huế".
_SLUGS = {
    "hue": "Thừa Thiên Huế",
    "hcm": "TP. Hồ Chí Minh",
    "tphcm": "TP. Hồ Chí Minh",
    "hochiminhcity": "TP. Hồ Chí Minh",
    "vungtau": "Bà Rịa - Vũng Tàu",
    "baria": "Bà Rịa - Vũng Tàu",
    "danang": "Đà Nẵng",
    "daklak": "Đắk Lắk",
}


@cache
def provinces() -> tuple[str, ...]:
    """Return the canonical names, in the order of the data file."""
    return tuple(row[0] for row in _rows())


def _compile(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{anchored(names, _first_capital)}(?!\w)")


def _first_capital(name: str) -> int:
    return next((at for at, letter in enumerate(name) if letter.isupper()), 0)


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    cells = (line.split("\t") for line in _lines("provinces.tsv"))
    return tuple((name, _split(aliases), _split(places)) for name, aliases, places in cells)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _lines(file: str) -> list[str]:
    text = (_HERE / file).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
