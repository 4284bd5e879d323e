"""What an engine is asked: clauses to rank by, conditions to meet, and the wanted stretch."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from search_app.core.model import FacetName, PlaceNames, Sort

Form = Literal["marked", "folded"]
Kind = Literal["syllable", "pair"]
Zone = Literal["title", "body"]
# What may stand at each of some neighbouring places: marked spellings, or one folded form for all.
Places = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing looked for: an article has it when a spelling of each place stands there.

    A syllable has one place, a pair two. With form "folded" a place is one folded form.
    """

    label: str  # as a person reads it: "chuyển đổi"
    kind: Kind
    form: Form
    places: Places
    weight: float
    counts: bool = True  # towards the clauses that an article needs, if it needs several


@dataclass(frozen=True, slots=True)
class Has:
    """The articles that have a syllable, unit or pair, as a clause would look for it."""

    form: Form
    places: Places
    zone: Zone | None = None  # anywhere


@dataclass(frozen=True, slots=True)
class Begins:
    """The articles with a syllable that begins so: marked if `form` is, else by folded form."""

    form: Form
    prefix: str
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The articles in which marked syllables stand side by side in one line."""

    places: Places
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class HasValue:
    """The articles that have one of some values of a facet, in its spelling."""

    facet: FacetName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The articles of the years `first` to `last`, both inclusive; year 0 is an unknown one."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Named:
    """The articles in whose byline or source some syllables stand side by side.

    One without marks may have any there. Run together they may be all of it, too: ``baochinhphu``
    is Báo Chính phủ. The host of an article's address is a second source, without marks.
    """

    column: Literal["byline", "source"]
    syllables: tuple[str, ...]  # normalised


@dataclass(frozen=True, slots=True)
class Every:
    """The articles that meet all of some conditions; all articles if there is none."""

    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The articles that meet one of some conditions; none if there is none."""

    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The articles that do not meet a condition."""

    condition: "Condition"


Condition = Has | Begins | Phrase | HasValue | Published | Named | Every | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an engine is asked: hits `offset` to `offset + limit` in the order of `sort`."""

    clauses: Sequence[Clause] = ()
    where: Condition | None = None  # what an article must meet besides
    filters: Mapping[FacetName, Sequence[str]] = field(default_factory=dict)
    place_names: PlaceNames | None = None  # of cities, in filters, conditions and counts
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    needed: int = 1  # clauses that count which an article must have; 1: any clause
    match_all: bool = False  # every article matches, whatever the clauses
    collapse: bool = False  # of articles that are copies of one another, list only the best
    periods: bool = False  # count the matches of each month, too
