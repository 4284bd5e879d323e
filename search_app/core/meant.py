"""A query typed with the input method off, read as what it means.

A syllable that no article has, with any marks, finds nothing plainly. When its keys,
read as Telex or VNI, give one that the articles have, that is what it means, and the
rest of the query was typed so too. There a syllable that the articles have plainly
is still what it is, unless its reading fits its neighbours better by the counts of
the index: the ``cas`` of ``cas nhaan`` is cá, the ``bar`` of ``quans bar`` stays.

Foreign words can be read as well: ``these`` is thế, ``car`` cả. So one key alone shows
nothing, unless what it gives stands beside its neighbour in some article (``toans
hocj``); and more unknown syllables that cannot be read than can are English. In a query with
Vietnamese marks the input method was on: there only syllables with two keys are read.
"""

import dataclasses
import re
from collections.abc import Sequence

from analyzers import Syllable, fold
from analyzers.orthography import is_syllable
from analyzers.typed import read_telex, read_vni
from search_app.core.accents import likeliest
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare

Readings = Sequence[tuple[str, ...]]  # of each syllable of a query

# Without any of these nothing was typed for a mark: a tone or a second letter of Telex, a digit of
# VNI. Most queries show none, and to read all their syllables took ten times as long as to look.
_MAY_BE_KEYS = re.compile(r"w|[aeiouy].*[sfrxj]|([aeod]).*\1|[a-z].*[1-9]")

# Of 21,000 headlines 3 articles have “thoong” and 11,919 “thông”, but 20 “sex” and 11,889 “sẽ”.
_SLIP = 1_000


def as_meant(query: Query, lexicon: Lexicon) -> Query:
    """Return `query` with the syllables it means, each at its place in the typed text.

    It comes back as it is when nothing shows that it was typed with the input method off.
    """
    if not any(_MAY_BE_KEYS.search(syllable.marked) for syllable in query.syllables):
        return query
    found = _keys_read(query)
    known = [_known(readings, lexicon) for readings in found]
    unknown = {at for at in range(len(found)) if _is_unknown(at, query, known[at], lexicon)}
    read = {at for at in unknown if known[at]}
    if not read:
        return query
    fitting = _fitting(query, read, known, lexicon)
    if any(not is_bare(s) and is_syllable(s.marked) for s in query.syllables):
        # The input method was on, and off for a moment: what shows no such thing is a name.
        sure = {at for at in fitting if _has_two_keys(query.syllables[at], known[at])}
        return _with_syllables(query, likeliest(_choices(query, sure, known), lexicon))
    if len(read) < len(unknown - read - query.numbers):
        return query  # English
    if not fitting and not _is_convincing(query, read, known):
        return query
    choices = _choices(query, read, known)
    with_digits = {at in query.numbers for at in read}
    for at, readings in enumerate(found):
        if at not in read and (at in query.numbers) in with_digits:
            choices[at] = (*_also(at, readings, choices, lexicon), *choices[at])
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
    spend()
    plain = lexicon.spellings(query.syllables[at].folded)
    if not plain or not readings:
        return not plain
    slips = sum(map(lexicon.syllable_count, plain))
    if slips * _SLIP > max(map(lexicon.syllable_count, readings)):
        return False
    typed = [(syllable.marked,) for syllable in query.syllables]
    spelled = [lexicon.spellings(syllable.folded) for syllable in query.syllables]
    return _stands(at, readings, typed, lexicon) and not _stands(at, plain, spelled, lexicon)


def _has_two_keys(typed: Syllable, readings: Sequence[str]) -> bool:
    """Whether two keys or more were typed for marks: ``ddaats``, not the ``car`` of English."""
    return len(typed.marked) - min(len(fold(reading)) for reading in readings) > 1


def _is_convincing(query: Query, read: set[int], known: Readings) -> bool:
    """Whether keys were typed, though nothing that they give stands beside its neighbour.

    When half of the query can be read, with two keys in a syllable; or all of it is one small
    syllable with a letter for a mark. ``VAR`` is a name, ``quan1`` a number.
    """
    words = len(query.syllables) - len(query.numbers - read)
    if any(_has_two_keys(query.syllables[at], known[at]) for at in read):
        return 2 * len(read) >= words
    return words == 1 and not (query.capitals or query.phrases or query.numbers)


def _choices(query: Query, read: set[int], known: Readings) -> list[tuple[str, ...]]:
    """Return what each syllable is read as, if it is one of `read`, or as typed."""
    return [known[at] if at in read else (s.marked,) for at, s in enumerate(query.syllables)]


def _fitting(query: Query, read: set[int], known: Readings, lexicon: Lexicon) -> set[int]:
    """Return those of `read` that articles have, as they are read, beside a neighbour.

    A name that no article has, “cua Hari Won”, has some neighbour that its reading fits, too: with
    a capital, the neighbour must be read as well (``Hair Phongf``).
    """
    spelled = [
        (*readings, *lexicon.spellings(syllable.folded))
        for readings, syllable in zip(known, query.syllables, strict=True)
    ]
    return {
        at
        for at in read
        if _stands(at, known[at], known if at in query.capitals else spelled, lexicon)
    }


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
    spend()
    left, right = choices[at - 1] if at else (), choices[at + 1] if at + 1 < len(choices) else ()
    return _pair(left, readings, lexicon) or _pair(readings, right, lexicon)


def _pair(left: Sequence[str], right: Sequence[str], lexicon: Lexicon) -> bool:
    return bool(left and right and lexicon.pair_counts(left, right).any())


def _with_syllables(query: Query, meant: Sequence[str]) -> Query:
    changed = {
        syllable.start: Syllable(text, fold(text), syllable.start, syllable.end)
        for syllable, text in zip(query.syllables, meant, strict=True)
        if text != syllable.marked
    }
    return dataclasses.replace(
        query,
        syllables=tuple(changed.get(s.start, s) for s in query.syllables),
        groups=tuple(group.with_syllables(changed) for group in query.groups),
        numbers=frozenset(at for at in query.numbers if query.syllables[at].start not in changed),
        retyped=bool(changed),
    )
