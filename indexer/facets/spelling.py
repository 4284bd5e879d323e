"""One spelling for matching: the tone mark in its older place, the length of the text kept."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby

from analyzers import split_syllables
from analyzers.compose import compose
from analyzers.lookalikes import unify_lookalikes
from analyzers.tone_marks import unify_tone_marks


def unify(text: str) -> str:
    """Return NFC `text` with ``hoà`` and ``Thuỷ`` as ``hòa`` and ``Thủy``."""
    return unify_extracted(unify_lookalikes(compose(text)))


def unify_extracted(text: str) -> str:
    """Return what `unify` does of text that extraction has composed already."""
    return unify_tone_marks(text)


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


def anchored(phrases: Iterable[str], anchor: Callable[[str], int], before: str = r"(?<!\w)") -> str:
    """Return a pattern for any of `phrases` that is looked for by one letter of it.

    That is number `anchor(phrase)`. Where few letters are one, nearly all of a text is skipped.
    A match begins with it; the group `lastindex` begins where the phrase does. `before` is
    the condition there. Of phrases with one such letter that with most before it is found,
    then the longest.
    """
    by_letter: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for phrase in phrases:
        at = anchor(phrase)
        by_letter[re.escape(phrase[at])][phrase[:at]].append(phrase[at + 1 :])
    parts = []
    for letter, by_head in by_letter.items():
        ways = [
            f"(?<={before}({re.escape(head)}){letter}){any_of(by_head[head])}"
            for head in sorted(by_head, key=len, reverse=True)
        ]
        # What follows is asked once, before what stands before it is asked for each phrase.
        rest = any_of({tail for tails in by_head.values() for tail in tails})
        parts.append(f"{letter}(?={rest})(?:{'|'.join(ways)})")
    return f"(?:{'|'.join(parts)})"


def slug(text: str) -> str:
    """Return `text` as addresses write it, run together: ``haiphong``."""
    return "".join(syllable.folded for syllable in split_syllables(text))
