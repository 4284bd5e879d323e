"""What a search is narrowed to besides its text."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from search_app.core.errors import ReversedDatesError
from search_app.core.facets import FacetValues
from search_app.core.histogram import Chosen
from search_app.core.model import FacetName, PlaceNames
from search_app.core.parameters import as_date, as_list, as_place_names
from search_app.core.port import Engine
from search_app.core.told import told_dates, told_values

SelectionKind = FacetName | Literal["dates"]


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
            ReversedDatesError: the last day lies before the first.
        """
        place_names = as_place_names(places)
        known = FacetValues(engine.facet_values, place_names)
        filters = {
            facet: known.resolve(facet, values)
            for facet, given in wanted.items()
            if (values := as_list(given))
        }
        first, last = as_date("date_from", date_from), as_date("date_to", date_to)
        if first and last and first.toordinal() > last.toordinal():
            raise ReversedDatesError(first, last)
        return cls(filters, place_names, first, last)

    @property
    def chosen(self) -> Chosen:
        """What a histogram of it shows as selected."""
        return Chosen(self.filters.get("year", ()), self.date_from, self.date_to)

    def told(self) -> list[tuple[SelectionKind, str]]:
        """Return of what kind each choice is, and what is chosen, in Vietnamese."""
        found: list[tuple[SelectionKind, str]] = [
            (facet, told_values(facet, values)) for facet, values in self.filters.items()
        ]
        if self.date_from or self.date_to:
            found.append(("dates", told_dates(self.date_from, self.date_to)))
        return found

    def without(self, *kinds: SelectionKind) -> Self:
        """Return the rest without the choices of some kinds."""
        filters = {name: values for name, values in self.filters.items() if name not in kinds}
        if "dates" in kinds:
            return replace(self, filters=filters, date_from=None, date_to=None)
        return replace(self, filters=filters)
