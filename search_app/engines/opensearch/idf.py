"""How many articles have a clause: what its idf is of."""

import threading
from collections.abc import Sequence

from indexer.weighting import K1
from search_app.core import ranking
from search_app.core.port import Lexicon
from search_app.core.request import Clause
from search_app.engines.opensearch.asking import Asking
from search_app.engines.opensearch.queries import (
    QueryBuilder,
    having,
    hit_count,
    size_0,
    term_field,
)

_KEPT = 1 << 14  # counts; as many are forgotten at once, which asking again mends

Key = tuple[str, tuple[str, ...]]  # a field, and the tokens of which an article has any


class Counts:
    """How many articles of a build have clauses, exactly. Safe to use from many threads.

    The lexicon knows it of what is spelled in one way. What is spelled in several may stand in
    one article, often side by side, so that is counted where the articles are, once.
    """

    def __init__(self, asking: Asking, lexicon: Lexicon, builder: QueryBuilder) -> None:
        self._asking = asking
        self._lexicon = lexicon
        self._builder = builder
        self._known: dict[Key, int] = {}
        self._lock = threading.Lock()

    def of(self, clauses: Sequence[Clause]) -> list[int]:
        """Return how many articles have each of some clauses."""
        keys = [
            (term_field(own.kind, own.form), tuple(self._builder.tokens(own))) for own in clauses
        ]
        lone = [self._alone(own, key[1]) for own, key in zip(clauses, keys, strict=True)]
        asked = {key for key, known in zip(keys, lone, strict=True) if known is None}
        known_before = self._known  # another thread may put another in its place
        found = {key: known_before[key] for key in asked & known_before.keys()}
        if missing := sorted(asked - found.keys()):
            searches = [size_0(having(field, tokens)) for field, tokens in missing]
            answers = self._asking.several(searches)
            new = dict(zip(missing, map(hit_count, answers), strict=True))
            found |= new
            with self._lock:
                if len(self._known) > _KEPT:
                    self._known = {}
                self._known |= new
        counts = (
            found[key] if known is None else known for key, known in zip(keys, lone, strict=True)
        )
        # The lexicon counts articles that were replaced or deleted since, too.
        return [min(count, self._lexicon.articles) for count in counts]

    def _alone(self, clause: Clause, tokens: Sequence[str]) -> int | None:
        """Return how many articles have a clause that one term can be at most; else None."""
        spellings = self._builder.spelled(clause)
        if not all(spellings):
            return 0
        if len(spellings) == 1:
            return self._lexicon.syllable_count(spellings[0][0]) if len(spellings[0]) == 1 else None
        # Of all pairs of spellings the lexicon has one, or none.
        return int(self._lexicon.pair_counts(*spellings).sum()) if len(tokens) <= 1 else None

    def factors(self, clauses: Sequence[Clause]) -> list[float]:
        """Return what the share of each clause is multiplied with."""
        articles = self._lexicon.articles
        return [
            clause.weight * ranking.idf(articles, count) * (K1[clause.kind] + 1)
            for clause, count in zip(clauses, self.of(clauses), strict=True)
        ]
