"""Vietnamese text analysis: syllables, pairs and words, marked and folded.

``VietnameseAnalyzer()`` goes into any Whoosh schema; ``segment`` is pyvi's word
segmentation as text; the rest are the parts both are made of.
"""

from analyzers._quiet import hush_syntax_warnings

hush_syntax_warnings()

from analyzers.chains import VERSION, fold, normalise  # noqa: E402  Whoosh comes after the hush
from analyzers.segmenter import segment, word_spans  # noqa: E402
from analyzers.syllables import JOINER, Syllable, pair_starts, split_syllables  # noqa: E402
from analyzers.whoosh_analyzer import VietnameseAnalyzer  # noqa: E402

__all__ = [
    "JOINER",
    "VERSION",
    "Syllable",
    "VietnameseAnalyzer",
    "fold",
    "normalise",
    "pair_starts",
    "segment",
    "split_syllables",
    "word_spans",
]
