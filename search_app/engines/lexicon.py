"""Which terms the local index has: spellings, counts and phrases."""

import bisect
import itertools
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from analyzers import JOINER, fold
from indexer.schema import phrase_of
from search_app.engines.arrays import FIELDS, WhooshArrays


class LocalLexicon:
    """Implements `search_app.core.port.Lexicon` on the terms of one generation.

    Tables over the whole lexicon are read when they are first needed.
    """

    def __init__(self, arrays: WhooshArrays) -> None:
        self._arrays = arrays
        self._lock = threading.RLock()
        self.articles = arrays.articles

    def spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""
        with self._lock:
            return self._spelled.get(folded, ())

    def pairs(self, left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
        """Return the pairs that articles have of one of `left` and one of `right`, as terms."""
        count = self._arrays.article_count
        in_title, in_body = FIELDS["pair"]["title"], FIELDS["pair"]["body"]
        return tuple(
            term
            for term in map(JOINER.join, itertools.product(left, right))
            if count(in_body, term) or count(in_title, term)
        )

    def syllable_count(self, marked: str) -> int:
        """Return in how many articles' bodies a marked syllable stands."""
        return self._arrays.article_count(FIELDS["syllable"]["body"], marked)

    def pair_count(self, left: str, right: str) -> int:
        """Return in how many articles' bodies two marked syllables stand side by side."""
        return self._arrays.article_count(FIELDS["pair"]["body"], left + JOINER + right)

    def phrases(self, folded_prefix: str) -> Sequence[tuple[str, int]]:
        """Return the phrases that begin so, those of most articles first, with that number."""
        with self._lock:
            terms = self._phrases
        first = bisect.bisect_left(terms, folded_prefix, key=lambda found: found[0])
        last = bisect.bisect_left(terms, folded_prefix + "\U0010ffff", key=lambda found: found[0])
        best = sorted(terms[first:last], key=lambda found: -found[1])
        return [(phrase_of(term), count) for term, count in best]

    @cached_property
    def _spelled(self) -> Mapping[str, tuple[str, ...]]:
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for field in FIELDS["syllable"].values():
            for term, count in self._arrays.terms(field):
                # In capitals are abbreviations that would else be words: AI, TƯ.
                counts[term if term.isupper() else fold(term)][term] += count
        return {folded: _by_count(forms) for folded, forms in counts.items()}

    @cached_property
    def _phrases(self) -> list[tuple[str, int]]:
        return sorted(self._arrays.terms("phrases"))


def _by_count(forms: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(forms, key=lambda form: (-forms[form], form)))
