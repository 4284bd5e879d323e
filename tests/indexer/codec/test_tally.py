"""What is counted batch by batch is what a segment of the same articles has."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec import completions, tally
from indexer.codec.completions import completion_arrays, frequent_phrases
from indexer.codec.dictionary import open_dictionary, totals
from indexer.codec.merge import Part, merge
from indexer.codec.segment import Segment
from indexer.codec.tally import Tally

STARTS = ("syllable_starts", "pair_starts", "phrase_starts")


@pytest.fixture
def small_tiers(monkeypatch):
    """Let two of about one size become one, so that few batches are merged in many steps."""
    monkeypatch.setattr(tally, "_FAN_BITS", 1)
    monkeypatch.setattr(tally, "_FAN", 2)


def batches_of(articles, chance, built):
    """Return batches of random sizes, and which of their articles are wanted."""
    found, rest = [], list(articles)
    while rest:
        size = chance.randint(1, 4)
        own, rest = rest[:size], rest[size:]
        found.append((built(own), [a.id if chance.random() > 1 / 4 else None for a in own]))
    return found


def of_segment(batches):
    """Return the arrays of the segment that a writer makes of batches."""
    arrays = merge(
        [
            Part(arrays, np.array([own is not None for own in ids], np.bool_))
            for arrays, ids in batches
        ]
    )
    arrays |= frequent_phrases(arrays)
    return arrays | completion_arrays(arrays)


def tallied(batches):
    counted = Tally()
    for arrays, ids in batches:
        counted.add(arrays, ids)
    return counted.finish()


def check(arrays, batches):
    """Hold a dictionary to the segment of the same batches, number by number."""
    segment = of_segment(batches)
    for name, own in arrays.items():
        if name != "totals":
            assert own.tolist() == segment[name].tolist(), name
    lengths = [
        int(Segment(segment).lengths(zone).sum(dtype=np.float64)) for zone in ("title", "body")
    ]
    assert list(totals(arrays)) == [len(segment["day"]), *lengths]
    assert open_dictionary(arrays).articles == len(segment["day"])


@pytest.mark.usefixtures("small_tiers")
@settings(max_examples=50)
@given(data=st.data())
def test_random_batches(data, lists_of_articles, built):
    articles = data.draw(lists_of_articles)
    batches = batches_of(articles, data.draw(st.randoms(use_true_random=False)), built)

    if any(own is not None for _, ids in batches for own in ids):
        check(tallied(batches), batches)


@pytest.mark.usefixtures("small_tiers")
@pytest.mark.parametrize("seed", range(3))
def test_the_corpus_in_many_batches(seed, corpus, built):
    batches = batches_of(corpus, random.Random(seed), built)

    arrays = tallied(batches)

    check(arrays, batches)
    assert not [name for name in arrays if name.endswith("_docs") or name.startswith("folded")]


def test_dictionaries_become_one(corpus, built):
    batches = batches_of(corpus, random.Random(1), built)
    half = len(batches) // 2
    every = Tally()
    every.add_dictionary(tallied(batches[:half]))
    every.add_dictionary(tallied(batches[half:]))

    assert every.articles == sum(own is not None for _, ids in batches for own in ids)
    check(every.finish(), batches)


def test_what_one_of_many_articles_has_alone_is_not_kept(corpus, built, monkeypatch):
    batches = [(built(corpus), [own.id for own in corpus])]
    few = len(tallied(batches)["phrase_ends"])
    monkeypatch.setattr(completions, "MANY", len(corpus))

    arrays = tallied(batches)

    check(arrays, batches)
    assert 0 < len(arrays["phrase_ends"]) < few


def test_of_very_many_pairs_those_of_one_article_go(corpus, built, monkeypatch):
    articles = corpus[::6]
    batches = [(built(articles), [own.id for own in articles])]
    whole = tallied(batches)
    counts = np.diff(whole["pair_starts"].astype(np.int64))
    assert 0 < np.count_nonzero(counts > 1) < len(counts)
    monkeypatch.setattr(tally, "MANY_PAIRS", len(counts) - 1)

    arrays = tallied(batches)

    assert arrays["pair_keys"].tolist() == whole["pair_keys"][counts > 1].tolist()
    assert np.diff(arrays["pair_starts"]).tolist() == counts[counts > 1].tolist()


def test_of_nothing_there_is_an_empty_dictionary(corpus, built):
    unwanted = Tally()
    unwanted.add(built(corpus[:2]), [None, None])

    for own in (Tally(), unwanted):
        dictionary = open_dictionary(own.finish())
        assert (dictionary.articles, len(dictionary.terms), len(dictionary.phrases)) == (0, 0, 0)
        assert dictionary.term("hải", "hai") == -1


@pytest.mark.parametrize("name", [*STARTS, "group_starts", "term_ends", "totals"])
def test_what_is_damaged_is_refused(name, corpus, built):
    arrays = tallied([(built(corpus), [own.id for own in corpus])])

    with pytest.raises(ValueError, match=f"its {name} is damaged"):
        open_dictionary(arrays | {name: arrays[name][:-1]})
    with pytest.raises(ValueError, match="it lacks"):
        open_dictionary({own: array for own, array in arrays.items() if own != name})
