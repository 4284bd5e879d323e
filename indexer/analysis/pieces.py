"""What is known of each piece of a text: a syllable and what stands between it and the next."""

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from analyzers import Syllable, fold
from analyzers.abbreviations.context import is_long_gap, is_short_gap
from analyzers.orthography import is_syllable
from indexer.analysis.tables import Table

# Columns of the table of pieces. Of a piece without a syllable the first three are -1.
# LENGTH and SIZE are the characters of the syllable and of the piece.
TERM, SPELLING, FOLDED, LETTER, LENGTH, SIZE, FLAGS = range(7)

# Bits of FLAGS. What stands behind the syllable:
LINKED = 1  # is a single space, as between the words of a phrase, or the stop of “TP. ”
BREAK = 2  # has a line break: no pair goes across
LONG_GAP = 4  # may stand inside the long form of an abbreviation
SHORT_GAP = 8  # inside the short form
# And the syllable:
FUNCTION = 16  # neither begins a phrase nor ends one
ACCENTED = 32
NO_SMALL = 64  # has no small letter
CAPITAL = 128  # is in capitals
SHOUTED = 256  # is a Vietnamese syllable in capitals
INITIAL = 512  # begins with a capital
FOREIGN = 1024  # begins with one, and is no Vietnamese syllable: UBND, Facebook
PASSIVE = 2048  # is bị, a function word that opens words: “bị can”, “bị cáo”

_LINKS = frozenset(" \u00a0")
_CITY, _STOPS = "tp", (".", ". ")  # “UBND TP. Hải Phòng”, “TP.HCM”


class Spelling(NamedTuple):
    """A syllable as written, and its two forms."""

    spelled: str
    marked: str
    folded: str


class Terms(dict[str, int]):
    """Numbers marked terms; `folded` has the folded form of each."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[str] = []
        self.folded: list[str] = []

    def __missing__(self, marked: str) -> int:
        return self.add(marked, fold(marked))

    def add(self, marked: str, folded: str) -> int:
        """Return the number of a term whose folded form, as of a word, is known."""
        if marked in self:
            return self[marked]
        self.marked.append(marked)
        self.folded.append(marked if marked.isupper() else folded)
        self[marked] = number = len(self)
        return number


class Pieces:
    """Numbers pieces, and the spellings of their syllables.

    `letters` numbers the syllables of abbreviations.
    """

    def __init__(self, terms: Terms, letters: dict[str, int]) -> None:
        self._terms = terms
        self._letters = letters
        self.numbers: dict[tuple[int, str], int] = {}  # by spelling and text
        self._spelling_numbers: dict[Spelling, int] = {}
        self._foldeds: dict[str, int] = {}
        self._syllable_flags: list[int] = []  # of each spelling
        self.spellings: list[Spelling] = []
        # By twice the number: a syllable after a space, then after a line break.
        self.spelled: list[str] = []
        self.folded: list[str] = []
        self.texts: list[str] = []
        self.table = Table(7)
        self.size = 0  # characters of all

    def spelling(self, source: str, syllable: Syllable) -> int:
        """Return the number of the spelling of a syllable of `source`."""
        spelled = source[syllable.start : syllable.end]
        spelling = Spelling(spelled, syllable.marked, syllable.folded)
        known = self._spelling_numbers.get(spelling)
        if known is not None:
            return known
        self._syllable_flags.append(_syllable_flags(spelling))
        self.spellings.append(spelling)
        self.spelled += [f" {spelled}", f"\n{spelled}"]
        self.folded += [f" {syllable.folded}", f"\n{syllable.folded}"]
        self._spelling_numbers[spelling] = number = len(self._spelling_numbers)
        return number

    def number(self, spelling: int, text: str) -> int:
        """Return the number of the piece `text` that begins with a spelling (-1: with none)."""
        key = spelling, text
        known = self.numbers.get(key)
        if known is not None:
            return known
        if spelling < 0:
            self.table.append(-1, -1, -1, 0, 0, len(text), 0)
        else:
            spelled, marked, folded = self.spellings[spelling]
            self.table.append(
                self._terms.add(marked, folded),
                spelling,
                self._foldeds.setdefault(folded, len(self._foldeds)),
                self._letters.get(marked, 0),
                len(spelled),
                len(text),
                self._syllable_flags[spelling]
                | _gap_flags(text[len(spelled) :])
                | LINKED * (marked == _CITY and text[len(spelled) :] in _STOPS),
            )
        self.texts.append(text)
        self.size += len(text)
        self.numbers[key] = number = len(self.numbers)
        return number


def _syllable_flags(spelling: Spelling) -> int:
    spelled, marked, folded = spelling
    capital, initial = spelled.isupper(), spelled[0].isupper()
    return (
        FUNCTION * (marked in function_words())
        | ACCENTED * (marked != folded)
        | NO_SMALL * f"{spelled}A".isupper()
        | CAPITAL * capital
        | SHOUTED * (capital and is_syllable(marked))
        | INITIAL * initial
        | PASSIVE * (marked == "bị")
        | FOREIGN * (initial and len(spelled) > 1 and not is_syllable(marked))
    )


@lru_cache(maxsize=1 << 12)
def _gap_flags(gap: str) -> int:
    return (
        LINKED * (gap in _LINKS)
        | BREAK * ("\n" in gap)
        | LONG_GAP * is_long_gap(gap)
        | SHORT_GAP * is_short_gap(gap)
    )


@cache
def function_words() -> frozenset[str]:
    """Return the syllables with which no phrase begins or ends."""
    path = Path(__file__).parent.with_name("function_words.txt")
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
