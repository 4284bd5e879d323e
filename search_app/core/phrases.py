"""Stretches that must stand in an article as they were quoted."""

import itertools

from analyzers import split_syllables
from search_app.core.port import AnyOf, Condition, Every, Lexicon, Phrase, Places
from search_app.core.query import Query
from search_app.core.readings import readings


def phrase_places(query: Query, lexicon: Lexicon) -> list[Places]:
    """Return what may stand at each place of each phrase, accents as typed."""
    return [tuple(readings(syllable, lexicon) for syllable in phrase) for phrase in query.phrases]


def all_phrases(query: Query, lexicon: Lexicon) -> Condition | None:
    """Return the condition that every phrase of `query` stands in an article, if it has any."""
    if not query.phrases:
        return None
    phrases = phrase_places(query, lexicon)
    if not all(itertools.chain.from_iterable(phrases)):
        return AnyOf(())  # a syllable that no article has
    return Every(tuple(map(Phrase, phrases)))


def stands_in(phrase: Places, text: str) -> bool:
    """Whether the syllables stand side by side in one paragraph of `text`."""
    for paragraph in text.split("\n"):
        marked = [syllable.marked for syllable in split_syllables(paragraph)]
        for at in range(len(marked) - len(phrase) + 1):
            if all(marked[at + i] in place for i, place in enumerate(phrase)):
                return True
    return False
