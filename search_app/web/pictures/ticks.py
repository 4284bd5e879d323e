"""Which columns have a label below, so few that they stand apart on a phone."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search_app.core.model import Bar

_MOST = 7
_STEPS = (1, 2, 5)  # times a power of ten
_LETTER = 1.1  # percent of the width that half of one takes on a phone
_YEAR = 12  # months
_SECOND_HALF = 7  # of it, the month that begins it


class Tick(NamedTuple):
    """A label below a column, `place` percent from the left; `anchor` is SVG's text-anchor."""

    place: float
    text: str
    anchor: str


def ticks(bars: Sequence[Bar]) -> Iterator[Tick]:
    """Return the labels of years or months: round years, each month of one year, halves of two."""
    by_month = bars[0].month is not None
    is_one_year = by_month and len(bars) <= _YEAR
    halves = (1, _SECOND_HALF) if by_month and len(bars) <= 2 * _YEAR else ()
    step = _step(len(bars) / _YEAR if by_month else len(bars))
    for at, bar in enumerate(bars):
        if is_one_year:
            yield _tick(at, len(bars), str(bar.month))
        elif by_month and bar.month in halves:
            yield _tick(at, len(bars), f"{bar.month}/{bar.year}")
        elif not halves and bar.month in {None, 1} and bar.year % step == 0:
            yield _tick(at, len(bars), str(bar.year))


def _step(years: float) -> int:
    """Return one year of how many has a label: 1, 2, 5, 10 and so on."""
    power = 1
    while years > _STEPS[-1] * power * _MOST:
        power *= 10
    return power * next(step for step in _STEPS if years <= step * power * _MOST)


def _tick(at: int, number: int, text: str) -> Tick:
    place = round(100 * (at + 0.5) / number, 2)
    room = _LETTER * len(text)
    anchor = "start" if place < room else "end" if place > 100 - room else "middle"
    return Tick(place, text, anchor)
