"""Shades for counts that differ by powers of ten, as those of provinces do."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

_SHADES = 5


def shades(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the least count of each shade, the lightest first: about equally many have each.

    They are round numbers; there are up to five, none when all counts are 0.
    """
    ordered = sorted(filter(None, counts))
    ends = {_rounded(ordered[len(ordered) * part // _SHADES]) for part in range(_SHADES) if ordered}
    return tuple(sorted(ends))


def shade(count: int, starts: Sequence[int]) -> int:
    """Return which shade a count has, from 1; 0 for none."""
    return bisect_right(starts, count)


def _rounded(count: int) -> int:
    """Return the first digit, the others as zeros."""
    power: int = 10 ** (len(str(count)) - 1)
    return count // power * power
