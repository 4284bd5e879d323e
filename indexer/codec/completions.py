"""Which phrases of a segment to keep, and which of them to complete with.

A phrase that nearly always goes on in the same way is a piece of a longer one: ``khởi tố vụ``
of ``khởi tố vụ án``. It completes nothing; and what goes on in one way half of the time
counts for the other half. That needs the counts of many articles, so it is found out when a
segment is written, never for a batch.
"""

import unicodedata
from collections import Counter
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from analyzers import normalise
from indexer.codec.container import Array, Arrays
from indexer.codec.layout import Numbers
from indexer.codec.strings import Strings, smallest, some_strings
from indexer.stretches import spread

# Articles: what one of so many has alone is not kept. That were 700,000 phrases of 40,000 news
# articles, four of five, and a twelfth of the text in bytes.
MANY = 10_000
TONE = 7  # the bits of a tone; those of the shapes follow
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STROKE = "\u0335"
_SHAPES = f"\u0302\u0306\u031b{_STROKE}"
_SHARE = 0.7  # of a phrase's articles that have one longer phrase: then it is a piece of that


def frequent_phrases(arrays: Arrays) -> dict[str, Array]:
    """Return the arrays of the phrases that a segment with these arrays keeps."""
    starts = arrays["phrase_starts"].astype(np.int64)
    counts = np.diff(starts)
    kept = np.flatnonzero(counts >= least_articles(len(arrays["day"])))
    return {
        "phrase_docs": arrays["phrase_docs"].take(spread(starts[kept], counts[kept])),
        "phrase_starts": smallest(np.append(0, np.cumsum(counts[kept]))),
        **some_strings(arrays, "phrase", kept),
    }


def least_articles(articles: int) -> int:
    """Return how many of so many articles must have a phrase that is kept."""
    return 2 if articles >= MANY else 1


def completion_arrays(arrays: Arrays) -> dict[str, Array]:
    """Return what to complete with in a segment with these arrays: see `layout`."""
    starts = arrays["phrase_starts"].astype(np.int64)
    counts, spelled = _by_marked(Strings.of(arrays, "phrase"), starts[1:] - starts[:-1])
    longer = _longest(counts)
    whole = [key for key, count in counts.items() if longer[key] < _SHARE * count]
    chosen = np.array([spelled[key] for key in whole], np.int64)
    scores = np.array([counts[key] - longer[key] for key in whole], np.int64)
    marks = np.array([marks_of(key.partition(" ")[0]) for key in whole], np.uint8)
    order = np.argsort(chosen)
    return {
        "completion_phrases": smallest(chosen[order]),
        "completion_scores": smallest(scores[order]),
        "completion_marks": marks[order],
    }


@lru_cache(1 << 14)
def marks_of(text: str) -> int:
    """Return the tone of a marked syllable, or of its beginning, and a bit for each shape in it."""
    marks = set(unicodedata.normalize("NFD", text.replace("đ", _STROKE)))
    tone = next((number for number, mark in enumerate(_TONES, start=1) if mark in marks), 0)
    return tone | sum(TONE + 1 << at for at, mark in enumerate(_SHAPES) if mark in marks)


def may_begin(marks: int, of_phrases: Array) -> npt.NDArray[np.bool_]:
    """Return which phrases may begin with something that has these marks, by theirs."""
    shapes = marks & ~TONE
    found: npt.NDArray[np.bool_] = of_phrases & shapes == shapes
    if marks & TONE:
        found &= of_phrases & TONE == marks & TONE
    return found


def _by_marked(phrases: Strings, articles: Numbers) -> tuple[Counter[str], dict[str, int]]:
    """Return by its marked syllables how many articles have a phrase, and its commonest number."""
    counts: Counter[str] = Counter()
    best: dict[str, tuple[int, int]] = {}
    for number, (phrase, own) in enumerate(zip(phrases[:], articles.tolist(), strict=True)):
        key = " ".join(map(normalise, phrase.split(" ")))
        counts[key] += own
        best[key] = max(best.get(key, (0, 0)), (own, -number))
    return counts, {key: -number for key, (_, number) in best.items()}


def _longest(counts: Counter[str]) -> Counter[str]:
    """Return of each phrase that others begin with in how many articles the commonest is."""
    found: Counter[str] = Counter()
    for key, count in counts.items():
        end = key.find(" ")
        while end > 0:
            found[key[:end]] = max(found[key[:end]], count)
            end = key.find(" ", end + 1)
    return found
