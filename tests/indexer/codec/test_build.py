"""A segment gives back its articles as they were, and the postings that plain counting gives."""

import dataclasses
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold, split_syllables
from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec.container import write_arrays
from indexer.codec.frequencies import BODY, TITLE
from indexer.codec.segment import Segment
from indexer.codec.strings import Strings
from indexer.schema import folded_phrase


def counted(articles):
    """Return how often each article has each term and pair in its title and body, from lists."""
    batch = analyse_batch(articles, default_abbreviations())
    terms = batch.terms
    found = {"syllable": Counter(), "pair": Counter(), "phrase": Counter()}
    columns = batch.syllable_texts, batch.syllable_terms, batch.syllable_title_tf
    for text, term, title, body in zip(*map(list, (*columns, batch.syllable_body_tf)), strict=True):
        found["syllable"][int(text), terms[term]] = (min(title, 3), BODY[body >= BODY].max())
    columns = batch.pair_texts, batch.pair_lefts, batch.pair_rights, batch.pair_title_tf
    for text, left, right, title, body in zip(
        *map(list, (*columns, batch.pair_body_tf)), strict=True
    ):
        found["pair"][int(text), (terms[left], terms[right])] = (
            min(title, 3),
            BODY[body >= BODY].max(),
        )
    for text, phrase in zip(batch.phrase_texts, batch.phrase_numbers, strict=True):
        found["phrase"][int(text), batch.phrases[phrase]] = 1
    return found


def listed(segment):
    """Return the same from the posting lists of a segment."""
    terms = segment.terms[:]
    left, right = segment.keys.decode(segment.arrays["pair_keys"])
    names = {
        "syllable": terms,
        "pair": [(terms[a], terms[b]) for a, b in zip(left, right, strict=True)],
    }
    found = {"syllable": Counter(), "pair": Counter(), "phrase": Counter()}
    for kind, keys in names.items():
        for number, key in enumerate(keys):
            docs, codes = segment.postings(kind, number, number + 1)
            assert len(docs) == segment.count(kind, number, number + 1) > 0
            assert (np.diff(docs.astype(int)) > 0).all()
            for doc, code in zip(docs.tolist(), codes.tolist(), strict=True):
                found[kind][doc, key] = (TITLE[code], BODY[code])
    bounds, docs = segment.arrays["phrase_starts"], segment.arrays["phrase_docs"]
    for number, phrase in enumerate(segment.phrases):
        for doc in docs[bounds[number] : bounds[number + 1]].tolist():
            found["phrase"][doc, phrase] = 1
    return found


def check(articles, arrays):
    """Hold a segment to the articles it was built of."""
    segment = Segment(arrays)
    assert segment.articles == len(articles)
    for number, own in enumerate(articles):
        assert segment.article(number) == own
        assert segment.text(number) == (own.title, own.body, list(own.captions))
        assert segment.number(own.id) == number
        check_tokens(segment, number, own)
    assert listed(segment) == counted(articles)
    check_orders(segment)


def check_tokens(segment, number, own):
    """Hold the pieces of an article to the syllables of its text."""
    text = f"{own.title}\n{own.text}"
    cuts = [syllable.start for syllable in split_syllables(text)]
    head = [0] if not cuts or cuts[0] else []
    begins = [*head, *cuts]
    tokens = segment.tokens([number])
    pieces = tokens.pieces.tolist()
    assert [segment.pieces[at] for at in pieces] == [
        text[first:last] for first, last in zip(begins, [*cuts[not head :], len(text)], strict=True)
    ]
    assert int(tokens.title_pieces[0]) == sum(begin < len(own.title) for begin in begins)
    last = begins[int(tokens.title_pieces[0]) - 1] if tokens.title_pieces[0] else len(own.title)
    assert int(tokens.title_ends[0]) == len(own.title) - last
    terms = segment.piece_terms(tokens.pieces).tolist()
    assert [segment.terms[term] if term >= 0 else None for term in terms] == [
        *(None for _ in head),
        *(syllable.marked for syllable in split_syllables(text)),
    ]
    breaks = segment.line_ends(tokens.pieces).tolist()
    assert breaks == ["\n" in segment.pieces[at] for at in pieces]


def check_orders(segment):
    """Hold the terms, groups and phrases of a segment to their order."""
    terms, groups = segment.terms[:], segment.groups[:]
    forms = [term if term.isupper() else fold(term) for term in terms]
    assert list(zip(forms, terms, strict=True)) == sorted(zip(forms, terms, strict=True))
    assert groups == sorted(set(forms))
    for number, form in enumerate(groups):
        assert segment.group(form) == number
        assert [forms[at] for at in segment.terms_of(number)] == [form] * forms.count(form)
    phrases = segment.phrases[:]
    folded = [folded_phrase(phrase) for phrase in phrases]
    assert Strings.of(segment.arrays, "folded_phrase")[:] == folded
    assert list(zip(folded, phrases, strict=True)) == sorted(zip(folded, phrases, strict=True))
    for number, (form, term) in enumerate(zip(forms, terms, strict=True)):
        assert segment.term(term, form) == number
    assert (np.diff(segment.arrays["pair_keys"].astype(object)) > 0).all()


def test_hard_articles_come_back_with_their_postings(corpus, built):
    check(corpus, built(corpus))


@given(data=st.data())
def test_any_articles_come_back_with_their_postings(data, lists_of_articles, built):
    articles = data.draw(lists_of_articles)

    check(articles, built(articles))


def test_the_seeds_come_back_with_their_postings(seeds, built):
    articles = []
    for path in sorted(seeds.glob("*.txt")):
        title, body = path.read_text("utf-8").split("\n", 1)
        articles.append(Article(id=path.stem, title=title, body=body))

    check(articles, built(articles))


def test_what_no_article_has_is_not_found(corpus, built):
    segment = Segment(built(corpus))

    assert [segment.number(own) for own in ("", "bài", "bài 00", "zzz", "\U0010ffff")] == [-1] * 5
    assert segment.term("hảo", "hao") == segment.group("hao") == -1
    assert segment.term("Hải", "hai") == -1, "of a group that there is"
    assert list(segment.terms_of(-1)) == []
    hai, tu = segment.term("hải", "hai"), segment.term("tư", "tu")
    numbers = segment.pair_numbers(
        np.array([hai, hai]), np.array([segment.term("phòng", "phong"), tu])
    )
    assert numbers[0] >= 0
    assert numbers[1] == -1


def test_pairs_that_fold_alike_are_one_stretch(corpus, built):
    segment = Segment(built(corpus))
    hai, phong = segment.group("hai"), segment.group("phong")

    first, last = segment.pairs_of(hai, phong)

    left, right = segment.keys.decode(segment.arrays["pair_keys"])
    inside = [
        at
        for at in range(len(left))
        if left[at] in segment.terms_of(hai) and right[at] in segment.terms_of(phong)
    ]
    assert list(range(first, last)) == inside != []


def test_what_is_stored_beside_the_text(built):
    one = Article(
        id="a",
        body="x",
        year=1999,
        cities=("Huế", "Hà Nội"),
        url="u",
        byline="b",
        captions=("c", "d"),
    )
    segment = Segment(built([one, dataclasses.replace(one, id="b", year=None)]))

    known = {"path": "/báo/a.txt", "url": "u", "byline": "b", "source": "", "date": ""}
    sets = {"year": ["1999"], "city": ["Huế", "Hà Nội"], "topic": [], "captions": ["c", "d"]}
    assert segment.stored(0) == {"id": "a", "title": "", "body": "x"} | known | sets
    assert segment.arrays["day"].tolist() == [199900000000, 0]
    assert segment.arrays["digest"].tolist() == [1 << 63] * 2
    assert segment.arrays["document_digest"].tolist() == [0, 1]


def test_a_file_that_lacks_an_array_is_refused(tmp_path, built, corpus):
    arrays = built(corpus)
    del arrays["pair_docs"], arrays["group_ends"]
    write_arrays(tmp_path / "x.arrays", arrays)

    with pytest.raises(ValueError, match="lacks 'group_ends'"):
        Segment.open(tmp_path / "x.arrays")
