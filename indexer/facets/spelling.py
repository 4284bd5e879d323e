"""One spelling for matching: the tone mark in its older place, the length of the text kept."""

import re
from collections.abc import Iterable
from itertools import groupby

from analyzers import split_syllables
from analyzers.compose import compose
from analyzers.lookalikes import unify_lookalikes
from analyzers.tone_marks import unify_tone_marks


def unify(text: str) -> str:
    """Return NFC `text` with ``hoà`` and ``Thuỷ`` as ``hòa`` and ``Thủy``."""
    return unify_tone_marks(unify_lookalikes(compose(text)))


def any_of(phrases: Iterable[str], depth: int = 3) -> str:
    """Return a pattern for any of `phrases`, the longest at a place.

    Their first letters are shared, so that at most places one comparison is enough.
    """
    if depth == 0:
        return f"(?:{'|'.join(map(re.escape, sorted(phrases, key=len, reverse=True)))})"
    by_letter = groupby(sorted(phrases, reverse=True), key=lambda phrase: phrase[:1])
    parts = [
        re.escape(letter) + any_of([phrase[1:] for phrase in group], depth - 1) if letter else ""
        for letter, group in by_letter
    ]
    return f"(?:{'|'.join(parts)})"


def slug(text: str) -> str:
    """Return `text` as addresses write it, run together: ``haiphong``."""
    return "".join(syllable.folded for syllable in split_syllables(text))
