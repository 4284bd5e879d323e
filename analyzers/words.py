"""pyvi's words as spans of syllables."""

from collections.abc import Sequence

from analyzers.compose import compose
from analyzers.segmentation import segment_all
from analyzers.syllables import Syllable


def word_spans(text: str, syllables: Sequence[Syllable]) -> list[tuple[int, int]]:
    """Return the words of `text` of two syllables or more, as ranges ``[first, last + 1)``.

    pyvi drops white space and composes letters, so both texts are laid side by side by counting
    what they share: composed characters that are neither space nor underscore.
    """
    first_at: dict[int, int] = {}
    end_at: dict[int, int] = {}
    count = done = 0
    for number, syllable in enumerate(syllables):
        count += _visible(text[done : syllable.start])
        first_at[count] = number
        count += _visible(text[syllable.start : syllable.end])
        end_at[count] = number + 1
        done = syllable.end
    spans = []
    count = 0
    # Paragraph by paragraph: a line break is a token to pyvi, and no word crosses one.
    for word in " ".join(segment_all(text.split("\n"))).split():
        start, count = count, count + _visible(word)
        if "_" in word and start in first_at and count in end_at:
            spans.append((first_at[start], end_at[count]))
    return [(first, end) for first, end in spans if end - first > 1]


def _visible(text: str) -> int:
    return len("".join(compose(text).split()).replace("_", ""))
