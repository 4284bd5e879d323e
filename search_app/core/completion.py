"""Completing what is being typed with phrases of the articles."""

from collections import Counter

from analyzers import split_syllables
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare, read_query


def complete(prefix: str, lexicon: Lexicon, limit: int) -> list[str]:
    """Return up to `limit` phrases that begin as `prefix`, those of most articles first."""
    query = read_query(prefix)
    if not query.syllables:
        return []
    folded = " ".join(syllable.folded for syllable in query.syllables)
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for phrase, count in lexicon.phrases(folded):
        if _begins_as_typed(phrase, query):
            key = " ".join(syllable.marked for syllable in split_syllables(phrase))
            counts[key] += count
            spelled.setdefault(key, phrase)  # the spelling of most articles comes first
    best = sorted(counts, key=lambda key: (-counts[key], len(key), key))
    return [spelled[key] for key in best[: max(limit, 0)]]


def _begins_as_typed(phrase: str, query: Query) -> bool:
    """Whether marks that were typed stand in the phrase; the last syllable may be unfinished."""
    return all(
        is_bare(typed) or found.marked.startswith(typed.marked)
        for typed, found in zip(query.syllables, split_syllables(phrase), strict=False)
    )
