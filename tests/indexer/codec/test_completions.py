"""Which phrases a segment keeps and completes with, after any merging."""

import random

import numpy as np
import pytest

from analyzers import normalise
from indexer.article import Article
from indexer.codec import completions
from indexer.codec.completions import completion_arrays, frequent_phrases, marks_of, may_begin
from indexer.codec.merge import Part, merge
from indexer.codec.strings import Strings


def completed(arrays):
    """Return the phrases to complete with, as spelled, and their scores."""
    phrases, own = Strings.of(arrays, "phrase"), completion_arrays(arrays)
    numbers = own["completion_phrases"].tolist()
    assert numbers == sorted(set(numbers))
    return dict(
        zip([phrases[at] for at in numbers], own["completion_scores"].tolist(), strict=True)
    )


def articles_of(*bodies):
    return [Article(id=str(at), body=body) for at, body in enumerate(bodies)]


def said(*phrases):
    """Return a body that says each phrase twice."""
    return ". ".join(phrases + phrases)


def test_a_phrase_that_nearly_always_goes_on_is_left_out(built):
    arrays = built(articles_of(*[said("khởi tố vụ án")] * 3, said("khởi tố")))

    assert completed(arrays) == {"khởi tố vụ án": 3, "vụ án": 3}


def test_what_goes_on_in_one_way_counts_for_the_rest(built):
    bodies = [said("chuyển đổi số")] * 3 + [said("chuyển đổi")] * 3
    found = completed(built(articles_of(*bodies)))

    assert found["chuyển đổi"] == found["chuyển đổi số"] == 3


def test_spellings_of_one_phrase_count_together_and_the_commonest_is_shown(built):
    bodies = [said("Thanh Hoá")] + [said("Thanh Hóa")] * 2

    assert completed(built(articles_of(*bodies))) == {"Thanh Hóa": 3}


@pytest.mark.parametrize("seed", range(3))
def test_after_merging_it_is_what_it_is_of_all_live_articles(seed, corpus, built):
    chance = random.Random(seed)
    live = np.array([chance.random() > 1 / 3 for _ in corpus])
    half = len(corpus) // 2
    parts = [
        Part(built(corpus[:half]), live[:half]),
        Part(built(corpus[half:]), live[half:]),
    ]
    expected = built([own for own, is_live in zip(corpus, live, strict=True) if is_live])

    assert completed(merge(parts)) == completed(expected)
    assert len(completed(expected)) > 5


def test_what_one_of_many_articles_has_alone_is_not_kept(corpus, built, monkeypatch):
    arrays = built(corpus)
    assert (
        Strings.of(arrays | frequent_phrases(arrays), "phrase")[:]
        == Strings.of(arrays, "phrase")[:]
    )
    monkeypatch.setattr(completions, "MANY", len(corpus))

    kept = frequent_phrases(arrays)

    def postings(arrays):
        bounds, docs = arrays["phrase_starts"].tolist(), arrays["phrase_docs"].tolist()
        return {
            phrase: docs[bounds[at] : bounds[at + 1]]
            for at, phrase in enumerate(Strings.of(arrays, "phrase")[:])
        }

    everything = postings(arrays)
    assert postings(kept) == {own: docs for own, docs in everything.items() if len(docs) > 1}
    assert 0 < len(postings(kept)) < len(everything)
    merged = merge([Part(arrays | kept, np.ones(len(corpus), np.bool_))])
    assert postings(merged) == postings(kept)


@pytest.mark.parametrize(
    ("begun", "syllables", "others"),
    [
        ("", "đổi doi Ư", ""),
        ("đ", "đổi đa đường", "dổi d doi"),
        ("ô", "ổn ông", "ơn on ăn ươn"),
        ("vì", "vì vìa", "vi ví vị"),
        ("đườ", "đường đườn", "đương đướng dường đùng"),
        ("giậ", "giật giận", "giấy giạt giâm"),
    ],
)
def test_what_begins_with_marks_has_them(begun, syllables, others):
    def fits(text):
        marks = np.array([marks_of(normalise(own)) for own in text.split()], np.uint8)
        return may_begin(marks_of(normalise(begun)), marks).tolist()

    assert all(fits(syllables))
    assert not any(fits(others))
