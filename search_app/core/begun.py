"""What is being typed, and whether a phrase goes on from it."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzers import Syllable, fold, split_syllables
from analyzers.compose import compose
from analyzers.fold_diacritics import fold_diacritics
from analyzers.lowercase import lowercase
from search_app.core.meant import as_meant
from search_app.core.port import Lexicon
from search_app.core.query import is_bare, read_query, whole

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Begun:
    """Finished syllables, and what the last one may begin with: ``ki`` is ``kỹ``, or of ``kinh``.

    That is nothing when something came behind the last one. With `open_marks` its letters may
    yet get some: the keys of Telex go from ``đô`` to ``đổi``.
    """

    finished: tuple[Syllable, ...]
    last: tuple[str, ...]
    open_marks: bool = False

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
        at = len(self.finished)
        return all(
            is_bare(typed) or typed.marked == own
            for typed, own in zip(self.finished, marked, strict=False)
        ) and (not self.last or (len(marked) > at and self._begins(marked[at])))

    def is_all_of(self, marked: Sequence[str]) -> bool:
        """Whether nothing is left to type of syllables that go on from this."""
        at = len(self.finished)
        if not self.last:
            return len(marked) == at
        return len(marked) == at + 1 and fold(marked[at]) in map(fold, self.last)

    def _begins(self, syllable: str) -> bool:
        if all(text == fold_diacritics(text) for text in self.last) or syllable.startswith(
            self.last
        ):
            return True
        return self.open_marks and any(_may_become(text, syllable) for text in self.last)


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
    yield replace(begun, open_marks=True)
    meant = as_meant(query, lexicon)
    if meant.retyped:
        *finished, last = meant.syllables
        kept = (last.marked,) if begun.last else ()
        yield Begun(tuple(finished) if kept else meant.syllables, kept, open_marks=True)


def marked_syllables(text: str) -> list[str]:
    """Return the marked syllables of `text`."""
    return [syllable.marked for syllable in split_syllables(text)]


def _may_become(begun: str, syllable: str) -> bool:
    """Whether `syllable` begins with the letters of `begun`, which may lack marks of theirs."""
    (typed, tone), (letters, own) = _toned(begun), _toned(syllable)
    return (
        tone in ("", own)
        and len(typed) <= len(letters)
        and all(
            key in (letter, fold_diacritics(letter))
            for key, letter in zip(typed, letters, strict=False)
        )
    )


def _toned(text: str) -> tuple[str, str]:
    """Return `text` without its tone, and the tone."""
    marks = unicodedata.normalize("NFD", text)
    plain = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", plain), "".join(mark for mark in marks if mark in _TONES)
