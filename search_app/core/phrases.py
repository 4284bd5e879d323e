"""Stretches that must stand in an article as they were quoted."""

from analyzers import split_syllables
from search_app.core.port import Lexicon, Phrase
from search_app.core.query import Query
from search_app.core.readings import readings


def phrase_terms(query: Query, lexicon: Lexicon) -> list[Phrase]:
    """Return what may stand at each place of each phrase, accents as typed."""
    return [tuple(readings(syllable, lexicon) for syllable in phrase) for phrase in query.phrases]


def stands_in(phrase: Phrase, text: str) -> bool:
    """Whether the syllables stand side by side in one paragraph of `text`."""
    for paragraph in text.split("\n"):
        marked = [syllable.marked for syllable in split_syllables(paragraph)]
        for at in range(len(marked) - len(phrase) + 1):
            if all(marked[at + i] in place for i, place in enumerate(phrase)):
                return True
    return False
