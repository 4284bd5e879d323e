"""Text into syllables, the unit Vietnamese is written in, and their pairs."""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzers.chains import fold, normalise

# Letters and digits, each with the combining marks after it: \w alone tears decomposed text
# apart. The underscore, which \w holds, joins syllables in segmented text, so it separates here.
_SYLLABLE = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


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
        Syllable(normalise(match[0]), fold(match[0]), match.start(), match.end())
        for match in _SYLLABLE.finditer(text)
    ]


def pair_starts(text: str, syllables: Sequence[Syllable]) -> list[int]:
    """Return the numbers of the syllables of `text` that open a pair: neighbours in a paragraph.

    Punctuation does not part a pair: ``TP. Hồ Chí Minh`` and ``03-NQ/TU`` need theirs.
    """
    return [
        at
        for at, (left, right) in enumerate(itertools.pairwise(syllables))
        if "\n" not in text[left.end : right.start]
    ]
