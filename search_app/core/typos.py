"""What a syllable may have been typed for: the forms that are one slip away, as text only.

A slip is a letter dropped, added, replaced or swapped with the next (Damerau, CACM 1964); a
sound that is written in two ways, or said alike in some part of the country (``sử lý`` for xử
lý); or, where marks were typed, a wrong tone or shape (``chuyễn`` for chuyển).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from analyzers.orthography import TONES, is_bare_syllable

Slip = Literal["letter", "sound", "mark", "keys"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LENGTHS = range(3, 10)  # letters: shorter, one edit makes anything; nghiêng, the longest, has 7
# Which are taken for each other where a syllable begins, and where it ends.
_ONSETS = (("ch", "tr"), ("gi", "d", "r", "v"), ("s", "x"), ("l", "n"), ("c", "k", "q"))
_ENDS = (("c", "t"), ("n", "ng", "nh"))
_I_AND_Y = str.maketrans("iy", "yi")


@lru_cache(1 << 6)  # each some hundred forms; the steps of one suggestion ask again
def folded_typos(folded: str) -> Mapping[str, Slip]:
    """Return the folded forms one slip away from a folded syllable, and which slip it was."""
    if not (folded.isascii() and folded.isalpha() and folded.islower()):
        return {}
    slips: dict[str, Slip] = {}
    if len(folded) in _LENGTHS:
        slips |= dict.fromkeys(_edits(folded), "letter")
    slips |= dict.fromkeys(_sounds(folded), "sound")
    slips.pop(folded, None)
    return slips


@lru_cache(1 << 12)
def syllable_typos(folded: str) -> Mapping[str, Slip]:
    """Return those of `folded_typos` that are syllables of Vietnamese."""
    return {text: slip for text, slip in folded_typos(folded).items() if is_bare_syllable(text)}


@lru_cache(1 << 14)
def marks(syllable: str) -> tuple[str, str]:
    """Return the tone marks of a marked syllable, and its other marks in one order."""
    letters = unicodedata.normalize("NFD", syllable)
    shapes = (c for c in letters if c == "đ" or (unicodedata.combining(c) and c not in TONES))
    return "".join(c for c in letters if c in TONES), "".join(sorted(shapes))


def _sounds(folded: str) -> Iterator[str]:
    for group in _ONSETS:
        for own in group:
            if folded.startswith(own):
                yield from (other + folded[len(own) :] for other in group)
    for group in _ENDS:
        for own in group:
            if folded.endswith(own):
                yield from (folded[: -len(own)] + other for other in group)
    yield folded.translate(_I_AND_Y)


def _edits(text: str) -> Iterator[str]:
    for at in range(len(text) + 1):
        left, right = text[:at], text[at:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
