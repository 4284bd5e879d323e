"""What the query API needs from whatever holds the index. Engines implement it."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from analyzers import Syllable
from analyzers.abbreviations import Abbreviations
from indexer.article import Article
from search_app.core.model import FacetName, PlaceNames
from search_app.core.request import Clause, Form, Request

PieceCodes = npt.NDArray[np.uint16]
LINE_END = 1 << 15
MONTH_ROOM = 100  # a month as a number is yyyymm
Span = tuple[int, int]  # first and last year
NO_YEARS: Span = (1, 0)


class Wanted(NamedTuple):
    """A syllable to mark in texts: one of `marked`, or, less wanted, what else folds to `folded`.

    Several may have one folded form; no spelling is in two of them.
    """

    folded: str
    marked: frozenset[str]


class Stretch(NamedTuple):
    """Some neighbouring pieces of a text, as a stretch of a longer `text`, in characters."""

    text: str
    starts: Sequence[int]  # of each piece; one more at the end
    ends: Sequence[int]  # of each piece's syllable, which begins with the piece


class Texts(Protocol):
    """Texts of articles end to end, each its title, a newline and its body.

    They are cut into pieces: each from the start of a syllable to that of the next. What stands
    before the first syllable of a text is a piece with an empty one.
    """

    @property
    def starts(self) -> Sequence[int]:
        """Return the first piece of each text; one more at the end."""

    @property
    def bodies(self) -> Sequence[int]:
        """Return the first piece of each body: never the first of the text."""

    @property
    def title_ends(self) -> Sequence[int]:
        """Return how many characters of the piece before each body belong to the title."""

    @property
    def codes(self) -> PieceCodes:
        """Return what each piece's syllable is of the wanted ones, by its place i among them.

        ``2 i + 2`` is one of its `marked`, ``2 i + 1`` a spelling that no wanted one of this
        folded form has (i is any of those), 0 not wanted. With `LINE_END` added, a line ends
        in the piece, behind the syllable.
        """

    def stretches(self, ranges: Sequence[tuple[int, int]]) -> Sequence[Stretch]:
        """Return the pieces from the first to before the last of each of `ranges`.

        No range has pieces of two texts.
        """


class Head(NamedTuple):
    """What a hit shows of an article besides its title and body; see `Article`."""

    id: str
    url: str
    source: str
    date: datetime.date | None
    year: int | None
    cities: tuple[str, ...]
    topics: tuple[str, ...]


class Lexicon(Protocol):
    """Which terms the articles have."""

    @property
    def articles(self) -> int:
        """Return how many articles there are."""

    def spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""

    def syllable_count(self, marked: str) -> int:
        """Return how many articles have a marked syllable."""

    def beginning(self, form: Form, prefix: str, most: int) -> tuple[str, ...]:
        """Return up to `most` terms, marked or folded, that begin so, the most frequent first."""

    def pair_counts(self, left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return how many articles have each of `left` (rows) before each of `right`, marked.

        None may be there twice.
        """

    def count_pairs(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.int64]:
        """Return how many articles have each of `pairs` side by side, marked."""

    def count_folded_pairs(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.int64]:
        """Return how many articles have each of `pairs`, folded, side by side with any marks.

        One that has a pair with two spellings counts twice.
        """


@dataclass(frozen=True, slots=True)
class Periods:
    """How many matches each month has, by layers of topics (`search_app.core.histogram.layers`).

    `months` are those that any article of the index is of, as yyyymm, ascending: the month is 0
    where only the year is known, and so is all of it where not even that is.
    """

    months: npt.NDArray[np.int64]
    layers: tuple[str, ...]
    counts: npt.NDArray[np.int64]  # of each month (rows) and layer

    @property
    def years(self) -> Span:
        """The first and last year of any article."""
        return years_of(self.months)


def years_of(months: npt.NDArray[np.int64]) -> Span:
    """Return the first and last year of ascending months, whatever stands for an unknown one."""
    known = months[months > 0] // MONTH_ROOM
    return (known[0].item(), known[-1].item()) if len(known) else NO_YEARS


NO_PERIODS = Periods(np.empty(0, np.int64), (), np.empty((0, 0), np.int64))


@dataclass(frozen=True, slots=True)
class Matches:
    """What an engine answers. `facets` holds the counts of each value, over all matches.

    A facet's own filter does not narrow its own counts. What has no value counts as UNKNOWN.
    """

    total: int
    listed: int  # how many the list has: fewer than match when copies are collapsed
    numbers: Sequence[int]  # the engine's own numbers of the articles on the page
    scores: Sequence[float]
    facets: Mapping[FacetName, Mapping[str, int]]
    copies: Mapping[int, Sequence[int]]  # of some of `numbers`: other matches, the newest first
    periods: Periods = NO_PERIODS  # if asked for; neither the year filter nor dates narrow them

    def __bool__(self) -> bool:
        """Whether anything matches, on this page or another."""
        return self.total > 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one clause gives one article."""

    clause: Clause
    title_tf: int
    body_tf: int
    in_lead: bool
    articles: int  # that have the clause
    idf: float
    amount: float  # the frequencies, saturated: 0 to K1 + 1

    @property
    def score(self) -> float:
        """What it adds to the article's score."""
        return self.clause.weight * self.idf * self.amount


class Completion(NamedTuple):
    """A phrase to complete with, and how many articles have it as such, not in a longer one."""

    phrase: str
    score: int


class Completions(Protocol):
    """What to complete with."""

    def phrases(
        self, bounds: tuple[str, str], marked: str, fits: Callable[[str], bool], most: int
    ) -> Sequence[Completion]:
        """Return phrases that fit and whose folded form sorts from a bound to before the other.

        Their first syllable has at least the marks of `marked`, so that not all have to be
        looked at. These are the best `most` or more, as far as it does not take too long to
        find them; a phrase comes once or more, and its scores add up.
        """

    def titles(
        self, finished: Sequence[Syllable], begun: str, fits: Callable[[str], bool] | None = None
    ) -> Iterable[tuple[str, int]]:
        """Return titles in which syllables stand side by side, and each place where they begin.

        These are `finished`, with any marks where those have none, then one whose folded form
        begins with `begun`, if that is not empty. `fits` may tell which marked ones to look for.
        Of the newest that hold them, those that they begin come first, then newer ones.
        """


class Engine(Protocol):
    """One index, wherever it lives."""

    @property
    def completions(self) -> Completions:
        """Return what to complete with."""

    @property
    def lexicon(self) -> Lexicon:
        """Return which terms the articles have."""

    @property
    def abbreviations(self) -> Abbreviations:
        """Return the table of abbreviations the articles were analysed with."""

    def match(self, request: Request) -> Matches:
        """Return the wanted stretch of matches; equal scores newest first, then by number."""

    def copies(self, number: int) -> Sequence[int]:
        """Return the articles that are copies of the one with this number, the newest first."""

    def every(self, request: Request) -> Sequence[int]:
        """Return the numbers of all that the list has, in order, whatever stretch is wanted."""

    def count(self, request: Request) -> int:
        """Return how many articles match, as `match` would say in `total`, for less work."""

    def article(self, number: int) -> Article:
        """Return the article with a number from `match`."""

    def heads(self, numbers: Sequence[int]) -> Sequence[Head]:
        """Return what hits show of the articles with these numbers, besides their texts."""

    def texts(self, numbers: Sequence[int], wanted: Sequence[Wanted]) -> Texts:
        """Return the texts of one or more articles, the `wanted` syllables found in them."""

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id."""

    def facet_values(
        self, facet: FacetName, place_names: PlaceNames | None = None
    ) -> Sequence[str]:
        """Return every value of a facet, in order; years as text."""

    def shares(self, clauses: Sequence[Clause], number: int) -> list[Share]:
        """Return what each clause gives one article; the scores add up to its score."""

    def sources(self) -> Mapping[str, int]:
        """Return how many articles are `Named` by each source that one names, else has as host.

        What differs only in case and spaces is one source, spelled as most articles do.
        """

    @property
    def built(self) -> str:
        """Return when the index was built, as ISO time in UTC."""

    @property
    def fingerprint(self) -> str:
        """Return what is another for every other build of an index, in letters and digits."""

    def damage(self) -> Exception | None:
        """Look for damage after an error that nobody expected; return what is to be said of it."""

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
