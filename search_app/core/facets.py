"""Facets are arithmetic: which values a filter means, and counts over masks."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzers import split_syllables
from indexer import places
from search_app.core.errors import UnknownFacetValueError
from search_app.core.model import FACETS, UNKNOWN, FacetName, FacetValue, PlaceNames

Mask = npt.NDArray[np.bool_]

_YEARS = range(1000, 10_000)


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The values that articles have."""

    of: Callable[[FacetName, PlaceNames | None], Sequence[str]]
    place_names: PlaceNames | None = None

    def known(self, facet: FacetName) -> Sequence[str]:
        """Return the values to choose from, in order."""
        values = self.of(facet, self.place_names)
        return [value for value in values if value != UNKNOWN or _lists_unknown(facet)]

    def resolve(self, facet: FacetName, wanted: Sequence[object]) -> tuple[str, ...]:
        """Return the values that `wanted` names, as the function `resolve` does."""
        return resolve(facet, wanted, self.known(facet), self.place_names)


def resolve(
    facet: FacetName,
    wanted: Sequence[object],
    known: Sequence[str],
    place_names: PlaceNames | None = None,
) -> tuple[str, ...]:
    """Return the values of `known` that `wanted` names: exactly, else folded, in any case.

    Of a city the name that is known counts, however it is spelled: ``hue`` is ``Huế`` alone,
    as counted. Where it is not known, all values of the place are meant, and with `place_names`
    that which it became a part of. UNKNOWN and years may be asked for, known or not: that no
    article is of one is an answer, not an error.

    Raises:
        UnknownFacetValueError: a value names none of them.
    """
    by_key: dict[str, list[str]] = {}
    for value in known:
        by_key.setdefault(_key(facet, value, place_names), []).append(value)
    found: dict[str, None] = {}
    for asked in map(str, wanted):
        exact = places.standard(asked) if facet == "city" and asked not in known else asked
        names = [exact] if exact in known else by_key.get(_key(facet, asked, place_names))
        if names is None and is_unknown(asked):
            names = [UNKNOWN]
        if names is None and facet == "year" and _is_year(asked.strip()):
            names = [asked.strip()]
        if names is None:
            raise UnknownFacetValueError(facet, asked, known)
        found.update(dict.fromkeys(names))
    return tuple(found)


def is_unknown(text: str) -> bool:
    """Return whether `text` is UNKNOWN: marked or folded, in any case, run together or not."""
    return _folded(text).replace(" ", "") == _folded(UNKNOWN).replace(" ", "")


@functools.lru_cache(1 << 12)  # every known value is read anew for each filter
def _key(facet: FacetName, value: str, place_names: PlaceNames | None) -> str:
    if facet != "city":
        return _folded(value) or value.strip()
    name = places.today(value) if place_names else places.canonical(value)
    return places.key(name or value) or value.strip()


def _folded(text: str) -> str:
    return " ".join(syllable.folded for syllable in split_syllables(text))


def _is_year(text: str) -> bool:
    return text.isdecimal() and text.isascii() and int(text) in _YEARS


def _lists_unknown(facet: FacetName) -> bool:
    """Whether UNKNOWN stands among the values: every article is of a year, many of no city."""
    return facet == "year"


def own_group_masks(
    matched: Mask, chosen: Mapping[FacetName, Mask]
) -> dict[FacetName | None, Mask]:
    """Return the articles each facet counts, and under None those of the answer itself.

    A facet counts the matches that every other facet's choice lets through.
    """
    masks: dict[FacetName | None, Mask] = {}
    for counted in (None, *chosen):
        others = [mask for facet, mask in chosen.items() if facet != counted]
        masks[counted] = functools.reduce(np.logical_and, others, matched)
    return masks


def facet_lists(
    counts: Mapping[FacetName, Mapping[str, int]], chosen: Mapping[FacetName, Sequence[str]]
) -> dict[FacetName, tuple[FacetValue, ...]]:
    """Return the values of all facets, as `facet_list` does those of one."""
    return {facet: facet_list(facet, counts[facet], chosen.get(facet, ())) for facet in FACETS}


def facet_list(
    facet: FacetName, counts: Mapping[str, int], selected: Sequence[str]
) -> tuple[FacetValue, ...]:
    """Return the values to show: those with matches and those selected.

    Years come newest first, other values by count, then by name; UNKNOWN comes last, of
    cities and topics only if it is selected.
    """
    shown = {**dict.fromkeys(selected, 0), **counts}
    if UNKNOWN not in selected and not _lists_unknown(facet):
        shown.pop(UNKNOWN, None)
    found = [(-count, value) for value, count in shown.items() if count or value in selected]
    found.sort(key=_newest_first if facet == "year" else _most_first)
    values = [value for _, value in found]
    typed = map(_typed_year, values) if facet == "year" else values
    chosen = map(set(selected).__contains__, values)
    return tuple(map(FacetValue, typed, [-count for count, _ in found], chosen))


def _newest_first(found: tuple[int, str]) -> tuple[bool, int]:
    _, value = found
    return (True, 0) if value == UNKNOWN else (False, -int(value))


def _most_first(found: tuple[int, str]) -> tuple[bool, int, str]:
    return found[1] == UNKNOWN, *found


def _typed_year(value: str) -> str | int:
    return value if value == UNKNOWN else int(value)
