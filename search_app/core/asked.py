"""A text that was asked for, as an index understands it."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search_app.core.accents import Reading, read_accents
from search_app.core.beginnings import with_begun
from search_app.core.clauses import plan
from search_app.core.model import Understood
from search_app.core.port import Clause, Condition, Lexicon, Request
from search_app.core.query import Query
from search_app.core.required import FacetValues, counted, required
from search_app.core.spelling import suggest_spelling
from search_app.core.told import told_filters, unknown_values
from search_app.core.wanted import Tables, tables


@dataclass(frozen=True, slots=True)
class Asked:
    """All that follows from a text and the lexicon of an index, before any article is looked for.

    Values only: many searches share one.
    """

    query: Query
    clauses: Sequence[Clause]
    where: Condition | None  # its phrases, fields, prefixes, alternatives and exclusions
    looked_for: Tables
    suggestion: str | None
    understood: Understood

    def request(self, **options: Any) -> Request:
        """Return what to ask an engine."""
        match_all = options.pop("match_all", False) or self.query.is_listing
        return Request(clauses=self.clauses, where=self.where, match_all=match_all, **options)


def understand(query: Query, lexicon: Lexicon, facet_values: FacetValues) -> Asked:
    """Return what `query` means to an index with this lexicon and these values of facets."""
    needed = counted(query)
    reading = read_accents(query.syllables, lexicon, query.numbers)
    return Asked(
        query=query,
        clauses=[
            clause
            if not clause.counts or clause.places[0][0] in needed
            else dataclasses.replace(clause, counts=False)
            for clause in plan(query, reading, lexicon)
        ],
        where=required(query, lexicon, facet_values),
        looked_for=tables(with_begun(query, lexicon)),
        suggestion=_suggestion(query, lexicon),
        understood=_understood(query, reading, facet_values),
    )


def _suggestion(query: Query, lexicon: Lexicon) -> str | None:
    """Return the corrected query, each syllable at its place if there are operators."""
    suggestion = suggest_spelling(query, lexicon)
    if suggestion is None or not any(group.is_required for group in query.groups):
        return suggestion
    corrected = suggestion.split()
    if len(corrected) != len(query.syllables):
        return suggestion
    parts, at = [], 0
    for syllable, text in zip(query.syllables, corrected, strict=True):
        is_same = text == syllable.marked
        written = query.source[syllable.start : syllable.end] if is_same else text
        parts += [query.source[at : syllable.start], written]
        at = syllable.end
    return " ".join("".join([*parts, query.source[at:]]).split())


def _understood(query: Query, reading: Reading, facet_values: FacetValues) -> Understood:
    terms = tuple(syllable.marked for syllable in query.syllables)
    return Understood(
        text=query.text,
        terms=terms,
        phrases=tuple(" ".join(s.marked for s in phrase) for phrase in query.phrases),
        filters=told_filters(query, facet_values),
        accents=" ".join(reading.likeliest)
        if reading.likeliest != terms or query.retyped
        else None,
        expansions=query.expansions,
        notes=(*query.notes, *unknown_values(query, facet_values)),
    )
