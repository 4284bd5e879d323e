"""One search: a text, and what it is narrowed to, before it is answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from search_app.core.asked import Asked
from search_app.core.corrections import F, Settled, settle
from search_app.core.port import Engine, Matches
from search_app.core.reader import Reader
from search_app.core.request import Request
from search_app.core.selection import Selection


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in an index, and how the index reads and answers it."""

    engine: Engine
    reader: Reader
    text: str
    selection: Selection
    literal: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)  # others of `Asked.request`

    def settle(self) -> Settled[Matches]:
        """Return the answer, to the suggestion if that alone finds something."""
        return self._settled(self.engine.match)

    def every(self) -> Sequence[int]:
        """Return the numbers of all that the list of the answer has, in order."""
        return self._settled(self.engine.every).found

    def total(self) -> int:
        """Return how many articles the answer has."""
        return self._settled(self.engine.count).found

    def ask(self, text: str) -> Asked:
        """Return what a text asks of the index."""
        place_names = self.selection.place_names
        return self.reader.ask(text, literal=self.literal, place_names=place_names)

    def request_of(self, asked: Asked) -> Request:
        """Return what to ask the engine, narrowed."""
        chosen = self.selection
        return asked.request(
            filters=chosen.filters,
            date_from=chosen.date_from,
            date_to=chosen.date_to,
            **self.options,
        )

    def _settled(self, find: Callable[[Request], F]) -> Settled[F]:
        asked = self.ask(self.text)
        return settle(asked, self.ask, self.request_of, find, self.engine.count)
