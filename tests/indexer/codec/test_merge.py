"""Merging segments gives what building their live articles at once gives."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Phrase

from indexer.analysis import TermBatch
from indexer.analysis.sketches import BINS
from indexer.article import Article
from indexer.codec import build as build_module
from indexer.codec import merge as merge_module
from indexer.codec import segment as segment_module
from indexer.codec.build import Entry, build, id_arrays
from indexer.codec.layout import RARE, PairKeys
from indexer.codec.merge import Part, merge
from indexer.codec.segment import Segment
from indexer.codec.strings import Strings


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
        check_arrays(arrays, expected)
        segment = Segment(arrays)
        assert [segment.article(n) for n in range(segment.articles)] == live
        assert [segment.number(a.id) for a in live] == list(range(len(live)))

    return check_


def pieces(arrays):
    """Return the text of each distinct piece, and how many characters of it are its syllable."""
    return set(zip(Strings.of(arrays, "piece")[:], arrays["piece_lengths"].tolist(), strict=True))


def check_arrays(arrays, expected):
    """Hold terms to their order and every array to its size: nothing of the deleted stays."""
    for name in ("term", "group", "phrase", "id"):
        assert Strings.of(arrays, name)[:] == Strings.of(expected, name)[:]
    assert arrays["pair_keys"].tolist() == expected["pair_keys"].tolist()
    assert pieces(arrays) == pieces(expected)
    sizes = {name: len(array) for name, array in arrays.items()}
    of_batches = "folded_phrase"  # these have the folded phrases beside, and no file has
    assert sizes == {n: len(array) for n, array in expected.items() if not n.startswith(of_batches)}


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

    for name in ("digest", "document_digest", "day", "sketch"):
        assert merged[name].tolist() == arrays[name][live].tolist()


def test_articles_without_a_syllable_are_merged_too(check, corpus):
    bare = [Article(id=text, body=text) for text in ("…", "– !")]

    check([(bare[0], True)])
    check([(bare[0], True), (bare[1], False)], [(corpus[5], True)])


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


def segment_of_words(article_id, words):
    """Return a segment of one article, without pairs; the analysis would take seconds for it."""
    every, none = np.arange(len(words), dtype=np.int32), np.array([], np.int32)
    pieces = ["\n", *(f"{word} " for word in words)]
    batch = TermBatch(
        texts=1,
        terms=words,
        folded=words,
        pieces=pieces,
        piece_terms=np.arange(-1, len(words), dtype=np.int32),
        piece_lengths=np.array([0, *map(len, words)], np.int32),
        stream=np.arange(len(pieces), dtype=np.int32),
        stream_ends=np.array([len(pieces)]),
        syllable_texts=every * 0,
        syllable_terms=every,
        syllable_title_tf=every * 0,
        syllable_body_tf=every * 0 + 1,
        syllable_in_lead=every == 0,
        **dict.fromkeys(("pair_texts", "pair_lefts", "pair_rights"), none),
        **dict.fromkeys(("pair_title_tf", "pair_body_tf", "pair_in_lead"), none),
        phrases=[],
        phrase_folded=[],
        **dict.fromkeys(("phrase_texts", "phrase_numbers"), none),
        title_lengths=np.array([0], np.int32),
        body_lengths=np.array([len(words)], np.int32),
        sketches=np.zeros((1, BINS), np.uint8),
    )
    article = Article(id=article_id, body="".join(pieces[1:]))
    arrays = build([Entry(article, "", 1, 1)], batch)
    return article, Part({**arrays, **id_arrays([article_id])}, np.array([True]))


def test_more_pieces_than_two_bytes_can_number(opened):
    """40,000 words in each of two segments, 70,000 different ones in both: the real bound."""
    words = [f"n{number:05}" for number in range(70_000)]
    one, first = segment_of_words("a", words[:40_000])
    two, second = segment_of_words("b", words[-40_000:])
    assert len(first.arrays["rare"]) == 0

    arrays = merge([first, second])

    assert len(arrays["piece_ends"]) > RARE
    assert len(arrays["rare"]) > 0
    segment = Segment(arrays)
    assert [segment.article(n) for n in range(2)] == [one, two]
    again = Segment(merge([Part(arrays, np.array([False, True]))]))
    assert (again.article(0), len(again.arrays["rare"])) == (two, 0)
    with opened((arrays, [True] * 2)).searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(Phrase("body", words[69_990:]))] == ["b"]


def test_segments_with_too_many_spellings_together_are_not_merged(built, monkeypatch):
    parts = [Part(built([Article(id=own, body=own)]), np.array([True])) for own in ("hải", "hài")]

    def check(keys):
        if keys.most > 1:
            raise ValueError("too many")

    monkeypatch.setattr(PairKeys, "check", check)

    assert len(merge(parts[:1])["day"]) == 1
    with pytest.raises(ValueError, match="too many"):
        merge(parts)
