"""The names of provinces, and of places that name one, as one pattern and one table."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from indexer.facets.spelling import anchored, slug, unify
from indexer.places import aliases, provinces

_HERE = Path(__file__).parent
_PLACE_WEIGHT = 0.75
_KINDS = ("thị xã", "thành phố", "huyện", "quận")
_ANY = ""  # of the kinds


class Meaning(NamedTuple):
    """What a name stands for where it is written."""

    province: str  # '' when the name only looks like one
    weight: float  # 1.0 for the province itself, less for a place in it


_NOTHING = Meaning("", 0.0)


@dataclass(frozen=True, slots=True)
class Name:
    """What a written name stands for: by itself, and after the word for a kind of place."""

    alone: Meaning = _NOTHING
    after: Mapping[str, str] = field(default_factory=dict)  # kind -> province

    def meaning(self, kind: str) -> Meaning:
        """Return what the name means after the word `kind`, or after none ('')."""
        if kind and (province := self.after.get(kind) or self.after.get(_ANY)):
            return Meaning(province, 1.0)
        return self.alone


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


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    names = _places()
    for province in provinces():
        own = Meaning(province, 1.0)
        forms = {province, *aliases(province)}
        forms |= set(map(str.upper, forms))
        # "hải Phòng" is a slip of the pen; "hòa bình" is a word and has no capital at all
        if "." not in province:
            forms.add(province[0].lower() + province[1:])
        for form in map(unify, forms):
            names[form] = Name(own, names[form].after if form in names else {})
    for line in _lines("not_places.txt"):
        names[unify(line)] = Name()
    return Gazetteer(names, _compile(names), {slug(name): name for name in provinces()} | _SLUGS)


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


def _places() -> dict[str, Name]:
    alone: dict[str, Meaning] = {}
    after: dict[str, dict[str, str]] = {}
    for line in _lines("districts.tsv"):
        province, by_itself, with_kind = line.split("\t")
        for place in _split(by_itself):
            alone[place] = Meaning(province, _PLACE_WEIGHT)
            after.setdefault(place, {})[_ANY] = province
        for place in _split(with_kind):
            kind = next((kind for kind in _KINDS if place.startswith(f"{kind} ")), _ANY)
            after.setdefault(place.removeprefix(kind).strip(), {})[kind] = province
    places = {place: Name(alone.get(place, _NOTHING), after[place]) for place in after}
    return {unify(form): name for place, name in places.items() for form in (place.upper(), place)}


def _compile(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{anchored(names, _first_capital)}(?!\w)")


def _first_capital(name: str) -> int:
    return next((at for at, letter in enumerate(name) if letter.isupper()), 0)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _lines(file: str) -> list[str]:
    text = (_HERE / file).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
