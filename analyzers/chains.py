"""The named chains, in running order. Read this file to know what becomes of a syllable.

A stage takes text and gives text, and changes nothing when run twice;
tests/analyzers/test_laws.py holds each stage and each chain to that.
"""

from collections.abc import Callable
from functools import lru_cache

from analyzers.compose import compose
from analyzers.fold_diacritics import fold_diacritics
from analyzers.horns import complete_horns
from analyzers.i_and_y import unify_i_and_y
from analyzers.invisible import drop_invisible
from analyzers.lookalikes import unify_lookalikes
from analyzers.lowercase import lowercase
from analyzers.plain_letters import plain_letters
from analyzers.tone_marks import unify_tone_marks

Stage = Callable[[str], str]

VERSION = 2  # raise it when any chain gives other terms: indexes built before are then refused

MARKED: tuple[Stage, ...] = (
    drop_invisible,  # first: what stands between a letter and its marks keeps them apart
    compose,  # the tables below hold composed letters only
    plain_letters,
    unify_lookalikes,
    lowercase,
    unify_tone_marks,
    complete_horns,
    unify_i_and_y,
)
FOLDED: tuple[Stage, ...] = (
    *MARKED,
    fold_diacritics,
    unify_i_and_y,  # again: a mark that no letter takes may have hidden one
)
LONG = 64  # characters; longer ones are no syllables, and met once


def run(chain: tuple[Stage, ...], text: str) -> str:
    """Return `text` after every stage of `chain`."""
    for stage in chain:
        text = stage(text)
    return text


def normalise(syllable: str) -> str:
    """Return the marked term of a syllable as written: ``Hoà`` gives ``hòa``."""
    return _forms(syllable)[0] if len(syllable) <= LONG else run(MARKED, syllable)


def fold(syllable: str) -> str:
    """Return the folded term of a syllable as written or normalised: ``Đổi`` gives ``doi``."""
    return _forms(syllable)[1] if len(syllable) <= LONG else run(FOLDED, syllable)


# A collection has few distinct syllables (about 20,000 in 80,000 news articles), each met often.
@lru_cache(maxsize=1 << 16)
def _forms(syllable: str) -> tuple[str, str]:
    marked = run(MARKED, syllable)
    return marked, run(FOLDED[len(MARKED) :], marked)
