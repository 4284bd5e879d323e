"""Phrases of many lists found in one pass over a text, whatever way both are spelled.

A text becomes a string with one character for each syllable: that of its term (see
`analyzers.chains`) when a phrase has it, else a blank. So ``Hoà``, ``hòa`` and a decomposed
``hòa`` are one character, and phrases are found in a fifth of the text's length.

Spaces, hyphens, dashes, quotation marks and underscores stand for nothing: ``Covid–19`` and
``covid 19`` are one phrase, and in 26,000 articles 23 of 25 dashes inside a phrase had spaces
around them and belonged there (``vắc - xin``). Other punctuation and the end of a line part
what is no phrase (``quốc gia, số 1``); where a phrase has a sign, the text must have the same:
the comma of ``thông tin, tuyên truyền``.
"""

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from analyzers import fold, normalise, split_syllables
from analyzers.chains import LONG
from analyzers.invisible import INVISIBLE
from analyzers.plain import MARKS

_OTHER = " "  # a syllable that no phrase has
_FIRST_CODE = 0x100  # what is below are marks of punctuation, which stand for themselves
_SIGNS = frozenset({*string.punctuation, "\n"})
_SIGN = re.compile(r"[\n!-~]")
_BROKEN = re.compile(r"(?<=\w)-\n(?=\w)")  # a hyphen that ends a line joins: “vắc-\nxin”
_NOTHING = re.compile(rf"(?:[^\S\n]|[_\-‐-―−'\"“”‘’«»„{INVISIBLE}{MARKS}])+")
_ACCENTED = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
_EDGES = string.punctuation + "“”‘’…–"
_MOST_KEPT = 1 << 17  # chunks of text between spaces; 20,000 news articles have as many
_HERE = ""  # in the tree: the phrases that end here

Tree = dict[str, Any]
Spelling = tuple[str, ...]


class Match(NamedTuple):
    """A phrase of list number `owner`, and how many syllables stand before it."""

    owner: int
    phrase: str
    syllable: int


class Found(NamedTuple):
    """What a text has: its phrases, from left to right."""

    matches: list[Match]
    codes: str

    @property
    def syllables(self) -> int:
        """Return how many syllables the text has."""
        return _syllables(self.codes)


class PhraseBook:
    """Lists of phrases to look for, each list by itself: what one has hides none of another."""

    def __init__(self, lists: Sequence[Iterable[str]]) -> None:
        self._lists = [tuple(phrases) for phrases in lists]

    def find(self, text: str) -> Found:
        """Return the phrases in `text`; those of one list do not overlap.

        Of those of a list that begin at one place the longest is found. Where a text has no
        accent at all, phrases are found without theirs.
        """
        form = self._marked if _ACCENTED.search(text) else self._folded
        codes = form.codes(text)
        return Found(list(form.matches(codes)), codes)

    @cached_property
    def _marked(self) -> "_Form":
        return _Form(self._lists, folded=False)

    @cached_property
    def _folded(self) -> "_Form":
        return _Form(self._lists, folded=True)


def spelled(phrase: str) -> Spelling:
    """Return the terms of a phrase and the punctuation that parts them: equal for one phrase."""
    return tuple(_parts(phrase, folded=False))


class _Form:
    """A book of phrases with their accents, or without."""

    def __init__(self, lists: Sequence[tuple[str, ...]], *, folded: bool) -> None:
        terms = [
            (owner, phrase, tuple(_parts(phrase, folded=folded)))
            for owner, phrases in enumerate(lists)
            for phrase in phrases
        ]
        every = dict.fromkeys(part for *_, parts in terms for part in parts if part not in _SIGNS)
        numbered = {part: chr(_FIRST_CODE + at) for at, part in enumerate(every)}
        self._chunks = _Chunks(numbered, folded=folded)
        self._tree: Tree = {}
        for owner, phrase, parts in terms:
            node = self._tree
            for part in parts:
                node = node.setdefault(numbered.get(part, part), {})
            # Without accents two phrases may be one: then the first counts.
            node.setdefault(_HERE, {}).setdefault(owner, phrase)
        self._begins = re.compile(_beginnings(self._tree))

    def codes(self, text: str) -> str:
        """Return `text` as one character for each syllable, and its punctuation."""
        if "\n" in text:
            if "-\n" in text:
                text = _BROKEN.sub("-", text)
            text = text.replace("\n", " \n ")
        return "".join(map(self._chunks.__getitem__, text.split(" ")))

    def matches(self, codes: str) -> Iterator[Match]:
        """Yield the phrases in a text that became `codes`."""
        free: dict[int, int] = {}  # where the last phrase of a list ends
        seen, at = 0, 0  # syllables before `at`
        for begin in self._begins.finditer(codes):
            start = begin.start()
            longest = self._longest(codes, start)
            if longest:
                seen, at = seen + _syllables(codes[at:start]), start
            for owner, (phrase, end) in longest.items():
                if start >= free.get(owner, 0):
                    free[owner] = end
                    yield Match(owner, phrase, seen)

    def _longest(self, codes: str, at: int) -> dict[int, tuple[str, int]]:
        """Return for each list the longest phrase that begins there, and where it ends."""
        longest: dict[int, tuple[str, int]] = {}
        node = self._tree
        for place in range(at, len(codes)):
            if (follows := node.get(codes[place])) is None:
                break
            node = follows
            if _HERE in node:
                for owner, phrase in node[_HERE].items():
                    longest[owner] = phrase, place + 1
        return longest


class _Chunks(dict[str, str]):
    """The codes of what stands between two spaces, each chunk read when it is first met."""

    def __init__(self, numbered: dict[str, str], *, folded: bool) -> None:
        super().__init__()
        self._numbered = {sign: sign for sign in _SIGNS} | numbered
        self._folded = folded
        self._term = fold if folded else normalise
        self._longest = max(map(len, numbered), default=0)

    def __missing__(self, chunk: str) -> str:
        word = chunk.strip(_EDGES)
        get = self._numbered.get
        if word.isalpha():  # nearly always, and read in half the time
            before, _, after = chunk.partition(word)
            code = get(self._term(word), _OTHER) if len(word) <= self._longest else _OTHER
            codes = f"{_signs(before)}{code}{_signs(after)}"
        else:
            codes = "".join([get(part, _OTHER) for part in _parts(chunk, folded=self._folded)])
        if len(self) < _MOST_KEPT and len(chunk) <= LONG:
            self[chunk] = codes
        return codes


def _parts(text: str, *, folded: bool) -> Iterator[str]:
    """Yield the terms of `text` and each punctuation mark between them that parts them."""
    done = 0
    for syllable in split_syllables(text):
        yield from _signs(text[done : syllable.start])
        yield syllable.folded if folded else syllable.marked
        done = syllable.end
    yield from _signs(text[done:])


def _signs(gap: str) -> str:
    """Return the punctuation between syllables; a sign of no keyboard is a full stop."""
    if gap in ",.\n":  # nothing, or most often
        return gap
    return "".join([sign if sign in _SIGNS else "." for sign in _NOTHING.sub("", gap)])


def _beginnings(tree: Tree) -> str:
    """Return a pattern for the places where a phrase may begin, told by its first two syllables.

    Classes of characters, as an alternative for each phrase took ten times as long.
    """
    alone = [code for code, node in tree.items() if _HERE in node]
    firsts = [code for code in tree if code not in _SIGNS]
    seconds = {code for first in firsts for code in tree[first] if code != _HERE}
    ways = [f"{_class(firsts)}(?={_class(seconds)})", _class(alone)]
    ways += (f"{_class(sign)}(?={_class(tree[sign])})" for sign in _SIGNS & tree.keys())
    return "|".join(ways)


def _class(codes: Iterable[str]) -> str:
    """Return a pattern for one of `codes`."""
    return f"[{''.join(map(re.escape, codes))}]" if codes else "(?!)"


def _syllables(codes: str) -> int:
    return len(codes) - len(_SIGN.findall(codes))
