"""What the shell searches for: a value, changed by each line that is typed."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

from search_app.core.index import Index
from search_app.core.model import Page, Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A search: text, filters, order and page."""

    text: str = ""
    city: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Sort = "relevance"
    literal: bool = False
    page: int = 1

    def changed(self, **changes: Any) -> "State":
        """Return it with some values changed; anything but the page starts at page 1."""
        return dataclasses.replace(self, **{"page": 1, **changes})

    def unfiltered(self) -> "State":
        """Return the same text without filters, in the usual order."""
        return State(text=self.text)

    def search(self, index: Index) -> Page:
        """Return its page of results.

        Raises:
            InvalidRequestError: a filter has a value that no article has.
        """
        options = dataclasses.asdict(self)
        return index.search(options.pop("text"), **options)

    def told(self) -> list[str]:
        """Return each filter in force, and the order if it is not the usual one, as text."""
        told = [
            f"{name}: {', '.join(values)}"
            for name in ("city", "year", "topic")
            if (values := getattr(self, name))
        ]
        told += [f"from {self.date_from}"] * (self.date_from is not None)
        told += [f"to {self.date_to}"] * (self.date_to is not None)
        told += [f"{self.sort} first"] * (self.sort != "relevance")
        told += ["as typed"] * self.literal
        return told
