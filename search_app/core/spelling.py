"""“Ý bạn là …?”: another spelling for syllables that no article has."""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from analyzers import Syllable, split_syllables
from search_app.core.accents import read_accents
from search_app.core.port import Lexicon
from search_app.core.query import Query

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LENGTHS = range(3, 10)  # letters: shorter, one edit makes anything; nghiêng, the longest, has 7


def suggest_spelling(query: Query, lexicon: Lexicon) -> str | None:
    """Return the query with unknown syllables corrected and accents restored, or None."""
    folded = [syllable.folded for syllable in query.syllables]
    corrected = [
        text if at in query.numbers or lexicon.spellings(text) else _correct(at, folded, lexicon)
        for at, text in enumerate(folded)
    ]
    if corrected == folded:
        return None
    syllables: list[Syllable] = []
    for syllable, text in zip(query.syllables, corrected, strict=True):
        syllables += [syllable] if text == syllable.folded else split_syllables(text)
    return " ".join(read_accents(syllables, lexicon, query.numbers).likeliest)


def _correct(at: int, folded: Sequence[str], lexicon: Lexicon) -> str:
    """Return the known syllable one edit away that fits its neighbours best."""
    text = folded[at]
    if len(text) not in _LENGTHS or not text.isalpha() or not text.isascii():
        return text
    candidates = sorted(edit for edit in set(_edits(text)) if lexicon.spellings(edit))
    if not candidates:
        return text
    left = lexicon.spellings(folded[at - 1]) if at else ()
    right = lexicon.spellings(folded[at + 1]) if at + 1 < len(folded) else ()
    own = [lexicon.spellings(edit) for edit in candidates]
    frequent = [max(map(lexicon.syllable_count, spellings)) for spellings in own]
    fits = list(zip(_neighbours(left, own, right, lexicon), frequent, strict=True))
    return candidates[fits.index(max(fits))]


def _neighbours(
    left: Sequence[str], own: Sequence[Sequence[str]], right: Sequence[str], lexicon: Lexicon
) -> list[int]:
    """Return how many pairs articles have of each syllable of `own` with what stands beside it."""
    spellings = [*itertools.chain.from_iterable(own)]
    found = np.zeros(len(spellings), np.int64)
    if left:
        found += np.count_nonzero(lexicon.pair_counts(left, spellings), axis=0)
    if right:
        found += np.count_nonzero(lexicon.pair_counts(spellings, right), axis=1)
    starts = [*itertools.accumulate(map(len, own), initial=0)][:-1]
    counts: list[int] = np.add.reduceat(found, starts).tolist()
    return counts


def _edits(text: str) -> Iterator[str]:
    """Yield what is one deletion, swap, replacement or insertion away (Damerau, CACM 1964)."""
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
