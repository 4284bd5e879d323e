"""Which terms the local index has: spellings, counts and phrases."""

import itertools
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence

from analyzers import JOINER, fold
from search_app.engines.arrays import WhooshArrays


class LocalLexicon:
    """Implements `search_app.core.port.Lexicon` on the terms of one generation."""

    def __init__(self, arrays: WhooshArrays) -> None:
        self._arrays = arrays
        self.articles = int(arrays.live.sum())
        self._spelled: Mapping[str, tuple[str, ...]] | None = None  # read when first needed
        self._lock = threading.Lock()

    def spellings(self, folded: str) -> tuple[str, ...]:
        """Return the marked syllables that fold to `folded`, the most frequent first."""
        with self._lock:
            if self._spelled is None:
                self._spelled = self._read_spellings()
        return self._spelled.get(folded, ())

    def pair_spellings(self, left: str, right: str) -> tuple[str, ...]:
        """Return the marked pairs that fold to the two syllables."""
        pairs = itertools.product(self.spellings(left), self.spellings(right))
        count = self._arrays.article_count
        return tuple(
            term
            for term in map(JOINER.join, pairs)
            if count("body_pairs", term) or count("title_pairs", term)
        )

    def syllable_count(self, marked: str) -> int:
        """Return in how many articles' bodies a marked syllable stands."""
        return self._arrays.article_count("body", marked)

    def pair_count(self, left: str, right: str) -> int:
        """Return in how many articles' bodies two marked syllables stand side by side."""
        return self._arrays.article_count("body_pairs", left + JOINER + right)

    def phrases(self, folded_prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return up to `most` phrases that begin so, each with its number of articles."""
        found = self._arrays.terms_from("phrases", folded_prefix, most)
        return [(term.partition("|")[2], count) for term, count in found]

    def _read_spellings(self) -> dict[str, tuple[str, ...]]:
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for field in ("title", "body"):
            for term, count in self._arrays.terms(field):
                counts[fold(term)][term] += count
        return {
            folded: tuple(sorted(forms, key=lambda form, forms=forms: (-forms[form], form)))  # type: ignore[misc]
            for folded, forms in counts.items()
        }
