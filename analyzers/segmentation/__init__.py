"""pyvi's word segmentation, from pyvi's own weights, in arrays."""

import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np

from analyzers.segmentation.shipped import read_shipped
from analyzers.segmentation.tagger import Tagger

# Which characters are no white space; beyond the last one that is, all are none.
_VISIBLE = np.array([not chr(code).isspace() for code in range(0x3002)])


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


def word_offsets(text: str) -> list[tuple[int, int]]:
    """Return pyvi's words of more than one token in composed `text`: ``text[start:end]`` is one.

    Raises:
        ImportError: pyvi, whose model this reads, is not installed.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    visible = np.flatnonzero(_VISIBLE[np.minimum(codes, len(_VISIBLE) - 1)])
    words = _tagger().words(text)
    return list(
        zip(visible[words[:, 0]].tolist(), (visible[words[:, 1] - 1] + 1).tolist(), strict=True)
    )


@cache
def _tagger() -> Tagger:
    return Tagger(read_shipped())
