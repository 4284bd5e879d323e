"""The parameters of a search as callers write them, checked and in one form."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from search_app.core.errors import InvalidRequestError
from search_app.core.model import PLACES, SORTS, PlaceNames

MAX_PER_PAGE = 1_000


def as_list(values: Any) -> Sequence[object]:
    """Return one value, many or None as many."""
    if values is None:
        return ()
    return (
        tuple(values) if isinstance(values, Iterable) and not isinstance(values, str) else (values,)
    )


def as_date(name: str, value: datetime.date | str | None) -> datetime.date | None:
    """Return a date or its ISO text as a date.

    Raises:
        InvalidRequestError: `value` is something else.
    """
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (ValueError, TypeError):
        raise InvalidRequestError(
            f"{name} must be a date like 2021-12-31, not {str(value)[:40]!r}."
        ) from None


def as_place_names(value: Any) -> PlaceNames | None:
    """Return which names cities shall have; none for an empty text.

    Raises:
        InvalidRequestError: `value` is something else.
    """
    if value is None or value == "":
        return None
    for known in PLACES:
        if value == known:
            return known
    raise InvalidRequestError(
        f"places must be {' or '.join(map(repr, PLACES))} (today's provinces) or left out"
        f" (their names when an article appeared), not {str(value)[:40]!r}."
    )


def check_page(sort: str, page: Any, per_page: Any) -> None:
    """Refuse an order or a page that cannot be.

    Raises:
        InvalidRequestError: with what to write instead.
    """
    if sort not in SORTS:
        raise InvalidRequestError(f"sort must be one of {', '.join(SORTS)}, not {sort!r}.")
    for name, value in (("page", page), ("per_page", per_page)):
        if not isinstance(value, int):
            raise InvalidRequestError(f"{name} must be a whole number, not {value!r}.")
    if page < 1:
        raise InvalidRequestError(f"page counts from 1, so it cannot be {page}.")
    if not 1 <= per_page <= MAX_PER_PAGE:
        raise InvalidRequestError(f"per_page must be from 1 to {MAX_PER_PAGE:,}, not {per_page}.")
