"""Titles that hold what is being typed: tokens narrow them, their syllables decide."""

import itertools
from collections.abc import Iterator, Sequence

from analyzers import Syllable, split_syllables
from indexer.codec.dictionary import Dictionary
from indexer.opensearch.tokens import FOLDED, PAIR, token
from search_app.core.query import is_bare
from search_app.engines.opensearch.asking import Asking, Json
from search_app.engines.titles import MOST, Fits

_MOST_TERMS = 1 << 16  # looked for at once


def find_titles(
    asking: Asking,
    dictionaries: Sequence[Dictionary],
    finished: Sequence[Syllable],
    begun: str,
    fits: Fits | None,
) -> Iterator[tuple[str, int]]:
    """Yield titles in which syllables stand side by side, and each place where they begin.

    These are `finished`, then one whose folded form begins with `begun`, if that is not empty;
    if it is all there is, `fits` may tell which of the terms of `dictionaries` to look for.
    """
    if fits and begun and not finished:
        terms = itertools.islice(_fitting(dictionaries, begun, fits), _MOST_TERMS)
        conditions: list[Json] = [{"terms": {"in_title": [*map(token, dict.fromkeys(terms))]}}]
    else:
        conditions = _conditions(finished, begun)
    hits = asking.hits(
        {
            "query": {"bool": {"filter": conditions}},
            "sort": [{"day": "desc"}, {"number": "asc"}],
            "_source": ["article.title"],
        },
        MOST,
    )
    titles = [hit["_source"]["article"]["title"] for hit in hits]
    places = [
        (start > first, at, start)
        for at, title in enumerate(titles)
        for first, start in _places(title, finished, begun)
    ]
    for _, at, start in sorted(places):
        yield titles[at], start


def _fitting(dictionaries: Sequence[Dictionary], begun: str, fits: Fits) -> Iterator[str]:
    """Yield the terms that fit and whose folded form begins so."""
    for own in dictionaries:
        first, last = map(own.group_starts.item, own.groups.starting(begun))
        yield from filter(fits, own.terms[first:last])


def _conditions(finished: Sequence[Syllable], begun: str) -> list[Json]:
    """Return that a title has syllables in pairs, whatever their marks, or the only one."""
    tokens = [token(own.folded) for own in finished]
    found: list[Json] = [
        {"term": {"in_title": f"{FOLDED}{left}{PAIR}{right}"}}
        for left, right in itertools.pairwise(tokens)
    ]
    if begun:
        before = f"{tokens[-1]}{PAIR}" if tokens else ""
        found.append({"prefix": {"in_title": f"{FOLDED}{before}{begun}"}})
    elif len(finished) == 1:
        bare = is_bare(finished[0])
        own = f"{FOLDED}{tokens[0]}" if bare else token(finished[0].marked)
        found.append({"term": {"in_title": own}})
    return found


def _places(title: str, finished: Sequence[Syllable], begun: str) -> Iterator[tuple[int, int]]:
    """Yield where the first syllable of a title begins, and each place of what is looked for."""
    syllables = split_syllables(title)
    size = len(finished) + bool(begun)
    for at in range(len(syllables) - size + 1):
        stands = all(
            own.folded == typed.folded and (own.marked == typed.marked or is_bare(typed))
            for own, typed in zip(syllables[at:], finished, strict=False)
        )
        if stands and (not begun or syllables[at + size - 1].folded.startswith(begun)):
            yield syllables[0].start, syllables[at].start
