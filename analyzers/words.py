"""pyvi's words as spans of syllables."""

from collections.abc import Sequence

from analyzers.plain import plain
from analyzers.segmentation import word_offsets
from analyzers.syllables import Syllable


def word_spans(text: str, syllables: Sequence[Syllable]) -> list[tuple[int, int]]:
    """Return the words of `text` of two syllables or more, as ranges ``[first, last + 1)``.

    pyvi finds its words in composed text.
    """
    composed = plain(text, keep_invisible=True)
    first_at = {syllable.start: number for number, syllable in enumerate(syllables)}
    end_at = {syllable.end: number for number, syllable in enumerate(syllables, start=1)}
    spans = []
    for start, end in word_offsets(composed.text):
        source_start, source_end = composed.source(start, end)
        # A word that begins or ends inside a syllable is a piece of an address or a code.
        first, last = first_at.get(source_start), end_at.get(source_end)
        if first is not None and last is not None and last - first > 1:
            spans.append((first, last))
    return spans
