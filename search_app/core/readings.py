"""Which spellings a syllable as typed may stand for."""

import unicodedata

from analyzers import Syllable
from analyzers.units import Unit
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import is_bare


def readings(
    syllable: Syllable | Unit, lexicon: Lexicon, *, literal: bool = False
) -> tuple[str, ...]:
    """Return the spellings that `syllable` may mean, the most frequent first.

    Without marks it may mean any. With marks it means itself; if no article has
    it, the marks are taken as a part of them: ``đoi`` is ``đổi``, ``đời`` or ``đội``.
    A `literal` one means itself only.
    """
    spend()
    spellings = lexicon.spellings(syllable.folded)
    if literal:
        return (syllable.marked,) if syllable.marked in spellings else ()
    if is_bare(syllable):
        return spellings
    if syllable.marked in spellings:
        return (syllable.marked,)
    return tuple(spelling for spelling in spellings if _is_part_of(syllable.marked, spelling))


def _is_part_of(typed: str, spelling: str) -> bool:
    """Whether every mark that was typed stands in `spelling` at its place."""
    return len(typed) == len(spelling) and all(
        _marks(own) <= _marks(other) for own, other in zip(typed, spelling, strict=True)
    )


def _marks(letter: str) -> frozenset[str]:
    if letter == "đ":
        return frozenset("đ")
    return frozenset(unicodedata.normalize("NFD", letter)[1:])
