"""Texts into chunks, which spaces and line breaks part; each is read only once.

No syllable and no token of pyvi's crosses white space, and none depends on what came
before it: so those of a text are those of its chunks.
"""

import re
from collections.abc import Sequence

from analyzers import split_syllables
from analyzers.plain import Plain, plain
from analyzers.segmentation.vocabulary import PADDING, Vocabulary
from analyzers.units.places import GOES_ON, chunk_flags, chunk_units
from indexer.analysis.pieces import Pieces, Terms
from indexer.analysis.tables import Table

# Columns of the table of chunks. Stretches of the other tables, from a row and how many rows:
FIRST_SYLLABLE, SYLLABLES, FIRST_TOKEN, TOKENS, FIRST_UNIT, UNITS = range(6)
# Characters: of all, where its first syllable begins (or it ends), and its last one.
SIZE, HEAD, LAST = range(6, 9)
TIGHT = 9  # 1 if no space stands beside it
SIGNS = 10  # the flags of `analyzers.units.places`

WHOLE = frozenset({"address", "code", "document"})  # units whose letters are no abbreviations
_SIGNS = r"[!-/:-@\[-^`{-~“”‘’…–—]*"
_BETWEEN_SIGNS = re.compile(rf"{_SIGNS}([^\W\d_]+){_SIGNS}")

EDGE = "\0"  # the character of the chunk that stands before, between and behind texts


def split_chunks(text: str) -> list[str]:
    """Return what stands between the spaces of `text`; each line break is a chunk of its own."""
    return text.replace("\n", " \n ").split(" ")


class Chunks(dict[str, str]):
    """The number of each chunk, as a character: joined, they become an array in no time.

    Of `table` see the names of the columns. Of `syllables`: the piece of each as if a space came
    next. Of `tokens`: the number in `vocabulary`, which syllable of the chunk begins with it,
    and which ends with it (-1: none). Of `units`: the term, from and to which character of the
    chunk it goes, and whether it is `WHOLE`.
    """

    def __init__(self, terms: Terms, pieces: Pieces, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._terms = terms
        self._pieces = pieces
        self.vocabulary = vocabulary
        self.table = Table(11)
        self.syllables = Table(1)
        self.tokens = Table(3)
        self.units = Table(4)
        self._add_without_syllables([ord(PADDING)])  # the edge
        self._add_without_syllables([*map(ord, vocabulary.read("\n"))])
        self["\n"] = "\1"
        self.size = 0  # characters of all
        self._alone: dict[str, tuple[int, int]] = {}  # chunks that are a syllable: spelling, token

    def __missing__(self, chunk: str) -> str:
        row: list[int] = []
        firsts = len(self.syllables), len(self.tokens), len(self.units)
        head, last = self._add_between_signs(chunk) or self._add(chunk)
        flags = chunk_flags(chunk)
        for marked, _, start, end, kind in chunk_units(chunk, flags):
            self.units.append(self._terms[marked], start, end, kind in WHOLE)
        for table, first in zip((self.syllables, self.tokens, self.units), firsts, strict=True):
            row += (first, len(table) - first)
        self.size += len(chunk)
        character = chr(len(self.table))
        self.table.append(*row, len(chunk), head, last, 0, flags)
        self[chunk] = character
        return character

    def _add_between_signs(self, chunk: str) -> tuple[int, int] | None:
        """Do what `_add` does if `chunk` is a known syllable and signs, as half of new ones are."""
        match = _BETWEEN_SIGNS.fullmatch(chunk)
        known = self._alone.get(match[1]) if match else None
        if match is None or known is None:
            return None
        spelling, syllable = known
        tokens = self.vocabulary.numbers(chunk)
        if syllable not in tokens:  # “Tp.” is one token
            return None
        start = match.start(1)
        self.syllables.append(self._pieces.number(spelling, f"{chunk[start:]} "))
        for token in tokens:
            at = 0 if token == syllable else -1
            self.tokens.append(token, at, at)
        return start, start

    def _add(self, chunk: str) -> tuple[int, int]:
        """Add the syllables and tokens of `chunk`; return where the first and last begin."""
        syllables = split_syllables(chunk)
        source = f"{chunk} "
        starts = [syllable.start for syllable in syllables]
        spelling = -1
        for syllable, end in zip(syllables, [*starts, len(source)][1:], strict=True):
            spelling = self._pieces.spelling(source, syllable)
            self.syllables.append(self._pieces.number(spelling, source[syllable.start : end]))
        composed = plain(chunk, keep_invisible=True)
        tokens = self.vocabulary.numbers(composed.text)
        if len(tokens) == len(syllables) == 1 and syllables[0][2:] == (0, len(chunk)):
            self.tokens.append(tokens[0], 0, 0)  # as half of them are
            if composed.text == chunk:
                self._alone[chunk] = spelling, tokens[0]
        else:
            ends = [syllable.end for syllable in syllables]
            self._add_tokens(composed, tokens, starts, ends)
        return (starts[0], starts[-1]) if starts else (len(chunk), 0)

    def _add_tokens(
        self, composed: Plain, tokens: list[int], starts: list[int], ends: list[int]
    ) -> None:
        """Add the tokens of a chunk whose syllables start and end there."""
        text, token_starts, token_ends = composed
        visible: Sequence[int] = range(len(text))
        if len(text.split()) > 1:
            visible = [at for at in visible if not text[at].isspace()]
        lengths = self.vocabulary.lengths
        opens = {start: at for at, start in enumerate(starts)}
        closes = {end: at for at, end in enumerate(ends)}
        done = 0
        for token in tokens:
            start = token_starts[visible[done]]
            done += int(lengths[token])
            end = token_ends[visible[done - 1]]
            self.tokens.append(token, opens.get(start, -1), closes.get(end, -1))

    def _add_without_syllables(self, tokens: Sequence[int]) -> None:
        first = len(self.tokens)
        for token in tokens:
            self.tokens.append(token, -1, -1)
        self.table.append(len(self.syllables), 0, first, len(tokens), 0, 0, 1, 1, 0, 1, GOES_ON)
