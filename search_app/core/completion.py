"""Completing what is being typed: with phrases of the articles, then with their titles."""

import itertools
from collections import Counter
from collections.abc import Iterator

from analyzers import normalise
from search_app.core.begun import Begun, marked_syllables, read_begun
from search_app.core.limits import spend
from search_app.core.port import Completions, Lexicon
from search_app.core.query import whole

_TITLE = 80  # characters; of 80,000 titles 94 % have no more
_TITLES = 24  # looked at for the marks that were typed
# In the order of folded forms, what goes on with a letter comes behind “!”, and a space before it.
_NO_MORE_LETTERS, _ANYTHING = "!", "\U0010ffff"

Phrases = dict[tuple[str, ...], str]  # by marked syllables


def complete(prefix: str, completions: Completions, lexicon: Lexicon, limit: int) -> list[str]:
    """Return up to `limit` phrases that begin as `prefix`, those of most articles first.

    What was typed in full comes before all. Titles that hold the words fill up the rest.
    """
    if limit <= 0:
        return []
    tried: list[Begun] = []
    for begun in read_begun(prefix, lexicon):
        found = _phrases(begun, completions, limit)
        if found:
            return _filled(begun, found, completions, limit)
        tried.append(begun)
    filled = (_filled(begun, {}, completions, limit) for begun in tried)
    return next(filter(None, filled), [])


def _filled(begun: Begun, found: Phrases, completions: Completions, limit: int) -> list[str]:
    """Return phrases, and titles when they are fewer than `limit`."""
    if len(found) < limit:
        titles = _titles(begun, completions, set(found))
        found = found | dict(itertools.islice(titles, limit - len(found)))
    return [*found.values()]


def _phrases(begun: Begun, completions: Completions, limit: int) -> Phrases:
    """Return the best phrases that go on from what is begun."""
    scores: Counter[tuple[str, ...]] = Counter()
    spelled: dict[tuple[str, ...], tuple[int, str]] = {}

    def fits(phrase: str) -> bool:
        return begun.goes_on_as([*map(normalise, phrase.split(" ", begun.size)[: begun.size])])

    for last in begun.folded_last:
        first = " ".join([*begun.folded, *([last] if last else [])])
        spend()
        bounds = first, first + (_ANYTHING if last else _NO_MORE_LETTERS)
        for phrase, score in completions.phrases(bounds, begun.first, fits, 2 * limit):
            key = tuple(map(normalise, phrase.split(" ")))
            scores[key] += score
            spelled[key] = max(spelled.get(key, (0, "")), (score, phrase))
    best = sorted(scores, key=lambda key: (-scores[key], len(key), key))
    in_full = [key for key in best if begun.is_all_of(key)][:1]
    return {key: spelled[key][1] for key in list(dict.fromkeys(in_full + best))[:limit]}


def _titles(
    begun: Begun, completions: Completions, seen: set[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield titles by their marked syllables, in the order that `completions` give them."""
    fits = None if begun.last_is_bare else begun.may_be_last
    for last in begun.folded_last:
        spend()
        found = completions.titles(begun.finished, last, fits)
        for title, start in itertools.islice(found, _TITLES):
            shown = _shown(whole(title))
            key = tuple(marked_syllables(shown))
            if key not in seen and begun.goes_on_as(marked_syllables(shown[start:])):
                seen.add(key)
                yield key, shown


def _shown(title: str) -> str:
    """Return a title, a long one without its last words."""
    if len(title) <= _TITLE:
        return title
    return title[: max(title.rfind(" ", 0, _TITLE), 0)].rstrip(" ,.:;–-") + "…"
