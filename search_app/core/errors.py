"""What can be wrong with a request.

* InvalidRequestError         a parameter has no meaning; the message says what to write instead
  + UnknownFacetValueError    no article of the index has this city, year or topic
  + UnknownArticleError       the index has no article with this id
  + ReversedDatesError        the first day lies behind the last
  + NoWordsError              a query has no words, where they are needed

A query that means something may still ask for too much:

* QueryTooCostlyError         it takes longer, or reads more, than `search_app.core.limits` lets it
"""

import datetime
from collections.abc import Sequence
from typing import Self

from indexer.errors import TimTinError


class InvalidRequestError(ValueError):
    """A parameter of a search cannot be read."""


class UnknownFacetValueError(InvalidRequestError):
    """Someone filters by a value that no article of this index has."""

    def __init__(self, facet: str, value: str, known: Sequence[str]) -> None:
        shown = ", ".join(known[:10]) or "none yet"
        more = f" and {len(known) - 10} more" if len(known) > 10 else ""  # noqa: PLR2004
        super().__init__(
            f"No article of this index has the {facet} {value[:60]!r}. Use one of: {shown}{more}."
        )
        self.facet = facet
        self.value = value


class UnknownArticleError(InvalidRequestError):
    """Someone asks for an article that this index does not have."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"No article has the id {article_id[:60]!r}. The ids stand in the hits of a search."
        )


class ReversedDatesError(InvalidRequestError):
    """The first wanted day lies behind the last, so no article can be found."""

    def __init__(self, first: datetime.date, last: datetime.date) -> None:
        days = f"date_from {first.isoformat()[:10]} is after date_to {last.isoformat()[:10]}"
        super().__init__(f"{days}. Swap them.")
        self.first = first
        self.last = last


class NoWordsError(InvalidRequestError):
    """A query without words is to be explained."""

    def __init__(self) -> None:
        super().__init__("There is no word in the query to explain. Give one that was searched.")


class QueryTooCostlyError(TimTinError):
    """A query was given up because it took too long or read too much; the index is whole."""

    _ADVICE = "Use fewer words, phrases and conditions, or narrow it by a filter."

    @classmethod
    def of_seconds(cls, seconds: float) -> Self:
        """Return that the time was over."""
        return cls(f"This query takes more than {seconds:g} seconds. {cls._ADVICE}")

    @classmethod
    def of_postings(cls, postings: int) -> Self:
        """Return that too much was to be read."""
        return cls(f"This query reads more than {postings:,} postings. {cls._ADVICE}")
