"""Where the columns of a timeline lead: to one year or month, the rest of the search as it is."""

import calendar
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote_plus

from search_app.core.model import UNKNOWN, Bar
from search_app.web import links
from search_app.web.state import SearchState

_NO_DATES: dict[str, Any] = {"date_from": None, "date_to": None}
_NO_TIME: dict[str, Any] = {"year": (), **_NO_DATES}


class Moments:
    """The addresses of the columns of one search; none if its query is too long to be repeated.

    A year takes the place of the years and dates chosen. So does a month, but the years stay of
    which it is one. Where these let through but one column, that leads back to before.
    """

    def __init__(self, state: SearchState, bars: Sequence[Bar]) -> None:
        self._years = state.year
        self._is_lone = sum(bar.selected for bar in bars) == 1
        self._any_time = links.stem(state, **_NO_TIME)
        keeps_years = any(bar.month for bar in bars) and bool(state.year)
        self._in_years = links.stem(state, **_NO_DATES) if keeps_years else self._any_time

    def url(self, bar: Bar) -> str | None:
        """Return where a column leads."""
        stem = self._in_years if str(bar.year) in self._years else self._any_time
        if stem is None:
            return None
        return stem[:-1] if self._is_lone and bar.selected else stem + _parameters(bar)

    @property
    def always(self) -> str | None:
        """The search without a choice of years or dates."""
        return self._any_time and self._any_time[:-1]

    @property
    def unknown(self) -> str | None:
        """The search for the articles of no known year."""
        return self._any_time and f"{self._any_time}year={quote_plus(UNKNOWN)}"


def _parameters(bar: Bar) -> str:
    if bar.month is None:
        return f"year={bar.year}"
    month = f"{bar.year:04}-{bar.month:02}"
    return f"from={month}-01&to={month}-{calendar.monthrange(bar.year, bar.month)[1]}"
