"""Completing what is being typed with phrases of the articles."""

from collections import Counter

from analyzers import split_syllables
from analyzers.compose import compose
from analyzers.fold_diacritics import fold_diacritics
from analyzers.lowercase import lowercase
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare, read_query, whole


def complete(prefix: str, lexicon: Lexicon, limit: int) -> list[str]:
    """Return up to `limit` phrases that begin as `prefix`, those of most articles first."""
    query = read_query(prefix)
    if not query.syllables:
        return []
    begun = _begun(prefix, query)
    before = [syllable.folded for syllable in query.syllables[:-1]]
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for last in sorted(set(map(fold_diacritics, begun))):
        for phrase, count in lexicon.phrases(" ".join([*before, last])):
            if _begins_as_typed(phrase, query, begun):
                key = " ".join(syllable.marked for syllable in split_syllables(phrase))
                counts[key] += count
                spelled.setdefault(key, phrase)  # the spelling of most articles comes first
    best = sorted(counts, key=lambda key: (-counts[key], len(key), key))
    return [spelled[key] for key in best[: max(limit, 0)]]


def _begun(prefix: str, query: Query) -> tuple[str, ...]:
    """Return what the last syllable may begin: ``ki`` is ``kỹ``, or goes on to ``kinh``."""
    last = query.syllables[-1]
    return last.marked, lowercase(compose(whole(prefix)[last.start : last.end]))


def _begins_as_typed(phrase: str, query: Query, begun: tuple[str, ...]) -> bool:
    """Whether marks that were typed stand in the phrase; the last syllable may be unfinished."""
    found = [syllable.marked for syllable in split_syllables(phrase)]
    *finished, last = query.syllables
    return all(
        is_bare(typed) or marked == typed.marked
        for typed, marked in zip(finished, found, strict=False)
    ) and (is_bare(last) or found[len(finished)].startswith(begun))
