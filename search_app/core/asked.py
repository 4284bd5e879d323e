"""A text that was asked for, as an index understands it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search_app.core.accents import Reading, read_accents
from search_app.core.clauses import plan
from search_app.core.model import Understood
from search_app.core.phrases import all_phrases
from search_app.core.port import Clause, Condition, Lexicon, Request
from search_app.core.query import Query
from search_app.core.spelling import suggest_spelling
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


def understand(query: Query, lexicon: Lexicon) -> Asked:
    """Return what `query` means to an index with this lexicon."""
    reading = read_accents(query.syllables, lexicon, query.numbers)
    return Asked(
        query=query,
        clauses=plan(query, reading, lexicon),
        where=all_phrases(query, lexicon),
        looked_for=tables(query),
        suggestion=suggest_spelling(query, lexicon),
        understood=_understood(query, reading),
    )


def _understood(query: Query, reading: Reading) -> Understood:
    terms = tuple(syllable.marked for syllable in query.syllables)
    return Understood(
        text=query.text,
        terms=terms,
        phrases=tuple(" ".join(s.marked for s in phrase) for phrase in query.phrases),
        accents=" ".join(reading.likeliest)
        if reading.likeliest != terms or query.retyped
        else None,
        expansions=query.expansions,
        notes=query.notes,
    )
