"""The values of the facets as the page shows them: some at once, the rest on demand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from search_app.core.messages import Message
from search_app.core.model import FACETS, FacetName, FacetValue
from search_app.web import formats

SHOWN = 8  # of the values of a facet, at once
_LEGENDS: dict[FacetName, Message] = {
    "city": Message("Tỉnh, thành phố"),
    "year": Message("Năm"),
    "topic": Message("Chủ đề"),
}


class Choice(NamedTuple):
    """A box to tick."""

    value: str
    name: str  # the value, in the language of the page
    articles: str  # how many, as it is written there
    is_selected: bool


class Facet(NamedTuple):
    """The boxes of one facet, in the order of its values."""

    name: FacetName
    legend: Message
    shown: Sequence[Choice]  # the first, and all that are selected
    more: Sequence[Choice]


def facets(values: Mapping[FacetName, Sequence[FacetValue]]) -> Iterator[Facet]:
    """Yield each facet that has values."""
    for name in FACETS:
        if values[name]:
            shown: list[Choice] = []
            more: list[Choice] = []
            for rank, own in enumerate(values[name]):
                choice = Choice(
                    str(own.value),
                    formats.value(own.value),
                    formats.number(own.count),
                    own.selected,
                )
                (shown if rank < SHOWN or own.selected else more).append(choice)
            yield Facet(name, _LEGENDS[name], shown, more)
