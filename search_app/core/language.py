"""The query language: what in a text is an operator, and what is words.

    query     = { group | exclusion }
    group     = term { or term }                   one of its terms must be met
    or        = "HOẶC" | "OR"                      by itself, between two terms; in capitals, if
                                                   one of these is words
    exclusion = "-" ( field | phrase | prefix | word )
                                                   at the beginning or behind a space, and right
                                                   before a letter or a quotation mark
    term      = field | phrase | prefix | words
    field     = name ":" ( phrase | word )         without spaces
    name      = "tieude" | "tacgia" | "nguon" | "nam" | "thanhpho" | "chude"
                                                   in any case, with accents or without
    phrase    = '"' text '"' | "“" text "”" | "«" text "»"
    prefix    = two letters or digits, or more, "*"    at the end of a word
    words     = word { word }
    word      = a stretch without spaces and quotation marks

The value of ``nam`` is a year, or two with ".." between, one of which may be missing, or
``"không rõ"``. Every text is a query: what fits no rule is words, among them unknown names,
names without a value they can have, signs that stand alone, and an ``OR`` that lacks a side. A
term of words that is alone in its group must not be met: words are evidence.
"""

import bisect
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzers import Syllable, split_syllables
from analyzers.plain import plain
from search_app.core.scanner import Kind, Token, scan

# What an article that meets it has in its text, so that it is evidence, too.
EVIDENT: frozenset[Kind] = frozenset({"words", "phrase", "title"})
_OR = frozenset({"HOẶC", "OR"})
_SMALL_OR = frozenset({"hoặc", "or", "Hoặc", "Or"})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for; ``text[start:end]`` is how it was typed, sign and name included."""

    kind: Kind
    start: int
    end: int
    value: int  # where what is behind the name and the signs begins
    text: str  # the value, without quotation marks
    syllables: tuple[Syllable, ...]  # of the value
    years: tuple[int, int] | None = None  # first and last


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of which an article must meet one, or the one that it must not meet."""

    terms: tuple[Term, ...]
    is_excluded: bool = False

    @property
    def is_required(self) -> bool:
        """Whether it says which articles match; words by themselves are evidence only."""
        return self.is_excluded or len(self.terms) > 1 or self.terms[0].kind != "words"

    @property
    def is_quotation(self) -> bool:
        """Whether it is a phrase that must be met."""
        return not self.is_excluded and [term.kind for term in self.terms] == ["phrase"]

    @property
    def is_evident(self) -> bool:
        """Whether all articles that meet it have something of it in their text."""
        return not self.is_excluded and all(term.kind in EVIDENT for term in self.terms)

    def with_syllables(self, changed: Mapping[int, Syllable]) -> "Group":
        """Return the group with its syllables changed where they begin so."""
        terms = (
            replace(term, syllables=tuple(changed.get(s.start, s) for s in term.syllables))
            for term in self.terms
        )
        return replace(self, terms=tuple(terms))


def read_language(source: str, syllables: Sequence[Syllable] | None = None) -> tuple[Group, ...]:
    """Return the groups of a text in reading order, offsets into it as given; signs are none.

    `syllables` are those of the text, for who has them at hand.
    """
    shown = plain(source)
    if syllables is None:
        syllables = split_syllables(source)
    starts = [syllable.start for syllable in syllables]
    found: list[tuple[Token, Term]] = []
    for token in scan(shown.text):
        start, end = shown.source(token.start, token.end)
        value, last = shown.source(*token.value) if token.value[0] < token.value[1] else (end, end)
        own = syllables[bisect.bisect_left(starts, value) : bisect.bisect_left(starts, last)]
        if own:
            text = shown.text[slice(*token.value)]
            is_whole = token.kind != "prefix" or len(own) == 1  # covid19* begins no syllable
            kind = token.kind if is_whole else "words"
            term = Term(kind, start, end, value, text, tuple(own), token.years)
            found.append((token, term))
    return tuple(_groups(found))


def without_operators(text: str, groups: Sequence[Group]) -> str:
    """Return `text` with the words of `groups` each at its place, and line ends for the rest."""
    kept = [
        (term.value if term.kind == "title" else term.start, term.end)
        for group in groups
        for term in group.terms
        if term.kind in EVIDENT and not group.is_excluded
    ]
    parts, at = [], 0
    for first, end in [*kept, (len(text), len(text))]:
        start = max(first, at)  # a mark may compose with the sign that ends what is before it
        between = text[at:start]
        # Signs and spaces stay: what is quoted is beside what is not.
        parts += ["\n" * len(between) if split_syllables(between) else between, text[start:end]]
        at = end
    return "".join(parts)


def _groups(found: Sequence[tuple[Token, Term]]) -> Iterator[Group]:
    runs: list[list[Term]] = []  # of the group that is being read: one term, or words
    is_open = joins = False  # to more words; to any term
    for at, (token, term) in enumerate(found):
        if token.is_excluded:
            yield from _group(runs)
            yield Group((term,), is_excluded=True)
            runs, is_open, joins = [], False, False
        elif runs and not joins and _is_or(found, at):
            is_open, joins = False, True
        elif is_open and term.kind == "words":
            runs[-1].append(term)
        else:
            if not joins:
                yield from _group(runs)
                runs = []
            runs.append([term])
            is_open, joins = term.kind == "words", False
    yield from _group(runs)


def _group(runs: Sequence[Sequence[Term]]) -> Iterator[Group]:
    if runs:
        yield Group(tuple(map(_joined, runs)))


def _joined(run: Sequence[Term]) -> Term:
    if len(run) == 1:
        return run[0]
    return replace(
        run[0],
        end=run[-1].end,
        text=" ".join(term.text for term in run),
        syllables=tuple(itertools.chain.from_iterable(term.syllables for term in run)),
    )


def _is_or(found: Sequence[tuple[Token, Term]], at: int) -> bool:
    """Whether a term is an OR; in small letters it is a word, but between two that are none."""
    beside = [term for _, term in found[at - 1 : at + 2 : 2]]
    if len(beside) == 1 or found[at + 1][0].is_excluded or _may_be_or(beside[1]):
        return False
    is_between = all(term.kind != "words" for term in beside)
    return _may_be_or(found[at][1], small=is_between)


def _may_be_or(term: Term, *, small: bool = False) -> bool:
    return term.kind == "words" and (term.text in _OR or (small and term.text in _SMALL_OR))
