"""A query typed with the input method off, read as what it means.

A syllable that no article has, with any marks, finds nothing plainly. When its keys,
read as Telex or VNI, give one that the articles have, that is what it means, and the
rest of the query was typed so too. There a syllable that the articles have plainly
is still what it is, unless its reading fits its neighbours better by the counts of
the index: the ``cas`` of ``cas nhaan`` is cá, the ``bar`` of ``quans bar`` stays.

Foreign words can be read as well: ``these`` is thế, ``moon`` môn. What speaks against it:
a Vietnamese mark anywhere (the input method was on); more unknown syllables that
cannot be read than can, as in English; few that can among many, none of which stands
beside its neighbour in any article, as when a name stands in a question without accents.
"""

import dataclasses
from collections.abc import Sequence

from analyzers import Syllable, fold
from analyzers.orthography import is_syllable
from analyzers.typed import read_telex, read_vni
from search_app.core.accents import likeliest
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare

Readings = Sequence[tuple[str, ...]]  # of each syllable of a query

# Of 21,000 headlines 3 articles have “thoong” and 11,919 “thông”, but 20 “sex” and 11,889 “sẽ”.
_SLIP = 1_000


def as_meant(query: Query, lexicon: Lexicon) -> Query:
    """Return `query` with the syllables it means, each at its place in the typed text.

    It comes back as it is when nothing shows that it was typed with the input method off.
    """
    if any(not is_bare(s) and is_syllable(s.marked) for s in query.syllables):
        return query
    found = _keys_read(query)
    known = [_known(readings, lexicon) for readings in found]
    unknown = {at for at in range(len(found)) if _is_unknown(at, query, known[at], lexicon)}
    shown = {at for at in unknown if known[at]}
    choices = [known[at] if at in shown else (s.marked,) for at, s in enumerate(query.syllables)]
    if not shown or not _is_convincing(query, unknown, known, choices, lexicon):
        return query
    with_digits = {at in query.numbers for at in shown}
    for at, readings in enumerate(found):
        if at not in shown and (at in query.numbers) in with_digits:
            choices[at] += _also(at, readings, choices, lexicon)
    return _with_syllables(query, likeliest(choices, lexicon))


def _keys_read(query: Query) -> list[tuple[str, ...]]:
    """Return what the keys of each syllable may mean; the digits of 03-NQ/TU are no keys."""
    read = [
        read_vni(syllable.marked) if at in query.numbers else read_telex(syllable.marked)
        for at, syllable in enumerate(query.syllables)
    ]
    for run in query.runs:
        if not all(read[at] or query.syllables[at].marked.isalpha() for at in run):
            for at in run:
                read[at] = ()
    return read


def _known(readings: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(text for text in readings if text in lexicon.spellings(fold(text)))


def _is_unknown(at: int, query: Query, readings: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether no article has a syllable; or few, by a slip: the press's ``hoom nay`` is hôm nay."""
    plain = lexicon.spellings(query.syllables[at].folded)
    if not plain or not readings:
        return not plain
    slips = sum(map(lexicon.syllable_count, plain))
    if slips * _SLIP > max(map(lexicon.syllable_count, readings)):
        return False
    typed = [(syllable.marked,) for syllable in query.syllables]
    spelled = [lexicon.spellings(syllable.folded) for syllable in query.syllables]
    return _stands(at, readings, typed, lexicon) and not _stands(at, plain, spelled, lexicon)


def _is_convincing(
    query: Query, unknown: set[int], known: Readings, choices: Readings, lexicon: Lexicon
) -> bool:
    shown = {at for at in unknown if known[at]}
    if len(shown) < len(unknown - shown - query.numbers):
        return False
    words = len(query.syllables) - len(query.numbers - shown)
    return 2 * sum(map(bool, known)) >= words or any(
        _stands(at, known[at], choices, lexicon) for at in shown
    )


def _also(at: int, readings: Sequence[str], choices: Readings, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what a syllable may be beside its plain form.

    A form that articles have yields only to what they have beside a neighbour; one
    that none has, to what they have with other marks.
    """
    if not lexicon.spellings(choices[at][0]):
        return tuple(text for text in readings if lexicon.spellings(fold(text)))
    known = _known(readings, lexicon)
    return tuple(text for text in known if _stands(at, (text,), choices, lexicon))


def _stands(at: int, readings: Sequence[str], choices: Readings, lexicon: Lexicon) -> bool:
    """Whether articles have one of `readings` beside what a neighbour may be."""
    left, right = choices[at - 1] if at else (), choices[at + 1] if at + 1 < len(choices) else ()
    return bool(lexicon.pairs(left, readings) or lexicon.pairs(readings, right))


def _with_syllables(query: Query, meant: Sequence[str]) -> Query:
    changed = {
        syllable.start: Syllable(text, fold(text), syllable.start, syllable.end)
        for syllable, text in zip(query.syllables, meant, strict=True)
        if text != syllable.marked
    }
    return dataclasses.replace(
        query,
        syllables=tuple(changed.get(s.start, s) for s in query.syllables),
        phrases=tuple(tuple(changed.get(s.start, s) for s in phrase) for phrase in query.phrases),
        numbers=frozenset(at for at in query.numbers if query.syllables[at].start not in changed),
        retyped=bool(changed),
    )
