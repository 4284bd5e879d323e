"""What the query API needs from whatever holds the index. Engines implement it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from analyzers.abbreviations import Abbreviations
from indexer.article import Article
from search_app.core.model import FacetName, Sort

Form = Literal["marked", "folded"]
Phrase = tuple[tuple[str, ...], ...]  # what may stand at each of its places, marked


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing looked for: an article has it when it has any of `terms`."""

    label: str  # as a person reads it: "chuyển đổi"
    kind: Literal["syllable", "pair"]
    form: Form
    terms: tuple[str, ...]
    weight: float
    counts: bool = True  # towards the clauses that an article needs to match


class Lexicon(Protocol):
    """Which terms the articles have."""

    @property
    def articles(self) -> int:
        """Return how many articles there are."""

    def spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""

    def pairs(self, left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
        """Return the pairs that articles have of one of `left` and one of `right`, as terms."""

    def syllable_count(self, marked: str) -> int:
        """Return in how many articles' bodies a marked syllable stands."""

    def pair_count(self, left: str, right: str) -> int:
        """Return in how many articles' bodies two marked syllables stand side by side."""

    def phrases(self, folded_prefix: str) -> Sequence[tuple[str, int]]:
        """Return the phrases that begin so, those of most articles first, with that number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an engine is asked: hits `offset` to `offset + limit` in the order of `sort`."""

    clauses: Sequence[Clause] = ()
    phrases: Sequence[Phrase] = ()
    filters: Mapping[FacetName, Sequence[str]] = field(default_factory=dict)
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    needed: int = 1  # clauses that an article must have to match
    match_all: bool = False  # every article matches, whatever the clauses


@dataclass(frozen=True, slots=True)
class Matches:
    """What an engine answers. `facets` holds the counts of each value, over all matches.

    A facet's own filter does not narrow its own counts.
    """

    total: int
    numbers: Sequence[int]  # the engine's own numbers of the articles on the page
    scores: Sequence[float]
    facets: Mapping[FacetName, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What one clause gives one article."""

    clause: Clause
    title_tf: int
    body_tf: int
    articles: int  # that have the clause
    score: float


class Engine(Protocol):
    """One index, wherever it lives."""

    @property
    def lexicon(self) -> Lexicon:
        """Return which terms the articles have."""

    @property
    def abbreviations(self) -> Abbreviations:
        """Return the table of abbreviations the articles were analysed with."""

    def match(self, request: Request) -> Matches:
        """Return the wanted stretch of matches; equal scores newest first, then by number."""

    def article(self, number: int) -> Article:
        """Return the article with a number from `match`."""

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id."""

    def facet_values(self, facet: FacetName) -> Sequence[str]:
        """Return every value of a facet, in order; years as text."""

    def shares(self, clauses: Sequence[Clause], number: int) -> list[Share]:
        """Return what each clause gives one article; the scores add up to its score."""

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
