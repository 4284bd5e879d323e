"""Whose articles: names as queries, and which sources there are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from analyzers import fold, split_syllables
from indexer.opensearch.tokens import token
from search_app.core.request import Named
from search_app.engines.opensearch.asking import Asking, Json

_AT_ONCE = 200  # names counted in a search


def named(condition: Named) -> Json:
    """Return the query of what `Named` means, over the fields of `indexer.opensearch.names`."""
    syllables = condition.syllables
    folded = tuple(map(fold, syllables))
    column = condition.column
    found = [_side_by_side(column, syllables), _whole(column, syllables)]
    if column == "source":
        together = ("".join(folded),)
        found += [_side_by_side("host", folded), _whole("host", folded)]
        if together != folded:
            found.append(_side_by_side("host", together))
    return {"bool": {"should": found, "minimum_should_match": 1}}


def _side_by_side(name: str, syllables: Sequence[str]) -> Json:
    return {"match_phrase": {f"{name}_name": " ".join(map(token, syllables))}}


def _whole(name: str, syllables: Sequence[str]) -> Json:
    return {"term": {f"{name}_whole": token("".join(syllables))}}


def sources(asking: Asking) -> dict[str, int]:
    """Return how many articles `Named` finds of each source that one names or has as host."""
    written = Counter(asking.counts("source_label")) + Counter(asking.counts("host_label"))
    spelled: dict[str, str] = {}
    syllables: dict[str, tuple[str, ...]] = {}
    for name in sorted(written, key=lambda name: (-written[name], name)):
        syllables[name] = tuple(syllable.marked for syllable in split_syllables(name))
        spelled.setdefault("".join(syllables[name]) or name, name)
    named_so = {name: syllables[name] for name in spelled.values() if syllables[name]}
    counted = {name: written[name] for name in spelled.values()}
    for name, found in _counted(asking, named_so):
        counted[name] = max(counted[name], found)  # more, but for a name too long for a label
    return counted


def _counted(asking: Asking, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """Yield of each name how many articles it finds."""
    wanted = [*names]
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        filters = [named(Named("source", names[name])) for name in some]
        answer = asking.search(
            {
                "size": 0,
                "track_total_hits": False,
                "aggs": {"named": {"filters": {"filters": filters}}},
            }
        )
        buckets = answer["aggregations"]["named"]["buckets"]
        for name, bucket in zip(some, buckets, strict=True):
            yield name, bucket["doc_count"]
