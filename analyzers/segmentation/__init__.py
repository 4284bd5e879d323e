"""pyvi's word segmentation, from pyvi's own weights, in arrays."""

import unicodedata
from collections.abc import Iterable
from functools import cache

from analyzers.segmentation.shipped import read_shipped
from analyzers.segmentation.tagger import Tagger


def segment(text: str) -> str:
    """Return pyvi's segmentation: words joined by spaces, their syllables by underscores.

    Byte for byte what ``pyvi.ViTokenizer.tokenize`` returns.

    Raises:
        ImportError: pyvi, whose model this reads, is not installed.
        TypeError: `text` is no text.
    """
    return segment_all([text])[0]


def segment_all(texts: Iterable[str]) -> list[str]:
    """Return the segmentation of each text; many short texts at once take less time each."""
    texts = list(texts)
    segmented = _tagger().segment([unicodedata.normalize("NFC", text) for text in texts])
    return [words or text for words, text in zip(segmented, texts, strict=True)]


@cache
def _tagger() -> Tagger:
    return Tagger(read_shipped())
