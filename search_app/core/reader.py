"""Texts as an index reads them, those that were asked last kept."""

import dataclasses

from indexer.memo import memo
from search_app.core.asked import Asked, understand
from search_app.core.facets import FacetValues
from search_app.core.meant import as_meant
from search_app.core.model import PlaceNames
from search_app.core.port import Engine
from search_app.core.query import MAX_CHARACTERS, Query, read_query
from search_app.core.quotations import whole_sentence, without_quotations
from search_app.core.request import Request

_KEPT = 1 << 8  # people turn pages, choose facets and sort


class Reader:
    """Reads what people type, for one index. Safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept = memo(self._understand, _KEPT)

    def ask(
        self, text: str, *, literal: bool = False, place_names: PlaceNames | None = None
    ) -> Asked:
        """Return what `text` asks of the index; see `Index.search`."""
        text = text[: MAX_CHARACTERS + 1]  # more would only be cut off
        return self._kept(text, literal, place_names)

    def _understand(
        self,
        text: str,
        literal: bool,  # noqa: FBT001  a key of what is kept
        place_names: PlaceNames | None,
    ) -> Asked:
        lexicon = self._engine.lexicon
        facet_values = FacetValues(self._engine.facet_values, place_names)
        if literal:
            return understand(text, self._literally, lexicon, facet_values)
        asked = understand(text, self._as_meant, lexicon, facet_values)
        sentence = asked.where and whole_sentence(asked.query, asked.where, lexicon)
        request = Request(where=sentence, place_names=place_names, match_all=True)
        if sentence and not self._engine.count(request):
            return understand(text, self._unquoted, lexicon, facet_values)
        return asked

    def _literally(self, text: str) -> Query:
        query = read_query(text, self._engine.abbreviations)
        return dataclasses.replace(query, is_literal=True)

    def _as_meant(self, text: str) -> Query:
        return as_meant(read_query(text, self._engine.abbreviations), self._engine.lexicon)

    def _unquoted(self, text: str) -> Query:
        return without_quotations(self._as_meant(text))
