"""All terms of a text, each with the place it has in the source."""

import bisect
import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from analyzers.abbreviations import Abbreviations, Expansion
from analyzers.abbreviations.entries import Form
from analyzers.chains import fold
from analyzers.syllables import JOINER, Syllable, pair_starts, split_syllables
from analyzers.units import Unit, find_units
from analyzers.words import word_spans

Kind = Literal["syllable", "pair", "word", "unit", "other form", "pair of other form"]


Said = set[Form]  # syllables, alone and in pairs


class Term(NamedTuple):
    """One term in both forms. It stands for ``text[start:end]``, from syllable `first` on.

    For a syllable, pair or word that slice normalises to the term; for a unit it is one way to
    write it. An other form of an abbreviation is one of what is written there: ``ủy`` of ``UBND``.
    """

    marked: str
    folded: str
    kind: Kind
    first: int
    start: int
    end: int


def analyse(
    text: str,
    *,
    pairs: bool = True,
    words: bool = True,
    units: bool = True,
    abbreviations: Abbreviations | None = None,
) -> list[Term]:
    """Return the terms of `text` that are wanted, in order of the syllable they begin with.

    A word of two syllables stands among the pairs, if those are wanted.
    """
    syllables = split_syllables(text)
    starts = pair_starts(text, syllables)
    terms = syllable_terms(syllables)
    if pairs:
        terms += [_run(syllables, at, at + 2, "pair") for at in starts]
    if words:
        paired = {(at, at + 2) for at in starts} if pairs else set()
        spans = (span for span in word_spans(text, syllables) if span not in paired)
        terms += [_run(syllables, first, end, "word") for first, end in spans]
    found = find_units(text) if units else None
    terms += unit_terms(found or (), syllables)
    if abbreviations is not None:
        expansions = abbreviations.find(text, syllables, found)
        others = other_form_terms(expansions, syllables, set(starts))
        terms += (term for term in others if pairs or term.kind == "other form")
    return sorted(terms, key=lambda term: term.first)


def syllable_terms(syllables: Sequence[Syllable]) -> list[Term]:
    """Return each syllable as a term."""
    return [
        Term(marked, folded, "syllable", at, start, end)
        for at, (marked, folded, start, end) in enumerate(syllables)
    ]


def _run(syllables: Sequence[Syllable], first: int, end: int, kind: Kind) -> Term:
    run = syllables[first:end]
    marked = JOINER.join([syllable.marked for syllable in run])
    folded = JOINER.join([syllable.folded for syllable in run])
    return Term(marked, folded, kind, first, run[0].start, run[-1].end)


def unit_terms(units: Iterable[Unit], syllables: Sequence[Syllable]) -> Iterator[Term]:
    """Yield document numbers, dates, numbers, addresses and names with a number, whole."""
    for unit in units:
        first = bisect.bisect_left(syllables, unit.start, key=lambda syllable: syllable.start)
        yield Term(unit.marked, unit.folded, "unit", first, unit.start, unit.end)


def other_form_terms(
    expansions: Iterable[Expansion], syllables: Sequence[Syllable], opens_pair: Container[int]
) -> Iterator[Term]:
    """Yield what abbreviations stand for, and how what they stand for is abbreviated.

    Those are the syllables and pairs of each other form that are not said already, and its
    pairs with the neighbours of what is; `opens_pair` has the syllables that open a pair.
    """
    said: Said = set()
    said_until = 0
    for first, end, _, others, _ in expansions:
        span = first, syllables[first].start, syllables[end - 1].end
        before = [syllables[first - 1].marked] if first - 1 in opens_pair else []
        after = [syllables[end].marked] if end - 1 in opens_pair else []
        written = [syllable.marked for syllable in syllables[first:end]]
        new, said = say_otherwise(
            others, written, before, after, said if end <= said_until else set()
        )
        said_until = end
        for part in new:
            kind: Kind = "other form" if len(part) == 1 else "pair of other form"
            marked, folded = JOINER.join(part), JOINER.join(map(folded_term, part))
            yield Term(marked, folded, kind, *span)


def say_otherwise(
    others: Iterable[Form],
    written: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    said: Said,
) -> tuple[list[Form], Said]:
    """Return the syllables and pairs of other forms that are not said, and what is said then.

    `written` stands between `before` and `after`, one syllable or none; `said` is what the
    expansion around it, if there is one, left behind.
    """
    known = said | {(syllable,) for syllable in written}
    known.update(itertools.pairwise([*before, *written, *after]))
    new: list[Form] = []
    for form in others:
        parts = [*zip(form, strict=True), *itertools.pairwise([*before, *form, *after])]
        new += [part for part in parts if part not in known]
        known.update(parts)
    return new, known


def folded_term(syllable: str) -> str:
    """Return the folded term; capitals, which only abbreviations have, are no word to fold."""
    return syllable if syllable.isupper() else fold(syllable)
