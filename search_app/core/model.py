"""Requests and answers as values: what goes into a search and what comes out."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)
FacetName = Literal["city", "year", "topic"]
FACETS: tuple[FacetName, ...] = ("city", "year", "topic")
UNKNOWN = "không rõ"  # the facet value of articles that have none
# Of cities: since July 2025, for all articles; without it those of each article's own time.
PlaceNames = Literal["2025"]
PLACES: tuple[PlaceNames, ...] = get_args(PlaceNames)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that is nearly the same as one in the answer."""

    id: str
    title: str  # or the first words of the body
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

    @property
    def pages(self) -> int:
        """How many pages there are; 0 when nothing matched."""
        return -(-self.listed // self.per_page)
