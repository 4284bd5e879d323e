"""Stacked columns: where the layers of each are drawn."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STEP = 10  # units of width for each column
HEIGHT = 1000  # units, of a column that reaches the top
FOOT = 60  # units below the ground, where what is chosen is marked
_GAP = 1  # on either side of a column
_LEAST = 30  # so that one article is seen beside thousands
_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Columns:
    """The drawing: STEP units wide for each column, HEIGHT high and FOOT deep, y downwards."""

    top: int  # the count of a column that is HEIGHT high: a round number
    layers: tuple[str, ...]  # the outlines of each layer, of all columns, as path data


def columns(counts: Sequence[Sequence[int]]) -> Columns:
    """Return the drawing of columns, given the counts of each by layer, the lowest layer first.

    A column is as high as its sum; one that is not empty can be seen beside any other.
    """
    top = ceiling(max(map(sum, counts), default=0))
    outlines: list[list[str]] = [[] for _ in (counts[0] if counts else ())]
    for at, own in enumerate(counts):
        for layer, (lower, upper) in enumerate(_stretches(own, top)):
            if lower < upper:
                outlines[layer].append(box(at, lower, upper))
    return Columns(top, tuple(map("".join, outlines)))


def box(at: int, lower: int, upper: int, gap: int = _GAP) -> str:
    """Return the outline of a part of a column, from one height above the ground to another."""
    width = STEP - 2 * gap
    return f"M{at * STEP + gap} {HEIGHT - upper}h{width}v{upper - lower}h-{width}z"


def ceiling(count: int) -> int:
    """Return a round number that is at least `count` and less than twice that; at least 1."""
    power = 10 ** (len(str(count)) - 1)
    steps = (int(step * power) for step in _ROUND)
    return next(step for step in steps if step >= count)


def _stretches(counts: Sequence[int], top: int) -> Iterator[tuple[int, int]]:
    """Return where each layer begins and ends; each begins where the one below ends."""
    total = sum(counts) or 1
    height = max(_LEAST, HEIGHT * total / top)
    sums = itertools.accumulate(counts, initial=0)
    return itertools.pairwise(round(height * below / total) for below in sums)
