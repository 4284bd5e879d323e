"""Facets are arithmetic: which values a filter means, and counts over masks."""

import functools
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from analyzers import split_syllables
from search_app.core.errors import UnknownFacetValueError
from search_app.core.model import FACETS, UNKNOWN_YEAR, FacetName, FacetValue

Mask = npt.NDArray[np.bool_]

_KINDS_OF_PLACE = (("tinh",), ("thanh", "pho"), ("tp",))
_YEARS = range(1000, 10_000)


def resolve(facet: FacetName, wanted: Sequence[object], known: Sequence[str]) -> tuple[str, ...]:
    """Return the values of `known` that `wanted` names: exactly, else folded, in any case.

    Raises:
        UnknownFacetValueError: a value names none of them.
    """
    by_key: dict[str, list[str]] = {}
    for value in known:
        by_key.setdefault(_key(facet, value), []).append(value)
    found: dict[str, None] = {}
    for asked in map(str, wanted):
        names = [asked] if asked in known else by_key.get(_key(facet, asked))
        if names is None and facet == "year":
            names = _year(asked)
        if names is None:
            raise UnknownFacetValueError(facet, asked, known)
        found.update(dict.fromkeys(names))
    return tuple(found)


def _key(facet: FacetName, value: str) -> str:
    folded = tuple(syllable.folded for syllable in split_syllables(value))
    for kind in _KINDS_OF_PLACE if facet == "city" else ():
        if folded[: len(kind)] == kind and len(folded) > len(kind):
            folded = folded[len(kind) :]
    return " ".join(folded) or value.strip()


def _year(text: str) -> list[str] | None:
    """Any year can be asked for; that no article is of it is an answer, not an error."""
    text = text.strip()
    if _key("year", text) == _key("year", UNKNOWN_YEAR):
        return [UNKNOWN_YEAR]
    return [text] if text.isdecimal() and text.isascii() and int(text) in _YEARS else None


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

    Years come newest first, other values by count, then by name.
    """
    shown = {**dict.fromkeys(selected, 0), **counts}
    found = [(-count, value) for value, count in shown.items() if count or value in selected]
    found.sort(key=_newest_first if facet == "year" else None)
    values = [value for _, value in found]
    typed = map(_typed_year, values) if facet == "year" else values
    chosen = map(set(selected).__contains__, values)
    return tuple(map(FacetValue, typed, [-count for count, _ in found], chosen))


def _newest_first(found: tuple[int, str]) -> tuple[bool, int]:
    _, value = found
    return (True, 0) if value == UNKNOWN_YEAR else (False, -int(value))


def _typed_year(value: str) -> str | int:
    return value if value == UNKNOWN_YEAR else int(value)
