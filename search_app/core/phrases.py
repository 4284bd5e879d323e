"""Stretches that must stand in an article as they were quoted."""

from collections.abc import Sequence

from analyzers import Syllable, split_syllables
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import Query
from search_app.core.readings import readings
from search_app.core.request import AnyOf, Condition, Phrase, Places, Zone


def phrase_places(query: Query, lexicon: Lexicon) -> list[Places]:
    """Return what may stand at each place of each phrase, accents as typed."""
    return [_places(phrase, lexicon, query.is_literal) for phrase in query.phrases]


def phrase_condition(
    phrase: Sequence[Syllable], query: Query, lexicon: Lexicon, zone: Zone | None = None
) -> Condition:
    """Return the condition that a phrase of `query` stands in an article."""
    places = _places(phrase, lexicon, query.is_literal)
    return Phrase(places, zone) if all(places) else AnyOf(())  # a syllable that no article has


def _places(phrase: Sequence[Syllable], lexicon: Lexicon, literal: bool) -> Places:  # noqa: FBT001
    return tuple(readings(syllable, lexicon, literal=literal) for syllable in phrase)


def stands_in(phrase: Places, text: str) -> bool:
    """Whether the syllables stand side by side in one paragraph of `text`."""
    for paragraph in text.split("\n"):
        spend()
        marked = [syllable.marked for syllable in split_syllables(paragraph)]
        for at in range(len(marked) - len(phrase) + 1):
            if all(marked[at + i] in place for i, place in enumerate(phrase)):
                return True
    return False
