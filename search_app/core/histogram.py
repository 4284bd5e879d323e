"""Histograms of matches over years or months: which bars there are, and the layers of each.

Arithmetic on what an engine counts: so many articles of a month and a layer.
"""

import datetime
import itertools
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search_app.core.facets import Mask
from search_app.core.model import NO_TOPIC, OTHER, SEVERAL, UNKNOWN, Bar, Histogram, Unit
from search_app.core.port import MONTH_ROOM, NO_YEARS, Periods, Span, years_of

_TOPICS = 4  # with a layer of their own
_BY_MONTH = 3  # years: of more, the months are too many to choose from
_OVERVIEW_BY_MONTH = 20
_MONTHS = range(1, 13)
_NO_TOPICS = (SEVERAL, OTHER, NO_TOPIC)


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

    def span(self, known: Span) -> Span:
        """Return the years that are chosen of those `known` of all articles, with all between."""
        if not self:
            return NO_YEARS
        first, last = known
        if self.years:
            years = [int(year) for year in self.years if year != UNKNOWN]
            first, last = (min(years), max(years)) if years else NO_YEARS
        if self.first:
            first = max(first, self.first.year)
        if self.last:
            last = min(last, self.last.year)
        return first, last


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
    """Return the bars of a search: by month where few years are chosen, all months of these."""
    first, last = chosen.span(periods.years)
    if first <= last < first + _BY_MONTH:
        of_no_year = UNKNOWN in chosen.years
        return _bars(periods, "month", (first, last), chosen, of_no_year=of_no_year)
    known = periods.months[periods.counts.any(axis=1)]
    return _bars(periods, "year", years_of(known), chosen)


def overview(periods: Periods) -> Histogram:
    """Return the bars of all articles of an index: by month, if their years are not many."""
    first, last = periods.years
    by_month = first <= last < first + _OVERVIEW_BY_MONTH
    return _bars(periods, "month" if by_month else "year", (first, last), Chosen())


def _bars(
    periods: Periods, unit: Unit, span: Span, chosen: Chosen, *, of_no_year: bool = True
) -> Histogram:
    """Return a bar for each of some years, or for each of their months.

    `of_no_year` says whether articles whose year nobody knows are among those shown.
    """
    first, last = span
    each = _MONTHS if unit == "month" else (None,)
    places = [(year, month) for year in range(first, last + 1) for month in each]
    years, months = np.divmod(periods.months, MONTH_ROOM)
    shown = (first <= years) & (years <= last)
    known = shown & (months > 0) if unit == "month" else shown
    bars = (years - first) * len(each) + np.maximum(months - 1, 0) * (unit == "month")
    counts = np.zeros((len(places), len(periods.layers)), np.int64)
    np.add.at(counts, bars[known], periods.counts[known])
    left_out = shown & ~known | (years == 0) & of_no_year
    layers_shown: Mask = np.any(counts, axis=0)
    layers_shown[: -len(_NO_TOPICS)] = True
    return Histogram(
        unit=unit,
        topics=tuple(itertools.compress(periods.layers, layers_shown)),
        bars=tuple(
            Bar(year, month, sum(own), tuple(own), chosen.lets_through(year, month))
            for (year, month), own in zip(places, counts[:, layers_shown].tolist(), strict=True)
        ),
        unknown=int(periods.counts[left_out].sum()),
    )
