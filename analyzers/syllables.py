"""Text into syllables, the unit Vietnamese is written in, and their pairs."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.chains import fold, normalise
from analyzers.invisible import INVISIBLE, ZERO_WIDTH_SPACE
from analyzers.orthography import is_bare_syllable, is_syllable

# Letters and digits, each with the combining marks after it: \w alone tears decomposed text
# apart. The underscore, which \w holds, joins syllables in segmented text, so it separates here.
# Between them there may be what nobody sees.
_SYLLABLE = re.compile(r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+")
_RUN = re.compile(rf"{_SYLLABLE.pattern}(?:[{INVISIBLE}]++{_SYLLABLE.pattern})*")
_NAME_AND_NUMBER = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*)+)(\d{1,4})")
_SHORTEST_NAME = 3  # letters

JOINER = "_"  # between the syllables of a pair or a word, in terms as in segmented text


class Syllable(NamedTuple):
    """One syllable; ``text[start:end]`` is how it stands in the source."""

    marked: str
    folded: str
    start: int
    end: int


def split_syllables(text: str) -> list[Syllable]:
    """Return the syllables of `text` in reading order, offsets into `text` as given."""
    syllables: list[Syllable] = []
    add, new = syllables.append, tuple.__new__  # a third faster than calling Syllable
    for match in _RUN.finditer(text):
        at = match.start()
        for marked, folded, start, end in _read(match[0]):
            add(new(Syllable, (marked, folded, at + start, at + end)))
    return syllables


# A collection has few distinct syllables (about 20,000 in 80,000 news articles), each met often.
@lru_cache(maxsize=1 << 16)
def _read(run: str) -> tuple[Syllable, ...]:
    """Return the syllables of a run of letters and digits: nearly always it is one."""
    return tuple(
        Syllable(normalise(run[start:end]), fold(run[start:end]), start, end)
        for start, end in _parts(run)
    )


def _parts(run: str) -> list[tuple[int, int]]:
    if name := _NAME_AND_NUMBER.fullmatch(run):
        if parts_from_number(fold(name[1])):
            return [name.span(1), name.span(2)]
    elif ZERO_WIDTH_SPACE in run and not is_syllable(normalise(run)):
        # Unicode means it for a place between words, yet it stands inside syllables too:
        # what makes a syllable without it is one.
        return [
            (part.start() + start, part.start() + end)
            for part in re.finditer(f"[^{ZERO_WIDTH_SPACE}]+", run)
            for start, end in _parts(part[0])
        ]
    return [(0, len(run))]


def parts_from_number(name: str) -> bool:
    """Whether a folded name is parted from the number right behind it: ``covid19``, ``vtv3``.

    ``f0`` and ``h5n1`` would be torn apart, and ``chuyen63`` is a syllable typed in VNI.
    """
    return len(name) >= _SHORTEST_NAME and not is_bare_syllable(name)


def pair_starts(text: str, syllables: Sequence[Syllable]) -> list[int]:
    """Return the numbers of the syllables of `text` that open a pair: neighbours in a paragraph.

    Punctuation does not part a pair: ``TP. Hồ Chí Minh`` and ``03-NQ/TU`` need theirs.
    """
    return [
        at
        for at, (left, right) in enumerate(itertools.pairwise(syllables))
        if "\n" not in text[left.end : right.start]
    ]
