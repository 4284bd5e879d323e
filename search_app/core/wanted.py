"""What of a query to look for in texts, as tables over the codes that texts give their pieces."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzers import fold, normalise
from search_app.core.joined import Flags
from search_app.core.port import Wanted
from search_app.core.query import Query
from search_app.core.unit_parts import UnitParts, unit_parts

Numbers = npt.NDArray[np.int64]
Forms = frozenset[tuple[str, ...]]


class FormPart(NamedTuple):
    """One syllable of a form of an abbreviation: the code it has, and how it must be written."""

    code: int
    capitals: str | None = None  # as it must stand: TƯ, never tư
    never: frozenset[str] = frozenset()  # as it must not stand, since that is another form


class UnitSearch(NamedTuple):
    """Which codes may begin to say that a unit is near: one of `first`, with one of `beside`."""

    first: Flags
    beside: Flags | None


class Tables(NamedTuple):
    """What to look for, and what each code that it gets in texts means; code 0 means nothing."""

    wanted: Sequence[Wanted]
    groups: int  # distinct folded forms; they are numbered
    group: Numbers  # of each code
    asked: Flags  # whether each code is of a syllable of the query
    typed: Flags  # and has the accents that were typed
    neighbours: Flags | None  # [left group, right group]: side by side in the query
    parts: Flags | None  # groups that are only parts of a document number or a date
    forms: Sequence[Sequence[FormPart]]
    units: frozenset[str]  # folded
    unit_searches: Sequence[UnitSearch]


def tables(query: Query) -> Tables:
    """Return what to look for in texts that `query` found."""
    typed = _typed(query)
    searches = [unit_parts(unit) for unit in query.units]
    searches += [unit_parts(s) for s in query.syllables if _may_be_grouped(s.folded)]
    spelled = _spelled(typed, query.forms, searches, literal=query.is_literal)
    number = {folded: at for at, folded in enumerate(spelled)}
    wanted: list[Wanted] = []
    group, asked, as_typed = [0], [False], [False]
    for folded, spellings in spelled.items():
        bare = not query.is_literal and folded in typed.get(folded, ())
        is_asked = folded in typed
        for marked in spellings or (None,):
            wanted.append(Wanted(folded, frozenset([marked] if marked else ())))
            group += [number[folded]] * 2
            asked += [is_asked] * 2
            as_typed += [bare, bare or (is_asked and marked in typed[folded])]
    codes = {text: 2 * at + 2 for at, (_, marked) in enumerate(wanted) for text in marked}
    return Tables(
        wanted,
        len(spelled),
        np.array(group),
        np.array(asked),
        np.array(as_typed),
        _neighbours(query, number),
        _parts_of_numbers(query, number),
        [*_forms(query.forms, codes)],
        frozenset([search.folded for search in searches]),
        [_unit_search(search, number, group) for search in searches],
    )


def _typed(query: Query) -> dict[str, set[str]]:
    """Return the spellings that were typed of each folded form; the form itself means any."""
    typed: dict[str, set[str]] = {}
    for syllable in query.syllables:
        typed.setdefault(syllable.folded, set()).add(syllable.marked)
    return typed


def _spelled(
    typed: dict[str, set[str]], forms: Forms, searches: Sequence[UnitParts], *, literal: bool
) -> dict[str, dict[str, None]]:
    """Return the spellings to tell apart of each folded form to look for."""
    spelled = {
        folded: dict.fromkeys(sorted(spellings if literal else spellings - {folded}))
        for folded, spellings in typed.items()
    }
    for form in forms:
        for text in form:
            spelled.setdefault(fold(text), {})[normalise(text)] = None
    for search in searches:
        for folded in (*search.first, *search.beside):
            spelled.setdefault(folded, {})
    return spelled


def _may_be_grouped(folded: str) -> bool:
    """Whether digits may stand in groups of three: 2175 is a syllable that 2.175 has for a unit."""
    return len(folded) > 3 and folded.isdigit()  # noqa: PLR2004


def _neighbours(query: Query, number: dict[str, int]) -> Flags | None:
    if not query.pair_starts:
        return None
    found = np.zeros((len(number), len(number)), np.bool_)
    for at in query.pair_starts:
        left, right = query.syllables[at : at + 2]
        found[number[left.folded], number[right.folded]] = True
    return found


def _parts_of_numbers(query: Query, number: dict[str, int]) -> Flags | None:
    """Return what in the query is only a part of a document number or date: tư, of 15-NQ/TƯ."""
    spans = [unit[2:4] for unit in query.units if unit.kind in {"document", "date"}]
    if not spans:
        return None
    parts: set[str] = set()
    words: set[str] = set()
    for syllable in query.syllables:
        inside = any(start <= syllable.start < end for start, end in spans)
        (parts if inside else words).add(syllable.folded)
    return np.array([folded in parts and folded not in words for folded in number])


def _forms(forms: Forms, codes: dict[str, int]) -> Iterator[Sequence[FormPart]]:
    """Yield the forms of the query's abbreviations: UBND, Ủy ban nhân dân; TƯ and AI, never tư."""
    capitals = {form[0] for form in forms if form[0].isupper()}
    small = {normalise(text): text for text in capitals}
    for form in forms:
        if all(text in capitals or not text.isupper() for text in form):
            yield [
                FormPart(codes[normalise(text)], text)
                if text in capitals
                else FormPart(codes[text], never=frozenset(filter(None, [small.get(text)])))
                for text in form
            ]


def _unit_search(search: UnitParts, number: dict[str, int], group: Sequence[int]) -> UnitSearch:
    first, beside = (
        np.array([False, *map({number[folded] for folded in some}.__contains__, group[1:])])
        for some in (search.first, search.beside)
    )
    return UnitSearch(first, beside if search.beside else None)
