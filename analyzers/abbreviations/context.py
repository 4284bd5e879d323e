"""Whether what looks like a form of an abbreviation is one, where it stands in a text."""

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analyzers.orthography import is_syllable
from analyzers.syllables import Syllable
from analyzers.units import Unit, find_units

# Between the syllables of a long form: “phòng, chống tham nhũng”, “kinh tế - xã hội”. No full
# stop, which ends a sentence: “đại biểu. Quốc hội họp”.
_LONG_GAP = re.compile(r"[^\S\n]*+[,&–-]?+[^\S\n]*+")
_SHORT_GAP = re.compile(r"[^\S\n]*+[.,&–-]?+[^\S\n]*+")  # “TP. HCM”, “VH,TT&DL”
_WHOLE = frozenset({"address", "code", "document"})  # units whose letters are no abbreviations


def is_long_gap(gap: str) -> bool:
    """Whether `gap` may stand between the syllables of a long form."""
    return _LONG_GAP.fullmatch(gap) is not None


def is_short_gap(gap: str) -> bool:
    """Whether `gap` may stand between the syllables of a short form."""
    return _SHORT_GAP.fullmatch(gap) is not None


class Wanted(NamedTuple):
    """A form to look for, and what must hold where it is found."""

    length: int  # syllables
    entry: int
    others: tuple[tuple[str, ...], ...]  # the other forms of its entry
    short: bool
    capitals: bool = False  # in small letters it is a word: TƯ, AI
    unaccented: bool = False  # it lost its accents, as all of the text must have


@dataclass(frozen=True)
class Context:
    """A text, its syllables and, if they were looked for already, its units."""

    text: str
    syllables: Sequence[Syllable]
    units: Sequence[Unit] | None = None

    def allows(self, form: Wanted, at: int) -> bool:
        """Whether the syllables from `at`, which spell `form`, stand for it."""
        end = at + form.length
        if not self._holds_together(at, end, _SHORT_GAP if form.short else _LONG_GAP):
            return False
        if not form.short:
            return True
        if form.capitals and not self._stands_out(at, end):
            return False
        if form.unaccented and self._has_accents:
            return False
        return not self._in_unit(self.syllables[at].start, self.syllables[end - 1].end)

    @cached_property
    def _has_accents(self) -> bool:
        return any(syllable.marked != syllable.folded for syllable in self.syllables)

    def _holds_together(self, at: int, end: int, gap: re.Pattern[str]) -> bool:
        for left, right in itertools.pairwise(self.syllables[at:end]):
            if not gap.fullmatch(self.text, left.end, right.start):
                return False
        return True

    def _stands_out(self, at: int, end: int) -> bool:
        """Whether the form is in capitals and no word beside it is: “ĐẦU TƯ CÔNG” has no TƯ."""
        if not self.text[self.syllables[at].start : self.syllables[end - 1].end].isupper():
            return False
        return not (self._shouts(at - 1, at) or self._shouts(end, end - 1))

    def _shouts(self, at: int, form: int) -> bool:
        """Whether syllable `at` is a word in capitals in the paragraph of the syllable `form`."""
        if not 0 <= at < len(self.syllables):
            return False
        word, beside = self.syllables[at], self.syllables[form]
        return (
            is_syllable(word.marked)
            and self.text[word.start : word.end].isupper()
            and "\n" not in self.text[min(word.end, beside.end) : max(word.start, beside.start)]
        )

    def _in_unit(self, start: int, end: int) -> bool:
        """Whether the characters are a part of a document number or an address."""
        starts, ends = self._whole_spans
        at = bisect.bisect_left(ends, start + 1)
        return at < len(starts) and starts[at] < end

    @cached_property
    def _whole_spans(self) -> tuple[list[int], list[int]]:
        """Where units begin and end, in order: they do not overlap."""
        units = find_units(self.text) if self.units is None else self.units
        spans = sorted({unit[2:4] for unit in units if unit.kind in _WHOLE})
        return [start for start, _ in spans], [end for _, end in spans]
