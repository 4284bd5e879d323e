"""pyvi's word segmentation, from pyvi's own weights, in arrays."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from analyzers.segmentation.shipped import read_shipped
from analyzers.segmentation.tagger import Tagger

_BATCH = 1 << 19  # characters
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
    """Return the segmentation of each text; many short texts at once take less time each.

    Raises:
        ImportError: pyvi, whose model this reads, is not installed.
        TypeError: it is one text, or one of them is no text.
    """
    if isinstance(texts, str):
        raise TypeError("segment_all takes texts, not one text: use segment")
    segmented: list[str] = []
    for batch in _batches(texts):
        words = default_tagger().segment([unicodedata.normalize("NFC", text) for text in batch])
        segmented += [found or text for found, text in zip(words, batch, strict=True)]
    return segmented


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the texts in batches of bounded size: what is done at once is held at once."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def word_offsets(text: str) -> list[tuple[int, int]]:
    """Return pyvi's words of more than one token in composed `text`: ``text[start:end]`` is one.

    Raises:
        ImportError: pyvi, whose model this reads, is not installed.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    visible = np.flatnonzero(_VISIBLE[np.minimum(codes, len(_VISIBLE) - 1)])
    words = default_tagger().words(text)
    return list(
        zip(visible[words[:, 0]].tolist(), (visible[words[:, 1] - 1] + 1).tolist(), strict=True)
    )


@cache
def default_tagger() -> Tagger:
    """Return the tagger with the model of the installed pyvi.

    Raises:
        ImportError: pyvi is not installed.
    """
    return Tagger(read_shipped())
