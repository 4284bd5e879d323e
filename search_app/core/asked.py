"""A text that was asked for, as an index understands it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from search_app.core.accents import Reading, cased, read_accents
from search_app.core.beginnings import with_begun
from search_app.core.clauses import plan
from search_app.core.facets import FacetValues
from search_app.core.model import PlaceNames, Sort, Understood
from search_app.core.port import Lexicon
from search_app.core.query import MAX_SYLLABLES, Query
from search_app.core.request import Clause, Condition, Request
from search_app.core.required import required
from search_app.core.suggestion import suggest
from search_app.core.told import told_filters, unknown_documents, unknown_values
from search_app.core.wanted import Tables, tables

_HYPHENS = re.compile(r"[-–/.]")


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
    place_names: PlaceNames | None = None  # of cities in `where`

    def request(self, sort: Sort = "relevance", **options: Any) -> Request:
        """Return what to ask an engine: of no text, for all articles.

        Sorted by date, an article needs as many of the words as any has. Without evidence
        nothing is more relevant than the rest, and the newest come first.
        """
        by_date = sort != "relevance"
        counts = any(clause.counts for clause in self.clauses)
        return Request(
            clauses=self.clauses,
            where=self.where,
            place_names=self.place_names,
            match_all=self.query.is_listing or not self.query.text,
            sort=sort if self.clauses or by_date else "newest",
            needed=MAX_SYLLABLES if by_date and counts else 1,
            **options,
        )


def understand(
    text: str, read: Callable[[str], Query], lexicon: Lexicon, facet_values: FacetValues
) -> Asked:
    """Return what `text` means to an index with this lexicon and these values of facets.

    `read` reads a text as a query. A literal one is looked for as typed, and nothing suggested.
    """
    query = read(text)
    fixed = range(len(query.syllables)) if query.is_literal else query.numbers
    reading = read_accents(query.syllables, lexicon, fixed)
    return Asked(
        query=query,
        clauses=plan(query, reading, lexicon),
        where=required(query, lexicon, facet_values),
        looked_for=tables(with_begun(query, lexicon)),
        suggestion=_suggestion(text, query, read, lexicon, reading),
        understood=_understood(query, reading, lexicon, facet_values),
        place_names=facet_values.place_names,
    )


def _understood(
    query: Query, reading: Reading, lexicon: Lexicon, facet_values: FacetValues
) -> Understood:
    terms = tuple(syllable.marked for syllable in query.syllables)
    return Understood(
        text=query.text,
        terms=terms,
        phrases=tuple(" ".join(s.marked for s in phrase) for phrase in query.phrases),
        filters=told_filters(query, facet_values),
        accents=_told(query, reading) if reading.likeliest != terms or query.retyped else None,
        is_literal=query.is_literal,
        cited=tuple(term.text for term in query.cited),
        expansions=query.expansions,
        notes=(
            *query.notes,
            *unknown_values(query, facet_values),
            *unknown_documents(query, lexicon),
        ),
    )


def _suggestion(
    text: str,
    query: Query,
    read: Callable[[str], Query],
    lexicon: Lexicon,
    reading: Reading,
) -> str | None:
    """Return what may have been meant, but for what is looked for as it is."""
    suggestion = None if query.is_literal else suggest(text, query, read, lexicon)
    if suggestion is None:
        return None
    meant = tuple(syllable.marked for syllable in read(suggestion).syllables)
    return None if meant == reading.likeliest else suggestion


def _told(query: Query, reading: Reading) -> str:
    """Return the accents of the words and phrases of a query, in capitals and hyphens as typed."""
    spans = [
        (term.start, term.end)
        for group in query.groups
        for term in group.terms
        if term.kind in {"words", "phrase"}
    ]
    parts, at = [], 0
    for syllable, meant in zip(query.syllables, reading.likeliest, strict=True):
        if not any(start <= syllable.start < end for start, end in spans):
            continue
        between = query.source[at : syllable.start]
        parts.append(between if _HYPHENS.fullmatch(between) else " ")
        parts.append(cased(meant, query.source[syllable.start : syllable.end]))
        at = syllable.end
    return "".join(parts).strip()
