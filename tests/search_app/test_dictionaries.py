"""A lexicon and phrases of counts alone answer as those of the segments that were counted."""

import itertools
import random

import pytest

from analyzers import fold, split_syllables
from indexer.codec.dictionary import open_dictionary
from indexer.codec.tally import Tally
from indexer.store import current_generation
from search_app.core.index import Index
from search_app.engines.completions import PhraseCompletions
from search_app.engines.lexicon import LocalLexicon
from search_app.engines.local import LocalEngine


class CountedCompletions(PhraseCompletions):
    """The phrases of dictionaries, with the titles of another engine."""

    def __init__(self, dictionaries, titles):
        super().__init__(dictionaries)
        self.titles = titles


def counted(segments):
    """Return a dictionary of all articles of segments."""
    tally = Tally()
    for segment in segments:
        tally.add(segment.arrays, segment.ids[:])
    return open_dictionary(tally.finish())


@pytest.fixture(scope="module")
def both(seed_root):
    """Return the index of the seeds, and the same with a lexicon and phrases of counts."""
    local, other = LocalEngine.open(seed_root), LocalEngine.open(seed_root)
    dictionary = counted([own.segment for own in current_generation(seed_root).segments()])
    other.lexicon = LocalLexicon([dictionary], local.lexicon.articles)
    other.completions = CountedCompletions([dictionary], local.completions.titles)
    return Index(local), Index(other)


def test_the_seeds_are_completed_alike(both, seed_index):
    local, other = both
    words = {
        own.marked for seed in seed_index.search("").hits for own in split_syllables(seed.title)
    }
    texts = [word[:size] for word in sorted(words) for size in range(1, len(word) + 1)]
    texts += ["hải ph", "hai phong", "thành phố h", "chuyen doi", "chuyển đ"]

    completed = {text: local.suggest(text) for text in {*texts, *map(fold, texts)}}

    assert completed == {text: other.suggest(text) for text in completed}
    assert sum(map(bool, completed.values())) > 20


def test_accents_and_slips_of_the_seeds_are_mended_alike(both, seed_index):
    local, other = both
    rng, texts = random.Random(1), []
    for seed in seed_index.search("").hits:
        words = [own.marked for own in split_syllables(seed.title)]
        for first in range(len(words) - 2):
            three = words[first : first + 3]
            slip = rng.randrange(len(three[1]))
            texts += [
                fold(" ".join(three)),
                " ".join([three[0], three[1][:slip] + three[1][slip + 1 :], three[2]]),
            ]

    def told(index):
        answers = map(index.search, texts)
        return [(own.understood, own.suggestion, own.total) for own in answers]

    assert told(local) == told(other)


def test_segments_count_as_one_dictionary(random_index):
    segments = [leaf.segment for leaf in random_index._engine._leaves]
    one, several = (LocalLexicon(own, 1) for own in ([counted(segments)], segments))
    terms = sorted({term for segment in segments for term in segment.terms[:]})

    for lexicon in (one, several):
        assert [lexicon.syllable_count(term) > 0 for term in terms] == [True] * len(terms)
    for name in ("syllable_count", "spellings"):
        assert [getattr(one, name)(term) for term in map(fold, terms)] == [
            getattr(several, name)(term) for term in map(fold, terms)
        ]
    pairs = list(itertools.product(terms, terms))
    assert one.pair_counts(terms, terms).tolist() == several.pair_counts(terms, terms).tolist()
    assert one.count_pairs(pairs).tolist() == several.count_pairs(pairs).tolist()
    folded = [(fold(left), fold(right)) for left, right in pairs]
    assert one.count_folded_pairs(folded).tolist() == several.count_folded_pairs(folded).tolist()
    for form in ("marked", "folded"):
        assert one.beginning(form, "", 9) == several.beginning(form, "", 9)
