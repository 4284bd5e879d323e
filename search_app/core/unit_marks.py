"""Where the units of a query stand in texts: 15-NQ/TW, if 15-NQ/TƯ is looked for.

Units are found in text, not in syllables; only lines that may have one are looked at.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analyzers import fold
from analyzers.invisible import INVISIBLE
from analyzers.units import find_units
from analyzers.units.unit import DASHES
from search_app.core.joined import Joined
from search_app.core.port import Flags
from search_app.core.wanted import Tables, UnitSearch

# Behind the last syllable of a line: “15/” and “tháng” may go on in the next, “tháng.” does not.
_ENDS = re.compile(rf"[^\s/,{DASHES}{INVISIBLE}]")


def mark_units(joined: Joined, tables: Tables, chosen: Flags) -> Mapping[int, int]:
    """Set in `chosen` the pieces of units; return numbers for those that have no code."""
    candidates = sorted({at for search in tables.unit_searches for at in _near(joined, search)})
    line_ends = np.flatnonzero(joined.breaks()).tolist() if candidates else []
    groups: dict[str, int] = {}
    others: dict[int, int] = {}
    done = 0
    for candidate in candidates:
        if candidate < done:
            continue
        first, done = _lines(joined, candidate, line_ends)
        pieces = joined.pieces(first, done)
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
        # Between texts, behind the last and so also before the first there are empty pieces.
        beside = [search.beside[codes[(hits + step) % len(codes)]] for step in (-2, -1, 1, 2)]
        hits = hits[np.logical_or.reduce(beside)]
    found: list[int] = hits.tolist()
    return found


def _lines(joined: Joined, at: int, line_ends: Sequence[int]) -> tuple[int, int]:
    """Return the range of the line that piece `at` is in, with those that its units may reach."""
    text = joined.number(at)
    start, end = joined.starts[text], joined.ends[text]
    last = bisect.bisect_left(line_ends, at)
    before = last - 1
    while before >= 0 and line_ends[before] >= start and _goes_on(joined, line_ends[before]):
        before -= 1
    while line_ends[last] < end - 1 and _goes_on(joined, line_ends[last]):
        last += 1
    first = line_ends[before] + 1 if before >= 0 else start
    return max(first, start), min(line_ends[last] + 1, end)


def _goes_on(joined: Joined, at: int) -> bool:
    ((text, length),) = joined.pieces(at, at + 1)
    return not _ENDS.search(text, length)


def _units(
    before: str, pieces: Sequence[tuple[str, int]], wanted: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the units of `wanted` as ranges of pieces; `before` stands in front of the first."""
    texts = [text for text, _ in pieces]
    starts = [*itertools.accumulate(map(len, texts), initial=len(before))]
    for unit in find_units("".join([before, *texts])):
        if unit.folded in wanted:
            yield bisect.bisect_left(starts, unit.start), bisect.bisect_left(starts, unit.end)
