"""What is being typed, and whether a phrase goes on from it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from analyzers import Syllable, fold, split_syllables
from analyzers.compose import compose
from analyzers.fold_diacritics import fold_diacritics
from analyzers.lowercase import lowercase
from search_app.core.meant import as_meant
from search_app.core.port import Lexicon
from search_app.core.query import is_bare, read_query, whole

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@dataclass(frozen=True)
class Begun:
    """Finished syllables, and what the last one may begin with: ``ki`` is ``kỹ``, or of ``kinh``.

    That is nothing when something came behind the last one. With `open_marks` its letters may
    yet get marks: the keys of Telex go from ``đô`` to ``đổi``.
    """

    finished: tuple[Syllable, ...]
    last: tuple[str, ...]
    open_marks: bool = False

    @cached_property
    def size(self) -> int:
        """Return how many syllables there are."""
        return len(self.finished) + bool(self.last)

    @property
    def first(self) -> str:
        """Return the first syllable, or what it begins with, marked."""
        return self.finished[0].marked if self.finished else self.last[0]

    @property
    def folded(self) -> list[str]:
        """Return the folded forms of the finished syllables."""
        return [syllable.folded for syllable in self.finished]

    @property
    def folded_last(self) -> list[str]:
        """Return what the last syllable may begin with, folded; an empty text for anything."""
        return sorted(set(map(fold_diacritics, self.last))) or [""]

    def goes_on_as(self, marked: Sequence[str]) -> bool:
        """Whether syllables that go on from this, folded, keep the marks that were typed."""
        if len(marked) < self.size:
            return False
        for at, typed in self._with_marks:
            if marked[at] != typed:
                return False
        return self.last_is_bare or self.may_be_last(marked[len(self.finished)])

    def is_all_of(self, marked: Sequence[str]) -> bool:
        """Whether nothing is left to type of syllables that go on from this.

        One letter is not all of a syllable, though there is a “UBND H”.
        """
        at = len(self.finished)
        if not self.last:
            return len(marked) == at
        folded = fold(marked[-1])
        return len(marked) == at + 1 and len(folded) > 1 and folded in self.folded_last

    @cached_property
    def _with_marks(self) -> list[tuple[int, str]]:
        return [(at, own.marked) for at, own in enumerate(self.finished) if not is_bare(own)]

    @cached_property
    def last_is_bare(self) -> bool:
        """Whether the last syllable was typed without marks, so far, or there is none."""
        return all(text == fold_diacritics(text) for text in self.last)

    def may_be_last(self, syllable: str) -> bool:
        """Whether a marked syllable begins with the last one."""
        return syllable.startswith(self.last) or (
            self.open_marks and any(_may_become(text, syllable) for text in self.last)
        )


def read_begun(prefix: str, lexicon: Lexicon) -> Iterator[Begun]:
    """Yield what `prefix` may be the beginning of, the likeliest first; nothing without a word."""
    query = read_query(prefix)
    if not query.syllables:
        return
    text = whole(prefix)
    last = query.syllables[-1]
    if last.end < len(text):
        begun = Begun(query.syllables, ())
    else:
        as_typed = lowercase(compose(text[last.start : last.end]))
        begun = Begun(query.syllables[:-1], (last.marked, as_typed))
    yield begun
    if begun.last and last.marked == _toneless(last.marked) != last.folded:
        yield replace(begun, open_marks=True)
    meant = as_meant(query, lexicon)
    if meant.retyped:
        *finished, last = meant.syllables
        kept = (last.marked,) if begun.last else ()
        yield Begun(tuple(finished) if kept else meant.syllables, kept, open_marks=True)
    elif begun.last and begun.finished:  # an unfinished syllable is no neighbour to judge by
        meant = as_meant(read_query(text[: last.start]), lexicon)
        if meant.retyped:
            yield Begun(meant.syllables, begun.last, open_marks=True)


def marked_syllables(text: str) -> list[str]:
    """Return the marked syllables of `text`."""
    return [syllable.marked for syllable in split_syllables(text)]


@lru_cache(maxsize=1 << 12)
def _may_become(begun: str, syllable: str) -> bool:
    """Whether `syllable` begins with the letters of `begun`, which may lack marks of theirs."""
    letters = _toneless(syllable)
    return len(begun) <= len(letters) and all(
        key in (letter, fold_diacritics(letter))
        for key, letter in zip(begun, letters, strict=False)
    )


def _toneless(text: str) -> str:
    return unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", text)))
