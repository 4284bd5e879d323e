"""The one module of this package that knows Whoosh: our terms as a Whoosh analyzer."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from analyzers.abbreviations import Abbreviations, default_abbreviations, with_capitals
from analyzers.syllables import split_syllables
from analyzers.terms import Term, analyse, syllable_terms, unit_terms
from analyzers.units import find_units


class VietnameseAnalyzer(Analyzer):  # type: ignore[misc]
    """Vietnamese terms for any Whoosh schema.

    While indexing, each syllable gives its marked term (``chuyển``), its folded one
    (``chuyen``), the pair it opens (``chuyển_đổi``, ``chuyen_doi``) and the longer
    words pyvi finds there. Units (``03-nq/tu``, ``covid19``) come whole too, and
    what is abbreviated, or could be, in its other forms: `abbreviations` is True for the
    shipped table, a table of your own, or False. All terms carry the position and the offsets
    of what they cover in the source.

    In a query each syllable gives one term, as typed: accents that were typed must match,
    accents left out match any; a unit alone gives one term, whole. So AND, OR and quoted
    phrases of Whoosh's query parser work as they are, but for phrases in which the
    article abbreviates what the query writes out, or the other way round:

        schema = Schema(body=TEXT(analyzer=VietnameseAnalyzer(), stored=True))
        QueryParser("body", schema).parse('"chuyen doi" số Covid-19')

    Turn kinds of terms off for a smaller index; ``marked=False`` searches without
    regard to accents.

    Raises:
        ValueError: neither marked nor folded terms are wanted.
    """

    # For analyzers that were pickled into a schema before these could be chosen.
    units: bool = True
    abbreviations: Abbreviations | bool = True

    def __init__(
        self,
        *,
        marked: bool = True,
        folded: bool = True,
        pairs: bool = True,
        words: bool = True,
        units: bool = True,
        abbreviations: Abbreviations | bool = True,
    ) -> None:
        if not (marked or folded):
            raise ValueError("VietnameseAnalyzer needs marked=True or folded=True")
        self.marked = marked
        self.folded = folded
        self.pairs = pairs
        self.words = words
        self.units = units
        self.abbreviations = abbreviations

    def __call__(  # noqa: PLR0917  Whoosh's signature
        self,
        value: str,
        positions: bool = False,  # noqa: FBT001, FBT002
        chars: bool = False,  # noqa: FBT001, FBT002
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Any]:
        """Yield the terms of `value`, in Whoosh's manner: one Token object, over and over.

        Raises:
            TypeError: `value` is no text.
        """
        if not isinstance(value, str):
            raise TypeError(f"VietnameseAnalyzer needs text, not {type(value).__name__}")
        if mode == "query":
            terms = self._query_terms(value)
        elif options.get("removestops") is False:
            # Whoosh's highlighter, and nobody else, asks for stop words. Terms that overlap
            # would tear its fragments apart.
            terms = self._terms_apart(value)
        else:
            terms = self._index_terms(value)
        token = Token(positions, chars, mode=mode, **options)
        for term in terms:
            for text in self._forms(term, mode):
                token.text = text
                token.boost = 1.0
                if options.get("keeporiginal"):
                    token.original = text
                if positions:
                    token.pos = start_pos + term.first
                if chars:
                    token.startchar = start_char + term.start
                    token.endchar = start_char + term.end
                yield token

    def _table(self) -> Abbreviations | None:
        return default_abbreviations() if self.abbreviations is True else self.abbreviations or None

    def _index_terms(self, value: str) -> list[Term]:
        return analyse(
            value,
            pairs=self.pairs,
            words=self.words,
            units=self.units,
            abbreviations=self._table(),
        )

    def _query_terms(self, value: str) -> list[Term]:
        """Return the unit that `value` is, else its syllables: so that phrases fit together."""
        terms = self._terms_apart(value)
        if len(terms) == 1:
            return terms
        return self._terms_apart(value, units=False)

    def _terms_apart(self, value: str, *, units: bool = True) -> list[Term]:
        """Return the syllables, and in place of those of a unit the unit, narrowest form first."""
        syllables = split_syllables(value)
        table, found = self._table(), find_units(value)
        if table is not None:
            syllables = with_capitals(syllables, table.find(value, syllables, found))
        wholes = [*unit_terms(found, syllables)] if units and self.units else []
        at_start = {term.start: term for term in reversed(wholes)}
        inside = {at for term in at_start.values() for at in range(term.start, term.end)}
        terms = [term for term in syllable_terms(syllables) if term.start not in inside]
        return sorted([*terms, *at_start.values()], key=lambda term: term.first)

    def _forms(self, term: Term, mode: str) -> list[str]:
        if not self.marked:
            return [term.folded]
        if not self.folded or mode == "query" or term.marked == term.folded:
            return [term.marked]
        return [term.marked, term.folded]
