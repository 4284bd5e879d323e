"""Several texts end to end, so that one step over arrays looks at all of them.

The ten texts of a page, 6,500 syllables, take 0.08 ms at once and 0.39 ms one by one.
"""

import bisect
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_app.core.port import ArticleText, Flags, PieceCodes

Positions = npt.NDArray[np.int64]
WINDOW = 38  # pieces from a match on whose matches count for it
# Between texts, so that no window, unit or form reaches from one into the next.
_APART = np.zeros(WINDOW, np.uint16)
_APART_BREAKS = np.ones(WINDOW, np.bool_)


class Joined(NamedTuple):
    """Texts end to end; in each, title and body are one text on lines of their own."""

    texts: Sequence[ArticleText]
    starts: Sequence[int]  # of each title
    bodies: Sequence[int]  # where each body starts
    ends: Sequence[int]  # of each body
    codes: PieceCodes
    hits: Positions  # the pieces that have a code

    def number(self, position: int) -> int:
        """Return which text the piece at `position` is in."""
        return bisect.bisect_right(self.starts, position) - 1

    def numbers(self, positions: Positions) -> Positions:
        """Return which text each of the pieces at `positions` is in."""
        return np.array(self.starts).searchsorted(positions, side="right") - 1

    def pieces(self, first: int, last: int) -> list[tuple[str, int]]:
        """Return the pieces `first` to `last`, which are in one text."""
        at = self.number(first)
        title, body = self.texts[at]
        start, middle = self.starts[at], self.bodies[at]
        found: list[tuple[str, int]] = []
        if first < middle:
            found += title.pieces(first - start, min(last, middle) - start)
        if first < middle <= last:
            text, length = found[-1]
            found[-1] = (f"{text}\n{body.lead}", length)
        if last > middle:
            found += body.pieces(max(first - middle, 0), last - middle)
        return found

    def before(self, first: int) -> str:
        """Return what stands between the piece `first` and the syllable before it."""
        at = self.number(first)
        title, body = self.texts[at]
        if first > self.starts[at]:
            ((text, length),) = self.pieces(first - 1, first)
            return text[length:]
        return title.lead if first < self.bodies[at] else f"{title.lead}\n{body.lead}"

    def breaks(self) -> Flags:
        """Return whether a line ends in each piece."""
        parts: list[Flags] = []
        for title, body in self.texts:
            parts += (title.breaks, body.breaks, _APART_BREAKS)
        found: Flags = np.concatenate(parts)
        found[np.array(self.bodies) - 1] = True  # before the first, that is the end of the last
        return found


def join(texts: Sequence[ArticleText]) -> Joined:
    """Return `texts`, one or more, end to end."""
    parts: list[PieceCodes] = []
    for title, body in texts:
        parts += (title.codes, body.codes, _APART)
    bounds = [0, *itertools.accumulate(map(len, parts))]
    codes = np.concatenate(parts)
    return Joined(texts, bounds[:-1:3], bounds[1::3], bounds[2::3], codes, np.flatnonzero(codes))
