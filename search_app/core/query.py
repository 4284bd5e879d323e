"""What a person typed, read as syllables and groups of terms. Never raises, whatever the text."""

import re
from dataclasses import dataclass

from analyzers import Syllable, pair_starts, split_syllables
from analyzers.abbreviations import Abbreviations, Expansion, with_capitals
from analyzers.units import Unit, find_units
from search_app.core.language import Group, Term, read_language, without_operators
from search_app.core.limits import spend
from search_app.core.messages import Message

MAX_CHARACTERS = 2_000
MAX_SYLLABLES = 200  # the longest question of our test sets has 139; cost grows with each
_WITH_DIGIT = re.compile(r"[^\s\d]*\d\S*")
_MAY_HAVE_UNITS = re.compile(r"[\d.@:]")  # all but addresses have a digit
_OPENS = re.compile(r"[.!?…:;“”\"«»\n]")  # before a capital that need not be a name's


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read; `pair_starts` are numbers of syllables that open a pair.

    What only says which articles match, like an excluded word or a year, has no syllables here.
    """

    text: str
    source: str = ""  # as typed: all offsets are into it
    syllables: tuple[Syllable, ...] = ()
    pair_starts: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()  # all that was asked for, by operators or without
    numbers: frozenset[int] = frozenset()  # syllables of something with digits: 03-NQ/TU
    runs: tuple[tuple[int, ...], ...] = ()  # those of each such thing: 03, NQ and TU
    units: tuple[Unit, ...] = ()  # such things whole, in one spelling
    forms: frozenset[tuple[str, ...]] = frozenset()  # of its abbreviations, and what they stand for
    capitals: frozenset[int] = frozenset()  # syllables that were typed with one in front
    names: frozenset[int] = frozenset()  # those of them whose capital opens no sentence
    expansions: tuple[str, ...] = ()  # “UBND = ủy ban nhân dân”, for the person who asked
    retyped: bool = False  # read as typed with the input method off; `text` stays as typed
    is_literal: bool = False  # every syllable means itself, every quotation a phrase
    cited: tuple[Term, ...] = ()  # quotations that are only words
    notes: tuple[str, ...] = ()  # for the person who asked, in Vietnamese

    @property
    def phrases(self) -> tuple[tuple[Syllable, ...], ...]:
        """The quoted stretches that every article must have."""
        return tuple(group.terms[0].syllables for group in self.groups if group.is_quotation)

    @property
    def is_listing(self) -> bool:
        """Whether articles match that have no word of it: it asks for a year, or without a word."""
        return bool(self.groups) and not any(group.is_evident for group in self.groups)

    @property
    def without_accents(self) -> bool:
        """Whether no syllable was typed with a mark."""
        return all(is_bare(syllable) for syllable in self.syllables)


def is_bare(syllable: Syllable | Unit) -> bool:
    """Whether a syllable, or a unit, was typed without marks, so that any accents may be meant."""
    return syllable.marked == syllable.folded


def whole(text: str) -> str:
    """Return `text` without lone surrogates: from a broken terminal, fit for no output."""
    return text.encode("utf-8", "replace").decode("utf-8")


def read_query(text: str, abbreviations: Abbreviations | None = None) -> Query:
    """Read `text` as typed; what is too much is left out, and a note says so."""
    source, syllables, notes = _within_limits(whole(text))
    spend()
    groups = read_language(source, syllables)
    spend()
    text = without_operators(source, groups)
    if text != source:
        syllables = split_syllables(text)
    units = find_units(text) if _MAY_HAVE_UNITS.search(text) else []
    spend()
    found = abbreviations.find(text, syllables, units) if abbreviations else []
    forms = _forms(syllables, found)
    typed, syllables = syllables, with_capitals(syllables, found)
    runs = _runs_with_digit(text, syllables)
    return Query(
        text=" ".join(source.split()),
        source=source,
        syllables=tuple(syllables),
        pair_starts=tuple(pair_starts(text, syllables)),
        groups=groups,
        numbers=frozenset(at for run in runs for at in run),
        runs=runs,
        units=_narrowest(units),
        capitals=frozenset(at for at, s in enumerate(syllables) if text[s.start].isupper()),
        names=_names(text, syllables),
        forms=forms,
        expansions=_expansions(text, typed, found, abbreviations),
        notes=notes,
    )


def _within_limits(text: str) -> tuple[str, list[Syllable], tuple[str, ...]]:
    """Return as much of `text` as is used, its syllables, and what to tell of the rest."""
    syllables = split_syllables(text[:MAX_CHARACTERS])
    if len(text) > MAX_CHARACTERS or len(syllables) > MAX_SYLLABLES:
        syllables = syllables[:MAX_SYLLABLES]
        end = syllables[-1].end + 1 if syllables else MAX_CHARACTERS
        note = Message(
            "Câu tìm quá dài: chỉ dùng %(count)s tiếng đầu."
            " Hãy rút gọn còn những từ quan trọng nhất.",
            count=len(syllables),
        )
        return text[:end], syllables, (note,)
    if text.strip() and not syllables:
        note = Message("Không có chữ nào để tìm trong câu này. Hãy gõ ít nhất một từ.")
        return text, syllables, (note,)
    return text, syllables, ()


def _runs_with_digit(text: str, syllables: list[Syllable]) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the syllables of each stretch without spaces that has a digit."""
    spans = [match.span() for match in _WITH_DIGIT.finditer(text)]
    return tuple(
        tuple(at for at, syllable in enumerate(syllables) if start <= syllable.start < end)
        for start, end in spans
    )


def _names(text: str, syllables: list[Syllable]) -> frozenset[int]:
    """Return the numbers of syllables whose capital shows a name, or a part of one.

    A capital that opens a sentence does, if the next syllable or letter is one, too. In a text
    without small letters none does.
    """
    if text.isupper():
        return frozenset()
    written = [text[syllable.start : syllable.end] for syllable in syllables]
    names = set()
    for at, own in enumerate(written):
        before = text[syllables[at - 1].end : syllables[at].start] if at else "."
        after = written[at + 1][:1] if at + 1 < len(written) else ""
        if own[:1].isupper() and (
            not _OPENS.search(before) or after.isupper() or (len(own) > 1 and own.isupper())
        ):
            names.add(at)
    return frozenset(names)


def _narrowest(units: list[Unit]) -> tuple[Unit, ...]:
    """Return of the forms of each unit the first: of a date the one with the year."""
    at_start = {unit.start: unit for unit in reversed(units)}
    return tuple(reversed(at_start.values()))


def _forms(syllables: list[Syllable], found: list[Expansion]) -> frozenset[tuple[str, ...]]:
    written = {tuple(s.marked for s in syllables[e.first : e.end]) for e in found if not e.is_word}
    return frozenset(written.union(*(expansion.others for expansion in found)))


def _expansions(
    text: str,
    syllables: list[Syllable],
    found: list[Expansion],
    abbreviations: Abbreviations | None,
) -> tuple[str, ...]:
    """Return what each abbreviation of the query stands for; what is written out needs no words."""
    told = {}
    for expansion in found:
        first, last = syllables[expansion.first], syllables[expansion.end - 1]
        longs = abbreviations.entries[expansion.entry].longs if abbreviations else ()
        if tuple(s.marked for s in syllables[expansion.first : expansion.end]) not in longs:
            told[text[first.start : last.end]] = ", ".join(map(" ".join, longs))
    return tuple(f"{short} = {long}" for short, long in told.items())
