"""Histograms of matches over years or months: which bars there are, and the layers of each.

Arithmetic on what an engine counts: so many articles of a month and a layer.
"""

import datetime
import itertools
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from search_app.core.facets import Mask
from search_app.core.model import NO_TOPIC, OTHER, SEVERAL, UNKNOWN, Bar, Histogram
from search_app.core.port import MONTH_ROOM, Periods

_TOPICS = 4  # with a layer of their own
_BY_MONTH = 3  # years: of more, the months are too many to choose from
_OVERVIEW_BY_MONTH = 20
_MONTHS = 12
_NO_TOPICS = (SEVERAL, OTHER, NO_TOPIC)

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The years and days that a search is narrowed to, by other means than its text."""

    years: Sequence[str] = ()  # values of the facet
    first: datetime.date | None = None
    last: datetime.date | None = None

    def __bool__(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.years or self.first or self.last)

    def lets_through(self, year: int, month: int | None) -> bool:
        """Whether some day of a year, or of one month of it, is chosen; False without a choice."""

        def place(date: datetime.date) -> tuple[int, int]:
            return date.year, date.month if month else 0

        own = year, month or 0
        return (
            bool(self)
            and (not self.years or str(year) in self.years)
            and (self.first is None or place(self.first) <= own)
            and (self.last is None or own <= place(self.last))
        )

    def span(self, known: tuple[int, int]) -> tuple[int, int]:
        """Return the first and last year chosen; `known` are those of all articles."""
        years = [int(year) for year in self.years if year != UNKNOWN] or known
        first, last = min(years), max(years)
        if self.first:
            first = max(first, self.first.year)
        if self.last:
            last = min(last, self.last.year)
        return first, last


_NOTHING = Chosen()


def layers(
    articles: Mapping[tuple[str, ...], int],
) -> tuple[tuple[str, ...], dict[tuple[str, ...], int]]:
    """Return the layers that a histogram may have, and the number of that of each set of topics.

    `articles` says how many articles of an index have each set.
    """
    counts: Counter[str] = Counter()
    for topics, count in articles.items():
        counts.update(dict.fromkeys(topics, count))
    ranked = sorted((-count, topic) for topic, count in counts.items() if count)
    names = (*(topic for _, topic in ranked[:_TOPICS]), *_NO_TOPICS)
    numbers = {name: number for number, name in enumerate(names)}
    return names, {topics: numbers[_layer(topics, numbers)] for topics in articles}


def _layer(topics: Sequence[str], known: Container[str]) -> str:
    match topics:
        case []:
            return NO_TOPIC
        case [topic]:
            return topic if topic in known else OTHER
        case _:
            return SEVERAL


def histogram(periods: Periods, chosen: Chosen) -> Histogram:
    """Return the bars of a search: by month where few years are chosen, of all of these."""
    first, last = chosen.span(periods.years)
    if chosen and first <= last < first + _BY_MONTH:
        return _by_month(periods, first, last, chosen)
    return _by_year(periods, chosen)


def overview(periods: Periods) -> Histogram:
    """Return the bars of all articles of an index: by month, if their years are not many."""
    first, last = periods.years
    if first <= last < first + _OVERVIEW_BY_MONTH:
        return _by_month(periods, first, last, _NOTHING)
    return _by_year(periods, _NOTHING)


def _by_month(periods: Periods, first: int, last: int, chosen: Chosen) -> Histogram:
    years, months = np.divmod(periods.months, MONTH_ROOM)
    own = (first <= years) & (years <= last)
    known = own & (months > 0)
    room = _MONTHS * (last - first + 1)
    counts = _summed(periods, known, _MONTHS * (years - first) + months - 1, room)
    if not chosen or UNKNOWN in chosen.years:
        own |= years == 0
    unknown = int(periods.counts[own & ~known].sum())
    places = [(first + at // _MONTHS, at % _MONTHS + 1) for at in range(room)]
    return _histogram("month", periods, places, counts, unknown, chosen)


def _by_year(periods: Periods, chosen: Chosen) -> Histogram:
    years = periods.months // MONTH_ROOM
    known = (years > 0) & periods.counts.any(axis=1)
    first, last = years[known].min(initial=datetime.MAXYEAR), years[known].max(initial=0)
    places = [(year, None) for year in range(int(first), int(last) + 1)]
    counts = _summed(periods, known, years - first, len(places))
    unknown = int(periods.counts[years == 0].sum())
    return _histogram("year", periods, places, counts, unknown, chosen)


def _summed(periods: Periods, known: Mask, bars: Counts, room: int) -> Counts:
    """Return the matches of each bar (rows) and layer, of the `known` periods, each in its bar."""
    counts = np.zeros((room, len(periods.layers)), np.int64)
    np.add.at(counts, bars[known], periods.counts[known])
    return counts


def _histogram(  # noqa: PLR0917
    unit: Literal["year", "month"],
    periods: Periods,
    places: Sequence[tuple[int, int | None]],
    counts: Counts,
    unknown: int,
    chosen: Chosen,
) -> Histogram:
    shown: Mask = np.any(counts, axis=0)
    shown[: -len(_NO_TOPICS)] = True
    return Histogram(
        unit=unit,
        topics=tuple(itertools.compress(periods.layers, shown)),
        bars=tuple(
            Bar(year, month, sum(own), tuple(own), chosen.lets_through(year, month))
            for (year, month), own in zip(places, counts[:, shown].tolist(), strict=True)
        ),
        unknown=unknown,
    )
