"""A text that was asked for, as an index understands it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from search_app.core import ranking
from search_app.core.accents import restore
from search_app.core.model import Understood
from search_app.core.phrases import all_phrases
from search_app.core.port import Clause, Condition, Lexicon, Request
from search_app.core.query import Query
from search_app.core.suggestion import suggest
from search_app.core.wanted import Tables, tables


@dataclass(frozen=True, slots=True)
class Asked:
    """All that follows from a text and the lexicon of an index, before any article is looked for.

    Values only: many searches share one.
    """

    query: Query
    clauses: Sequence[Clause]
    where: Condition | None  # its phrases
    looked_for: Tables
    suggestion: str | None
    understood: Understood

    def request(self, **options: Any) -> Request:
        """Return what to ask an engine."""
        return Request(clauses=self.clauses, where=self.where, **options)


def understand(text: str, read: Callable[[str], Query], lexicon: Lexicon) -> Asked:
    """Return what `text`, which `read` reads as a query, means to an index with this lexicon."""
    query = read(text)
    return Asked(
        query=query,
        clauses=ranking.plan(query, lexicon),
        where=all_phrases(query, lexicon),
        looked_for=tables(query),
        suggestion=suggest(text, query, read, lexicon),
        understood=_understood(query, lexicon),
    )


def _understood(query: Query, lexicon: Lexicon) -> Understood:
    terms = tuple(syllable.marked for syllable in query.syllables)
    restored = restore(query.syllables, lexicon, query.numbers)
    return Understood(
        text=query.text,
        terms=terms,
        phrases=tuple(" ".join(s.marked for s in phrase) for phrase in query.phrases),
        accents=" ".join(restored) if restored != terms or query.retyped else None,
        expansions=query.expansions,
        notes=query.notes,
    )
