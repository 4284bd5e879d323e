"""Requests and answers as values: what goes into a search and what comes out."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from search_app.core.messages import Message

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)
FacetName = Literal["city", "year", "topic"]
FACETS: tuple[FacetName, ...] = ("city", "year", "topic")
UNKNOWN = "không rõ"  # the facet value of articles that have none
# Of cities: since July 2025, for all articles; without it those of each article's own time.
PlaceNames = Literal["2025"]
PLACES: tuple[PlaceNames, ...] = get_args(PlaceNames)
Unit = Literal["year", "month"]
RelaxationKind = Literal["city", "year", "topic", "dates", "condition", "all"]
# The layers of a histogram that are no topic.
SEVERAL = Message("nhiều chủ đề")
OTHER = Message("chủ đề khác")  # one that has no layer of its own
NO_TOPIC = Message("không có chủ đề")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that is nearly the same as one in the answer."""

    id: str
    title: str  # or the first words of the body
    url: str
    source: str
    date: datetime.date | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer."""

    id: str
    title: str  # plain text; empty when the article has none
    url: str
    source: str
    date: datetime.date | None  # a datetime when the hour is known
    year: int | None
    cities: tuple[str, ...]
    topics: tuple[str, ...]
    score: float
    title_html: str  # the title (or the first words of the body), escaped, matches in <mark>
    snippet: str  # a stretch of the body, escaped, matches in <mark>
    copies: tuple[Copy, ...] = ()  # matches that it stands for, the newest first; not all of many
    copies_total: int = 0  # how many there are


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many matches carry `value`; years are numbers, or UNKNOWN.

    Articles without a city or topic are counted only where UNKNOWN is selected.
    """

    value: str | int
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """How the query was read."""

    text: str  # the query after normalisation; empty when it held no word
    terms: tuple[str, ...] = ()  # the syllables looked for, marked as typed or meant
    phrases: tuple[str, ...] = ()  # stretches that must stand together, from quotation marks
    filters: tuple[str, ...] = ()  # what operators demand: “tiêu đề: …”, “không có: …”
    accents: str | None = None  # the likeliest, when some were left out or typed as keys
    is_literal: bool = False  # as typed, because that was asked for
    cited: tuple[str, ...] = ()  # quoted, and still only words: see `search_app.core.quotations`
    expansions: tuple[str, ...] = ()  # “UBND = ủy ban nhân dân”: found by either form
    corrected: str | None = None  # answered instead, as the text as typed found nothing
    notes: tuple[str, ...] = ()  # what was left out of the query and what to do, in Vietnamese


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of one year or month."""

    year: int
    month: int | None  # 1 to 12; None: all of the year
    count: int
    counts: tuple[int, ...]  # one for each layer, adding up to `count`
    selected: bool  # the chosen years and dates let some of its days through


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many matches each year or month has; the chosen years and dates do not narrow it.

    `topics` are its layers: up to four topics of the index, those of most of its articles first,
    whether or not a match has them; then, each only if a match is of it, SEVERAL, OTHER and
    NO_TOPIC. Every match is in one layer. `bars` are the oldest first, without gaps: those
    without matches, too.
    """

    unit: Unit
    topics: tuple[str, ...]
    bars: tuple[Bar, ...]
    # Matches that no bar has: by year of an unknown one, by month of an unknown month of the years
    # shown, and of an unknown year if that is chosen, too, or nothing is.
    unknown: int


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What may be dropped of a search that finds nothing, and how many articles it finds then.

    A facet is dropped whole. Of a condition of the text its words stay, as evidence: those of a
    phrase lose their quotation marks. "all", where less does not help, are all facets and the
    dates, and those conditions that `text` is without.
    """

    kind: RelaxationKind
    label: str  # what it is, in Vietnamese: “năm: 2021”
    text: str  # the query without it: as it was, but for conditions
    total: int  # above 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer; `total` and `facets` are over all matches."""

    total: int
    hits: Sequence[Hit]
    facets: Mapping[FacetName, Sequence[FacetValue]]
    suggestion: str | None  # “Ý bạn là …?”: the text with slips mended
    suggestion_total: int | None  # how many articles that finds, with the same filters
    understood: Understood
    took_ms: float
    page: int
    per_page: int
    listed: int  # how many hits all pages have: `total`, or fewer when copies are collapsed
    places: PlaceNames | None = None  # what the values of `facets["city"]` are; hits keep their own
    histogram: Histogram | None = None  # if it was asked for
    relaxations: tuple[Relaxation, ...] = ()  # of a search that finds nothing, the most first

    @property
    def pages(self) -> int:
        """How many pages there are; 0 when nothing matched."""
        return -(-self.listed // self.per_page)


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many articles ``nguon:`` finds by a source, or by the host of those that name none.

    One article may be found by several: by its own source, by a shorter name, by its host.
    """

    source: str
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds. Articles without a city, topic or source count for none of these."""

    articles: int
    built: str  # ISO time, UTC
    first: datetime.date | None  # of the days that articles are known to be from
    last: datetime.date | None
    months: Histogram  # of all articles: by month, or by year when these are over 20 years
    cities: tuple[FacetValue, ...]
    topics: tuple[FacetValue, ...]
    years: tuple[FacetValue, ...]
    sources: tuple[SourceCount, ...]  # those with most articles first
    recent: tuple[Hit, ...]  # of `recent_total`, the newest first, up to 10
    recent_total: int  # articles published on the day of the question and in the six before it
