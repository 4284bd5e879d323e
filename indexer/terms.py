"""An article's terms, field by field, in one pass of the analysis."""

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator

from analyzers import JOINER, Syllable, pair_starts, split_syllables, word_spans
from analyzers.abbreviations import Abbreviations
from analyzers.terms import other_form_terms, unit_terms
from analyzers.units import find_units
from indexer.analysis.pieces import function_words
from indexer.article import Article


def phrase_term(phrase: str, folded: str) -> str:
    return f"{folded}|{phrase}"


PHRASE_SYLLABLES = range(2, 6)  # “Hải Phòng” to “Ban Tuyên giáo Thành ủy”: what people complete
PHRASE_WORDS = 3
_LINKS = frozenset(" \u00a0")  # what may stand between the words of a phrase


def index_terms(article: Article, abbreviations: Abbreviations) -> dict[str, list[str]]:
    """Return the terms of each text field of the schema, repeated as often as they occur.

    Units stand whole beside their syllables, and what is abbreviated, or could be, in its
    other forms too, so that a query finds any form by the one that was typed.
    """
    text = f"{article.title}\n{article.body}"
    syllables = split_syllables(text)
    in_title = bisect.bisect(syllables, len(article.title), key=lambda syllable: syllable.start)
    marked = [syllable.marked for syllable in syllables]
    starts = pair_starts(text, syllables)
    pairs = [marked[at] + JOINER + marked[at + 1] for at in starts]
    title_pairs = bisect.bisect_left(starts, in_title)
    terms = {
        "title": marked[:in_title],
        "body": marked[in_title:],
        "title_pairs": pairs[:title_pairs],
        "body_pairs": pairs[title_pairs:],
        "phrases": _phrases(text, in_title, syllables),
    }
    units = find_units(text)
    expansions = abbreviations.find(text, syllables, units)
    others = other_form_terms(expansions, syllables, set(starts))
    for term in itertools.chain(unit_terms(units, syllables), others):
        zone = "title" if term.first < in_title else "body"
        terms[f"{zone}_pairs" if term.kind == "pair of other form" else zone].append(term.marked)
    return terms


def _phrases(text: str, in_title: int, syllables: list[Syllable]) -> list[str]:
    """Return what is worth completing: runs of words in the title, or said twice in the article."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    titled: set[str] = set()
    for first, end in _runs(text, syllables, word_spans(text, syllables)):
        run = syllables[first:end]
        folded = " ".join(syllable.folded for syllable in run)
        counts[folded] += 1
        # The last spelling stands: inside a sentence rather than the capital of its start.
        spelled[folded] = " ".join(text[s.start : s.end] for s in run)
        if end <= in_title:
            titled.add(folded)
    return [
        phrase_term(spelled[folded], folded)
        for folded, count in counts.items()
        if count > 1 or folded in titled
    ]


def _runs(
    text: str, syllables: list[Syllable], spans: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of one to three neighbouring words, joined by single spaces."""
    words = _with_single_syllables(spans, len(syllables))
    for at in range(len(words)):
        first, end = words[at]
        for more in range(PHRASE_WORDS):
            if more and not (
                at + more < len(words)
                and text[syllables[end - 1].end : syllables[end].start] in _LINKS
            ):
                break
            end = words[at + more][1]
            ends = {syllables[first].marked, syllables[end - 1].marked}
            if end - first in PHRASE_SYLLABLES and not ends & function_words():
                yield first, end


def _with_single_syllables(spans: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    words: list[tuple[int, int]] = []
    at = 0
    for first, end in [*spans, (count, count)]:
        words.extend((single, single + 1) for single in range(at, first))
        if end > first:
            words.append((first, end))
        at = end
    return words
