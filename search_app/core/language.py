"""The query language: what in a text is an operator, and what is words.

    query     = { group | exclusion }
    group     = term { or term }                   one of its terms must be met
    or        = "HOẶC" | "OR"                      in capitals, by itself, between two terms
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

The value of ``nam`` is a year or two with ".." between, one of which may be missing. Every text
is a query: what fits no rule is words, among them unknown names, names without a value they
can have, signs that stand alone, and an ``OR`` that lacks a side. A term of words that is alone
in its group must not be met: words are evidence.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from analyzers import Syllable, fold, split_syllables
from analyzers.plain import plain

Kind = Literal["words", "phrase", "prefix", "title", "byline", "source", "year", "city", "topic"]
# What an article that meets it has in its text, so that it is evidence, too.
EVIDENT: frozenset[Kind] = frozenset({"words", "phrase", "title"})
FIRST_YEAR, LAST_YEAR = 1, 9999

_FIELDS: Mapping[str, Kind] = {
    "tieude": "title",
    "tacgia": "byline",
    "nguon": "source",
    "nam": "year",
    "thanhpho": "city",
    "chude": "topic",
}
_QUOTED = re.compile(r'"([^"]*+)"|“([^“”]*+)”|«([^«»]*+)»')
# A word goes on behind a star only with a letter: each is read once, however many stars there are.
_WORD = re.compile(r'[^\s"“”«»*]++(?:\*(?=\w)[^\s"“”«»*]++)*+\*?|\*++|["“”«»]')
_NAME = re.compile(r"[(\[]*+([^\W\d_]++):(?=\S)")
_PREFIX = re.compile(r"(?<![^\W_])([^\W_]{2,}+)\*(?!\w)")
_EXCLUDES = re.compile(r'(?<!\S)-(?=[^\W\d_]|["“«])')
_YEARS = re.compile(r"([1-9]\d{3})?(?:(\.\.|…|-|–)([1-9]\d{3})?)?[.,;:!?)\]]*+", re.ASCII)
_OR = frozenset({"HOẶC", "OR"})


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
    def is_evident(self) -> bool:
        """Whether all articles that meet it have something of it in their text."""
        return not self.is_excluded and all(term.kind in EVIDENT for term in self.terms)

    def with_syllables(self, changed: Mapping[int, Syllable]) -> "Group":
        """Return the group with the syllables that are evidence changed where they begin so."""
        terms = (
            replace(term, syllables=tuple(changed.get(s.start, s) for s in term.syllables))
            if term.kind in EVIDENT and not self.is_excluded
            else term
            for term in self.terms
        )
        return replace(self, terms=tuple(terms))


class _Token(NamedTuple):
    """A term as it stands in composed text, its value without quotation marks."""

    kind: Kind
    start: int
    end: int
    value: tuple[int, int]
    is_excluded: bool = False
    years: tuple[int, int] | None = None


def read_language(source: str) -> tuple[Group, ...]:
    """Return the groups of a text in reading order, offsets into it as given; signs are none."""
    shown = plain(source)
    syllables = split_syllables(source)
    starts = [syllable.start for syllable in syllables]
    found: list[tuple[_Token, Term]] = []
    for token in _tokens(shown.text):
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
    for start, end in [*kept, (len(text), len(text))]:
        between = text[at:start]
        # Signs and spaces stay: what is quoted is beside what is not.
        parts += ["\n" * len(between) if split_syllables(between) else between, text[start:end]]
        at = end
    return "".join(parts)


def _groups(found: Sequence[tuple[_Token, Term]]) -> Iterator[Group]:
    runs: list[list[Term]] = []  # of the group that is being read: one term, or words
    is_open = joins = False  # to more words; to any term
    for at, (token, term) in enumerate(found):
        if token.is_excluded:
            yield from _group(runs)
            yield Group((term,), is_excluded=True)
            runs, is_open, joins = [], False, False
        elif runs and not joins and _may_be_or(term) and _is_term(found, at + 1):
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


def _may_be_or(term: Term) -> bool:
    return term.kind == "words" and term.text in _OR


def _is_term(found: Sequence[tuple[_Token, Term]], at: int) -> bool:
    return at < len(found) and not found[at][0].is_excluded and not _may_be_or(found[at][1])


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _exclusion(text, at) or _field(text, at) or _phrase(text, at) or _word(text, at)
        yield token
        at = token.end


def _exclusion(text: str, at: int) -> _Token | None:
    if not _EXCLUDES.match(text, at):
        return None
    token = _field(text, at + 1) or _phrase(text, at + 1)
    if token is None:
        end = _end_of_word(text, at + 1)
        prefix = _PREFIX.fullmatch(text, at + 1, end)
        value = prefix.span(1) if prefix else (at + 1, end)
        token = _Token("prefix" if prefix else "words", at + 1, end, value)
    # An empty phrase and a quotation mark without its other are signs.
    signs = token.kind == "words" and not split_syllables(text[slice(*token.value)])
    return None if signs else token._replace(start=at, is_excluded=True)


def _field(text: str, at: int) -> _Token | None:
    name = _NAME.match(text, at)
    kind = _FIELDS.get(fold(name[1])) if name else None
    if name is None or kind is None:
        return None
    quoted = _QUOTED.match(text, name.end())
    end = quoted.end() if quoted else _end_of_word(text, name.end())
    value = _inside(quoted) if quoted else (name.end(), end)
    years = read_years(text[slice(*value)]) if kind == "year" else None
    if (kind == "year" and years is None) or not split_syllables(text[slice(*value)]):
        return None
    return _Token(kind, name.start(1), end, value, years=years)


def read_years(text: str) -> tuple[int, int] | None:
    """Return the first and last year of ``2021``, ``2021..2023``, ``..2020`` or ``2021..``."""
    found = _YEARS.fullmatch(text.strip())
    if found is None or not (found[1] or found[3]):
        return None
    first = int(found[1] or FIRST_YEAR)
    last = int(found[3] or (LAST_YEAR if found[2] else first))
    return min(first, last), max(first, last)


def _phrase(text: str, at: int) -> _Token | None:
    quoted = _QUOTED.match(text, at)
    if quoted is None:
        return None
    inside = _inside(quoted)
    is_empty = not split_syllables(text[slice(*inside)])
    return _Token("words" if is_empty else "phrase", *quoted.span(), inside)


def _inside(quoted: re.Match[str]) -> tuple[int, int]:
    return quoted.start() + 1, quoted.end() - 1


def _word(text: str, at: int) -> _Token:
    """Return a word, or as much of it as stands before a prefix."""
    end = _end_of_word(text, at)
    found = _PREFIX.search(text, at, end)
    if found and found.start() == at:
        return _Token("prefix", at, found.end(), found.span(1))
    end = found.start() if found else end
    return _Token("words", at, end, (at, end))


def _end_of_word(text: str, at: int) -> int:
    found = _WORD.match(text, at)
    return found.end() if found else at
