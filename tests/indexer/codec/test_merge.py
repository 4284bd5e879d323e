"""Merging segments gives what building their live articles at once gives."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Phrase

from indexer.article import Article
from indexer.codec import build as build_module
from indexer.codec import merge as merge_module
from indexer.codec import segment as segment_module
from indexer.codec.layout import RARE
from indexer.codec.merge import Part, merge
from indexer.codec.segment import Segment


@pytest.fixture(scope="session")
def merged(built):
    """Return a function: lists of (article, is live) into the arrays of one segment."""

    def arrays_of(*splits):
        return merge(
            [
                Part(built([a for a, _ in split]), np.array([live for _, live in split], np.bool_))
                for split in splits
                if split
            ]
        )

    return arrays_of


@pytest.fixture(scope="session")
def check(built, merged, contents):
    """Return a function that holds a merge to what building the live articles at once gives."""

    def check_(*splits):
        live = [a for split in splits for a, is_live in split if is_live]
        arrays, expected = merged(*splits), built(live)
        every = [True] * len(live)
        assert contents((arrays, every)) == contents((expected, every))
        check_sizes(arrays, expected)
        segment = Segment(arrays)
        assert [segment.article(n) for n in range(segment.articles)] == live
        assert [segment.number(a.id) for a in live] == list(range(len(live)))

    return check_


def check_sizes(arrays, expected):
    """Hold every array to its size: nothing of the deleted stays behind."""
    sizes = {name: len(array) for name, array in arrays.items()}
    assert sizes == {name: len(array) for name, array in expected.items()}


@settings(max_examples=50)  # each writes two segments
@given(data=st.data())
def test_random_splits_with_random_deletions(data, lists_of_articles, check):
    articles = data.draw(lists_of_articles)
    places = data.draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.booleans()),
            min_size=len(articles),
            max_size=len(articles),
        )
    )
    splits = [
        [(a, live) for a, (place, live) in zip(articles, places, strict=True) if place == split]
        for split in range(3)
    ]
    if any(live for _, live in places):
        check(*splits)


@pytest.mark.parametrize("seed", range(4))
def test_the_corpus_in_parts_with_a_third_deleted(seed, corpus, check):
    chance = random.Random(seed)
    parts = [[], [], [], []]
    for article in corpus:
        chance.choice(parts).append((article, chance.random() > 1 / 3))

    check(*parts)


def test_merging_in_steps_is_merging_at_once(corpus, built, contents):
    def part(arrays):
        return Part(arrays, np.ones(len(arrays["day"]), np.bool_))

    a, b, c = (part(built(corpus[at::3])) for at in range(3))
    steps = merge([part(merge([a, b])), c])

    live = [True] * len(corpus)
    found = contents((steps, live))
    assert found == contents((merge([a, b, c]), live))
    assert found["postings"] == contents((built(corpus), live))["postings"]


def test_each_article_keeps_its_digests(corpus, built):
    arrays = built(corpus)
    live = np.arange(len(corpus)) % 2 == 1

    merged = merge([Part(arrays, live)])

    for name in ("digest", "document_digest", "day"):
        assert merged[name].tolist() == arrays[name][live].tolist()


def test_a_deleted_article_may_have_the_id_of_a_live_one(built, corpus):
    """So it is with an article that was written anew."""
    old, new = Article(id="a", body="cũ"), Article(id="a", body="mới")

    segment = Segment(
        merge(
            [
                Part(built([old, corpus[5]]), np.array([False, True])),
                Part(built([new]), np.array([True])),
            ]
        )
    )

    assert segment.article(segment.number("a")) == new


@pytest.fixture
def few_pieces(monkeypatch):
    """Let all but the two most frequent pieces take four bytes."""
    for module in (build_module, merge_module, segment_module):
        monkeypatch.setattr(module, "RARE", 2)


@pytest.mark.usefixtures("few_pieces")
@pytest.mark.parametrize("seed", range(2))
def test_rare_pieces_come_back(seed, corpus, check, built):
    assert len(built(corpus)["rare"]) > 100
    chance = random.Random(seed)
    parts = [[], [], []]
    for article in corpus:
        chance.choice(parts).append((article, chance.random() > 1 / 3))

    check(*parts)


def test_more_pieces_than_two_bytes_can_number(built, opened):
    """The real bound: 40,000 words in each of two segments, 70,000 different ones in both."""
    words = ["".join("aeiou"[at // 5**digit % 5] for digit in range(8)) for at in range(70_000)]
    articles = [
        Article(id="a", body=" ".join(words[:40_000])),
        Article(id="b", body=" ".join(words[-40_000:])),
        Article(id="c", body=" ".join([*words[:5], words[-1]])),
    ]
    parts = [Part(built([articles[0]]), np.array([True])), Part(built(articles[1:]), np.ones(2, bool))]

    arrays = merge(parts)

    assert len(arrays["piece_ends"]) > RARE
    assert len(arrays["rare"]) > 0
    segment = Segment(arrays)
    assert [segment.article(n) for n in range(3)] == articles
    with opened((arrays, [True] * 3)).searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(Phrase("body", words[60_000:60_003]))] == ["b"]
