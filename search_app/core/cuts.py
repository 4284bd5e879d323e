"""Texts cut where their syllables begin, each syllable as a number: cut once, asked often.

The ten texts of a page, 4,800 syllables, are cut in 2 ms; to ask them, once they are cut, takes
a tenth of that.
"""

import itertools
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzers import split_syllables
from analyzers.invisible import INVISIBLE
from analyzers.plain import MARKS
from search_app.core.limits import spend
from search_app.core.port import PieceCodes, Wanted

_AT_ONCE = 1 << 13  # characters read in a step: some milliseconds
_FULL = 1 << 22  # characters of the runs that a vocabulary knows: up to 200 MB
# Letters and digits side by side are a syllable, or some, and what is between is none. With
# marks of their own and what nobody sees between them, it takes a closer look.
_PARTS = re.compile(r"[^\W_]+|[\W_]+")
_ODD = re.compile(f"[{MARKS}{INVISIBLE}]")
_LINE_END = re.compile("\n")
_SEVERAL = -1  # for the number of a run that has more than one syllable

Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]


class Vocabulary:
    """Numbers syllables by their two forms, from 1 on. Safe to use from many threads."""

    def __init__(self) -> None:
        self.runs = _Runs(self)
        self.size = 0  # characters
        self._numbers: dict[tuple[str, str], int] = {}
        self._spellings: dict[str, list[tuple[str, int]]] = {}  # by folded form
        self._lock = threading.Lock()

    @property
    def is_full(self) -> bool:
        """Whether it has become so large that a new one should take its place."""
        return self.size > _FULL

    def number(self, marked: str, folded: str) -> int:
        """Return the number of a syllable, a new one if it was not met before."""
        with self._lock:
            known = self._numbers.get((marked, folded))
            if known is not None:
                return known
            number = len(self._numbers) + 1
            self._spellings.setdefault(folded, []).append((marked, number))
            self._numbers[marked, folded] = number
            self.size += len(marked)
            return number

    def codes(self, wanted: Sequence[Wanted]) -> PieceCodes:
        """Return the code of each number, as `search_app.core.port.Texts` has them."""
        table = np.zeros(len(self._numbers) + 1, np.uint16)
        for at, (folded, marked) in enumerate(wanted):
            for spelling, number in self._spellings.get(folded, ()):
                if number >= len(table):
                    continue  # met by another thread just now, so not in what this one has cut
                if spelling in marked:
                    table[number] = 2 * at + 2
                elif not table[number]:
                    table[number] = 2 * at + 1
        return table


class _Runs(dict[str, int]):
    """The number of the one syllable of each run of letters and digits, `_SEVERAL` if of more."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, run: str) -> int:
        syllables = split_syllables(run)
        number = _SEVERAL
        if len(syllables) == 1:
            number = self._vocabulary.number(syllables[0].marked, syllables[0].folded)
        self._vocabulary.size += len(run)
        self[run] = number
        return number


class Cut(NamedTuple):
    """A title, a newline and a body, cut into pieces as `search_app.core.port.Texts` says."""

    text: str
    body: int  # the first piece of the body
    title_end: int  # characters of the piece before it that belong to the title
    syllables: Numbers  # the number of each piece's syllable, 0 for none
    starts: Numbers  # of each piece; one more at the end
    ends: Numbers  # of each piece's syllable
    line_ends: npt.NDArray[np.bool_]  # whether a line ends in each piece, behind the syllable


class _Step(NamedTuple):
    """The syllables of a stretch of a text: their numbers, where they begin and end; lines' ends.

    All places are in the whole text.
    """

    numbers: Places
    starts: Places
    ends: Places
    breaks: Places


def cut(title: str, body: str, vocabulary: Vocabulary) -> Cut:
    """Return the pieces of an article, its syllables numbered by a vocabulary."""
    text = f"{title}\n{body}"
    steps = [_read(text, *own, vocabulary) for own in itertools.pairwise(_bounds(text))]
    numbers, starts, ends, breaks = map(np.concatenate, zip(*steps, strict=True))
    if not len(starts) or starts[0]:
        numbers, starts, ends = (np.append(0, own) for own in (numbers, starts, ends))
    line_ends = np.zeros(len(starts), np.bool_)
    line_ends[starts.searchsorted(breaks, side="right") - 1] = True
    titled = max(int(starts.searchsorted(len(title))), 1)
    return Cut(
        text,
        titled,
        len(title) - int(starts[titled - 1]),
        numbers.astype(np.int32),
        np.append(starts, len(text)).astype(np.int32),
        ends.astype(np.int32),
        line_ends,
    )


def _bounds(text: str) -> Iterator[int]:
    """Yield 0, then where each step ends: one that is long is read in several, of whole lines."""
    at = 0
    yield at
    while at < len(text):
        line_end = text.find("\n", at + _AT_ONCE)
        at = line_end + 1 if line_end >= 0 else len(text)
        yield at


def _read(text: str, first: int, last: int, vocabulary: Vocabulary) -> _Step:
    spend()
    own = text[first:last]
    is_odd = _ODD.search(own) or not unicodedata.is_normalized("NFC", own)
    numbers, starts, ends = (_one_by_one if is_odd else _at_once)(own, vocabulary)
    breaks = [at.start() for at in _LINE_END.finditer(own)]
    return _Step(numbers, starts + first, ends + first, np.array(breaks, np.int64) + first)


def _one_by_one(text: str, vocabulary: Vocabulary) -> tuple[Places, Places, Places]:
    syllables = split_syllables(text)
    found = [(vocabulary.number(s.marked, s.folded), s.start, s.end) for s in syllables]
    numbers, starts, ends = np.array(found, np.int64).reshape(-1, 3).T
    return numbers, starts, ends


def _at_once(text: str, vocabulary: Vocabulary) -> tuple[Places, Places, Places]:
    """Read a text whose syllables are runs of letters and digits, or parts of such."""
    parts = _PARTS.findall(text)
    first = 0 if text[:1].isalnum() else 1  # from there on, each second part is a run
    known = vocabulary.runs
    numbers = [*map(known.__getitem__, parts[first::2])]
    if _SEVERAL in numbers:
        parts = [*_apart(parts, known)]
        numbers = [*map(known.__getitem__, parts[first::2])]
    sizes = np.fromiter(map(len, parts), np.int64, len(parts))
    bounds = sizes.cumsum()
    ends = bounds[first::2]
    return np.array(numbers, np.int64), ends - sizes[first::2], ends


def _apart(parts: Sequence[str], known: Mapping[str, int]) -> Iterator[str]:
    """Yield the parts of a text, with nothing between the syllables of a run that has several."""
    for part in parts:
        if known.get(part) != _SEVERAL:
            yield part
            continue
        syllables = split_syllables(part)
        yield part[: syllables[0].end]
        for syllable in syllables[1:]:
            yield ""
            yield part[syllable.start : syllable.end]
