"""Vietnamese text analysis: syllables, pairs and words, marked and folded.

``VietnameseAnalyzer()`` goes into any Whoosh schema; ``segment`` is pyvi's word
segmentation as text; the rest are the parts both are made of.
"""

from typing import TYPE_CHECKING, Any

from analyzers._quiet import hush_syntax_warnings
from analyzers.chains import VERSION, fold, normalise
from analyzers.segmentation import segment, segment_all
from analyzers.syllables import JOINER, Syllable, pair_starts, split_syllables
from analyzers.words import word_spans

if TYPE_CHECKING:
    from analyzers.whoosh_analyzer import VietnameseAnalyzer

__all__ = [
    "JOINER",
    "VERSION",
    "Syllable",
    "VietnameseAnalyzer",
    "fold",
    "normalise",
    "pair_starts",
    "segment",
    "segment_all",
    "split_syllables",
    "word_spans",
]

hush_syntax_warnings()


def __getattr__(name: str) -> Any:
    """Import Whoosh when its analyzer is asked for: it takes longer than all the rest."""
    if name != "VietnameseAnalyzer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from analyzers.whoosh_analyzer import VietnameseAnalyzer  # noqa: PLC0415

    return VietnameseAnalyzer
