"""The query string as a value: ``?q=…&city=…&year=…&topic=…&from=…&to=…&sort=…`` and so on."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, cast

from werkzeug.datastructures import MultiDict

from indexer.article import Article
from search_app.core.index import Index
from search_app.core.model import FACETS, Page, PlaceNames, Sort
from search_app.web import parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """One search with its filters, as its URL says it."""

    q: str = ""
    city: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = parameters.PER_PAGE.default
    collapse: bool = True
    literal: bool = False
    places: PlaceNames | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the query narrows the search."""
        return bool(self.city or self.year or self.topic or self.date_from or self.date_to)

    @property
    def deepest_page(self) -> int:
        """The last page that can be asked for, however long the list is."""
        return parameters.PAGE.most

    @property
    def is_start(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.q and not self.is_filtered and self.page == 1

    def settled(self, page: Page) -> "SearchState":
        """Return it as the index read it: names in its spelling, a query as it was answered."""
        names = {
            facet: tuple(str(known.value) for known in page.facets.get(facet, ()) if known.selected)
            or getattr(self, facet)
            for facet in FACETS
        }
        query = page.understood.text if page.understood.notes else self.q
        query = page.understood.corrected or query
        return replace(self, q=query, **names)  # type: ignore[arg-type]

    def run(self, index: Index, *, histogram: bool = False) -> Page:
        """Ask `index`; a `histogram` is counted only for who shows it."""
        return index.search(
            **self._narrowed(), page=self.page, per_page=self.per_page, histogram=histogram
        )

    def scan(self, index: Index) -> Iterator[Article]:
        """Ask `index` for all articles of all pages."""
        return index.scan(**self._narrowed())

    def _narrowed(self) -> dict[str, Any]:
        """Return what is asked for, whichever stretch of it is wanted."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            "text": asked.pop("q"),
            **{name: value for name, value in asked.items() if name not in {"page", "per_page"}},
        }


def read_state(args: MultiDict[str, str], *, collapse: bool = True) -> SearchState:
    """Read the parameters of a search; raise UnreadableParameterError for the first odd one.

    What `collapse` says holds when none of them does.
    """
    return SearchState(
        q=parameters.Q.read(args),
        city=parameters.CITY.read(args),
        year=parameters.YEAR.read(args),
        topic=parameters.TOPIC.read(args),
        date_from=parameters.DATE_FROM.read(args),
        date_to=parameters.DATE_TO.read(args),
        sort=cast(Sort, parameters.SORT.read(args)),
        page=parameters.PAGE.read(args),
        per_page=parameters.PER_PAGE.read(args),
        collapse=replace(parameters.COLLAPSE, default=collapse).read(args),
        literal=parameters.LITERAL.read(args),
        places=read_places(args),
    )


def read_places(args: MultiDict[str, str]) -> PlaceNames | None:
    """Return which names cities shall have."""
    return cast(PlaceNames, parameters.PLACES_OF.read(args)) or None


def read_match(args: MultiDict[str, str]) -> int | None:
    """Return which match of an article is looked at, from 1; None when none is."""
    return parameters.MATCH.read(args) or None
