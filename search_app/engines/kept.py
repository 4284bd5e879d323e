"""What clauses found, kept for the next query: words are asked for again and again."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from search_app.core import ranking
from search_app.core.request import Clause, Form, Kind, Places
from search_app.engines.evidence import Evidence, find
from search_app.engines.leaf import Leaf

BUDGET = 192 << 20  # bytes that all leaves of an index keep together

Key = tuple[Kind, Form, Places]


class Found(NamedTuple):
    """What a clause finds."""

    of_leaves: Sequence[Evidence]
    articles: int  # deleted ones too, until their segment is merged
    idf: float


class EvidenceCache:
    """The evidence in some leaves that was used last; safe to use from many threads."""

    def __init__(self, leaves: Sequence[Leaf], budget: int = BUDGET) -> None:
        self._leaves = leaves
        self._articles = sum(leaf.segment.articles for leaf in leaves)
        self.budget = budget
        self._kept: OrderedDict[Key, Found] = OrderedDict()
        self.size = 0
        self._lock = threading.Lock()

    def find(self, clauses: Sequence[Clause]) -> list[Found]:
        """Return what each of `clauses` finds."""
        keys = [(clause.kind, clause.form, clause.places) for clause in clauses]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        if len(found) < len(keys):
            missing = [at for at, key in enumerate(keys) if key not in found]
            wanted = [clauses[at] for at in missing]
            in_leaves = [find(leaf, wanted) for leaf in self._leaves]
            for number, at in enumerate(missing):
                own = [evidence[number] for evidence in in_leaves]
                articles = sum(evidence.articles for evidence in own)
                read = Found(own, articles, ranking.idf(self._articles, articles))
                found[keys[at]] = read
                self._keep(keys[at], read)
        return [found[key] for key in keys]

    def _keep(self, key: Key, found: Found) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self.size += bytes_of(found)
            while self.size > self.budget:
                _, oldest = self._kept.popitem(last=False)
                self.size -= bytes_of(oldest)


def bytes_of(found: Found) -> int:
    """Return about how much memory it takes to keep what was found."""
    overhead = 500  # of the key, and of the tuples and arrays of each leaf
    return overhead + sum(overhead + own.shares.nbytes + own.docs.nbytes for own in found.of_leaves)
