"""How many articles each year or month has, as columns that filter by it."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search_app.core.model import NO_TOPIC, OTHER, SEVERAL, Bar, Histogram
from search_app.web import formats, languages
from search_app.web.pictures.columns import FOOT, HEIGHT, STEP, box, columns
from search_app.web.pictures.moments import Moments
from search_app.web.pictures.ticks import Tick, ticks
from search_app.web.state import SearchState

# The classes of the layers that are no topic; the others are l0, l1 and so on.
_KINDS: dict[str, str] = {SEVERAL: "lx", OTHER: "ly", NO_TOPIC: "lz"}


class Layer(NamedTuple):
    """One layer of all columns; `kind` is its class, for its colour."""

    name: str
    kind: str
    outline: str
    is_topic: bool  # of the index, not a word of ours


class Column(NamedTuple):
    """A year or month that has articles; a template takes it apart, in this order."""

    label: str
    text: str  # “2021: 1.234 bài”
    url: str | None  # None where the query is too long to be repeated
    outline: str  # all that can be clicked
    counts: Sequence[str]  # of all articles, then of each layer that is shown
    selected: bool


class Timeline(NamedTuple):
    """A histogram as a picture and a table, and the links of both."""

    by_month: bool
    first: str
    last: str
    most: str  # the text of the highest column
    width: int  # of the drawing
    height: int
    top: str  # the count at its upper edge
    layers: Sequence[Layer]  # the lowest first; those that no article is in are left out
    columns: Sequence[Column]
    ticks: Sequence[Tick]
    chosen: str  # marks below the columns that the chosen years and dates let through, if not all
    all_url: str | None  # without these, if there are any
    unknown: int
    unknown_url: str | None  # those of no known year, in place of the years chosen


def timeline(histogram: Histogram, state: SearchState) -> Timeline | None:
    """Return a histogram of the search that `state` is; None where there is nothing to compare."""
    bars = histogram.bars
    if len(bars) == 1 or not any(bar.count for bar in bars):
        return None
    drawing = columns([bar.counts for bar in bars])
    labels = _labels(bars)
    moments = Moments(state, bars)
    shown = list(_columns(bars, moments, labels, [bool(own) for own in drawing.layers]))
    is_narrowed = state.year or state.date_from or state.date_to
    chosen = [at for at, bar in enumerate(bars) if bar.selected]
    marks = (box(at, -FOOT, -FOOT // 3, 0) for at in chosen if len(chosen) < len(bars))
    return Timeline(
        by_month=histogram.unit == "month",
        first=labels[0],
        last=labels[-1],
        most=shown[_highest(bars)].text,
        width=STEP * len(bars),
        height=HEIGHT + FOOT,
        top=formats.number(drawing.top),
        layers=list(_layers(histogram.topics, drawing.layers)),
        columns=shown,
        ticks=list(ticks(bars)),
        chosen="".join(marks),
        all_url=moments.always if is_narrowed else None,
        unknown=histogram.unknown,
        unknown_url=moments.unknown,
    )


def _columns(
    bars: Sequence[Bar], moments: Moments, labels: Sequence[str], is_shown: Sequence[bool]
) -> Iterator[Column]:
    texts = formats.articles([bar.count for bar in bars])
    counts = _counts(bars, is_shown)
    for at, bar in enumerate(bars):
        if bar.count:
            yield Column(
                label=labels[at],
                text=f"{labels[at]}: {texts[at]}",
                url=moments.url(bar),
                outline=box(at, 0, HEIGHT, 0),
                counts=counts[at],
                selected=bar.selected,
            )


def _counts(bars: Sequence[Bar], is_shown: Sequence[bool]) -> list[list[str]]:
    """Return the numbers of each bar: of all its articles, then of each layer that is shown."""
    rows = [(bar.count, *itertools.compress(bar.counts, is_shown)) for bar in bars]
    told = iter(formats.numbers(itertools.chain.from_iterable(rows)))
    return [list(itertools.islice(told, len(row))) for row in rows]


def _highest(bars: Sequence[Bar]) -> int:
    """Return the number of the highest bar, among those that have articles."""
    counts = [bar.count for bar in bars if bar.count]
    return counts.index(max(counts))


def _labels(bars: Sequence[Bar]) -> list[str]:
    return formats.months((bar.year, bar.month) for bar in bars if bar.month) or [
        str(bar.year) for bar in bars
    ]


def _layers(names: Sequence[str], outlines: Sequence[str]) -> Iterator[Layer]:
    for number, (name, outline) in enumerate(zip(names, outlines, strict=True)):
        if outline:
            yield Layer(
                str(languages.said(name)),
                _KINDS.get(name, f"l{number}"),
                outline,
                name not in _KINDS,
            )
