"""Shades for counts that differ by powers of ten, as those of provinces do."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

_SHADES = 5


def shades(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the least count of each shade, the lightest first; none when all counts are 0.

    They are round numbers, each about as many times the one before; up to five.
    """
    held = [count for count in counts if count]
    if not held:
        return ()
    low, high = min(held), max(held)
    steps = (low * (high / low) ** (step / _SHADES) for step in range(1, _SHADES))
    return tuple(sorted({_rounded(low, down=True), *map(_rounded, steps)}))


def shade(count: int, starts: Sequence[int]) -> int:
    """Return which shade a count has, from 1; 0 for none."""
    return bisect_right(starts, count)


def _rounded(count: float, *, down: bool = False) -> int:
    """Return the nearest number that has one digit and zeros, or the one below."""
    power: int = 10 ** (len(str(int(count))) - 1)
    return int(count // power if down else round(count / power)) * power
