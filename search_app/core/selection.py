"""What a search is narrowed to besides its text."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from search_app.core.asked import Asked
from search_app.core.facets import FacetValues
from search_app.core.histogram import Chosen
from search_app.core.model import FacetName, PlaceNames
from search_app.core.parameters import as_date, as_list, as_place_names
from search_app.core.port import Engine
from search_app.core.request import Request


@dataclass(frozen=True, slots=True)
class Selection:
    """The wanted values of facets, each as the articles have it, and days, both inclusive."""

    filters: Mapping[FacetName, Sequence[str]]
    place_names: PlaceNames | None
    date_from: datetime.date | None
    date_to: datetime.date | None

    @classmethod
    def read(
        cls,
        engine: Engine,
        wanted: Mapping[FacetName, Any],
        places: object,
        date_from: datetime.date | str | None,
        date_to: datetime.date | str | None,
    ) -> Self:
        """Return what the parameters of a search mean to an index.

        Raises:
            InvalidRequestError: one has no meaning.
            UnknownFacetValueError: no article has a wanted value.
        """
        place_names = as_place_names(places)
        known = FacetValues(engine.facet_values, place_names)
        filters = {
            facet: known.resolve(facet, values)
            for facet, given in wanted.items()
            if (values := as_list(given))
        }
        first, last = as_date("date_from", date_from), as_date("date_to", date_to)
        return cls(filters, place_names, first, last)

    @property
    def chosen(self) -> Chosen:
        """What a histogram of it shows as selected."""
        return Chosen(self.filters.get("year", ()), self.date_from, self.date_to)

    def request(self, asked: Asked, **options: Any) -> Request:
        """Return what to ask an engine; `options` as of `Asked.request`."""
        return asked.request(
            filters=self.filters, date_from=self.date_from, date_to=self.date_to, **options
        )
