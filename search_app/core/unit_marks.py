"""Where the units of a query stand in texts: 15-NQ/TW, if 15-NQ/TƯ is looked for.

Units are found in text, not in syllables; but only where a text has their parts, and there in
the few syllables around them that one unit may reach: a date in ten articles takes 0.3 ms, where
looking through them takes 1.4 ms and more.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analyzers import fold
from analyzers.units import find_units
from analyzers.units.unit import DASHES
from search_app.core.joined import Flags, Joined
from search_app.core.limits import spend
from search_app.core.wanted import Tables, UnitSearch

_AROUND = 6  # pieces on both sides: most often enough
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(rf"[^{DASHES}/]*\s[^{DASHES}/]*")


def mark_units(joined: Joined, tables: Tables, chosen: Flags) -> Mapping[int, int]:
    """Set in `chosen` the pieces of units; return numbers for those that have no code."""
    candidates = sorted({at for search in tables.unit_searches for at in _near(joined, search)})
    groups: dict[str, int] = {}
    others: dict[int, int] = {}
    done = 0
    for candidate in candidates:
        if candidate < done:
            continue
        spend()
        first, pieces = _around(joined, candidate, _AROUND)
        done = first + len(pieces)
        for start, end in _units(joined.before(first), pieces, tables.units):
            chosen[first + start : first + end] = True
            for at in range(start, end):
                if not joined.codes[first + at]:
                    folded = fold(pieces[at][0][: pieces[at][1]])
                    others[first + at] = groups.setdefault(folded, tables.groups + len(groups))
    return others


def _near(joined: Joined, search: UnitSearch) -> list[int]:
    """Return the pieces at which a unit may be."""
    hits, codes = joined.hits, joined.codes
    hits = hits[search.first[codes[hits]]]
    if search.beside is not None:
        # That of another text does no harm: what is near is looked at in its own text.
        beside = [search.beside[codes[(hits + step) % len(codes)]] for step in (-2, -1, 1, 2)]
        hits = hits[np.logical_or.reduce(beside)]
    found: list[int] = hits.tolist()
    return found


def _around(joined: Joined, at: int, reach: int) -> tuple[int, Sequence[tuple[str, int]]]:
    """Return the pieces around `at` that a unit may take in, and the number of the first."""
    text = joined.number(at)
    start, end = joined.texts.starts[text : text + 2]
    begin, stop = max(at - reach, start), min(at + reach, end)
    pieces = joined.pieces(begin, stop)
    steps = range(at - begin, 0, -1), range(at - begin + 1, len(pieces))
    before, behind = (
        next((step for step in some if _part(pieces[step - 1], pieces[step])), None)
        for some in steps
    )
    if (before is None and begin > start) or (behind is None and stop < end):
        return _around(joined, at, 2 * reach)
    return begin + (before or 0), pieces[before:behind]


def _part(left: tuple[str, int], right: tuple[str, int]) -> bool:
    """Whether no unit goes on from a piece to the next: there are two words and a space.

    Inside a unit there is a dash or slash between words, or no space, but for SARS CoV 2.
    """
    text, length = left
    if _DIGIT.search(text) or _DIGIT.search(right[0]) or text[:length].lower() == "sars":
        return False
    return _PARTS.fullmatch(text, length) is not None


def _units(
    before: str, pieces: Sequence[tuple[str, int]], wanted: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the units of `wanted` as ranges of pieces; `before` stands in front of the first.

    Not one that begins inside a syllable, as the 15-NQ/TW of ``gov.vn15-NQ/TW`` does.
    """
    texts = [text for text, _ in pieces]
    starts = [*itertools.accumulate(map(len, texts), initial=len(before))]
    for unit in find_units("".join([before, *texts])):
        first = bisect.bisect_left(starts, unit.start)
        if unit.folded in wanted and starts[first] == unit.start:
            yield first, bisect.bisect_left(starts, unit.end)
