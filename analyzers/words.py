"""pyvi's words as spans of syllables."""

import unicodedata
from collections.abc import Sequence

from analyzers.segmentation import word_offsets
from analyzers.syllables import Syllable, split_syllables


def word_spans(text: str, syllables: Sequence[Syllable]) -> list[tuple[int, int]]:
    """Return the words of `text` of two syllables or more, as ranges ``[first, last + 1)``.

    pyvi's words are found in composed text; that has the same syllables, at other places.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        syllables = split_syllables(composed)
    first_at = {syllable.start: number for number, syllable in enumerate(syllables)}
    end_at = {syllable.end: number for number, syllable in enumerate(syllables, start=1)}
    spans = []
    for start, end in word_offsets(composed):
        # A word that begins or ends inside a syllable is a piece of an address or a code.
        first, last = first_at.get(start), end_at.get(end)
        if first is not None and last is not None and last - first > 1:
            spans.append((first, last))
    return spans
