"""Text into syllables, the unit Vietnamese is written in, and their pairs."""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzers.chains import fold, normalise
from analyzers.invisible import INVISIBLE, ZERO_WIDTH_SPACE
from analyzers.orthography import is_syllable

# Letters and digits, each with the combining marks after it: \w alone tears decomposed text
# apart. The underscore, which \w holds, joins syllables in segmented text, so it separates here.
# Between letters of a syllable there may be what nobody sees.
_LETTER = r"[^\W_][\u0300-\u036f]*"
_SYLLABLE = re.compile(rf"(?:{_LETTER})+(?:[{INVISIBLE}]+(?:{_LETTER})+)*")

JOINER = "_"  # between the syllables of a pair or a word, in terms as in segmented text


class Syllable(NamedTuple):
    """One syllable; ``text[start:end]`` is how it stands in the source."""

    marked: str
    folded: str
    start: int
    end: int


def split_syllables(text: str) -> list[Syllable]:
    """Return the syllables of `text` in reading order, offsets into `text` as given."""
    return [
        Syllable(normalise(text[start:end]), fold(text[start:end]), start, end)
        for match in _SYLLABLE.finditer(text)
        for start, end in _parts(match)
    ]


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the spans of the syllables of a match: more than one, if a zero-width space parts it.

    Unicode means that character for a place between words, yet it stands inside syllables too:
    what makes a syllable without it is one.
    """
    if ZERO_WIDTH_SPACE not in match[0] or is_syllable(normalise(match[0])):
        return [match.span()]
    start = match.start()
    parts = []
    for part in match[0].split(ZERO_WIDTH_SPACE):
        if part:
            parts.append((start, start + len(part)))
        start += len(part) + 1
    return parts


def pair_starts(text: str, syllables: Sequence[Syllable]) -> list[int]:
    """Return the numbers of the syllables of `text` that open a pair: neighbours in a paragraph.

    Punctuation does not part a pair: ``TP. Hồ Chí Minh`` and ``03-NQ/TU`` need theirs.
    """
    return [
        at
        for at, (left, right) in enumerate(itertools.pairwise(syllables))
        if "\n" not in text[left.end : right.start]
    ]
