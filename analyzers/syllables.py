"""Text into syllables, the unit Vietnamese is written in, and their pairs."""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.chains import LONG, fold, normalise
from analyzers.invisible import INVISIBLE, ZERO_WIDTH_SPACE
from analyzers.orthography import is_bare_syllable, is_syllable
from analyzers.plain import MARKS, plain

# Letters and digits, each with the combining marks after it: \w alone tears decomposed text
# apart. The underscore, which \w holds, joins syllables in segmented text, so it separates here.
# Between them there may be what nobody sees.
_SYLLABLE = re.compile(rf"[^\W_]++(?:[{MARKS}]++[^\W_]*+)*+")
_RUN = re.compile(rf"{_SYLLABLE.pattern}(?:[{INVISIBLE}]++{_SYLLABLE.pattern})*")
_NAME_AND_NUMBER = re.compile(rf"((?:[^\W\d_][{MARKS}]*)+)(\d{{1,4}})")
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
    if unicodedata.is_normalized("NFC", text):
        return _split_composed(text)
    composed = plain(text, keep_invisible=True)
    return [
        Syllable(marked, folded, *composed.source(start, end))
        for marked, folded, start, end in _split_composed(composed.text)
    ]


def _split_composed(text: str) -> list[Syllable]:
    syllables: list[Syllable] = []
    add, new = syllables.append, tuple.__new__  # a seventh faster than calling Syllable
    for match in _RUN.finditer(text):
        at = match.start()
        run = match[0]
        for marked, folded, start, end in _read(run) if len(run) <= LONG else _read_anew(run):
            add(new(Syllable, (marked, folded, at + start, at + end)))
    return syllables


def _read_anew(run: str) -> tuple[Syllable, ...]:
    """Return the syllables of a run of letters and digits: nearly always it is one."""
    return tuple(
        Syllable(normalise(run[start:end]), fold(run[start:end]), start, end)
        for start, end in _parts(run)
    )


_read = lru_cache(maxsize=1 << 16)(_read_anew)  # each run is met often


def _parts(run: str) -> list[tuple[int, int]]:
    spans = _between_zero_widths(run) if ZERO_WIDTH_SPACE in run else [(0, len(run))]
    parts = []
    for start, end in spans:
        name = _NAME_AND_NUMBER.fullmatch(run, start, end)
        if name and parts_from_number(fold(name[1])):
            parts += [name.span(1), name.span(2)]
        else:
            parts.append((start, end))
    return parts


def _between_zero_widths(run: str) -> list[tuple[int, int]]:
    """Return the syllables of a run with zero-width spaces.

    Unicode means such a space for a place between words, yet it stands inside syllables
    too: what makes a syllable with what is before it goes on with that.
    """
    spans: list[tuple[int, int]] = []
    for match in re.finditer(f"[^{ZERO_WIDTH_SPACE}]+", run):
        if spans and is_syllable(normalise(run[spans[-1][0] : match.end()])):
            spans[-1] = spans[-1][0], match.end()
        else:
            spans.append(match.span())
    return spans


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
