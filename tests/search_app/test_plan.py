"""What a query is looked for as: clauses and conditions, on a lexicon of a few words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.typed import read_telex, read_vni
from indexer.article import Article
from search_app.core.meant import _MAY_BE_KEYS
from search_app.core.phrases import all_phrases
from search_app.core.port import AnyOf, Every, Phrase
from search_app.core.query import read_query
from search_app.core.ranking import plan
from search_app.core.similarity import telling_clauses
from search_app.core.wanted import tables


def planned(text, lexicon):
    return [(c.kind, c.form, c.places, c.counts) for c in plan(read_query(text), lexicon)]


def test_a_query_without_accents_is_looked_for_by_its_folded_forms(lexicon_of):
    assert planned("doi so", lexicon_of()) == [
        ("syllable", "folded", (("doi",),), True),
        ("syllable", "folded", (("so",),), True),
        ("pair", "folded", (("doi",), ("so",)), False),
    ]


def test_accents_as_typed_come_with_folded_forms_and_bare_syllables_with_any(lexicon_of):
    lexicon = lexicon_of("đổi số", "sở", "số")

    assert planned("đổi so", lexicon) == [
        ("syllable", "marked", (("đổi",),), False),
        ("syllable", "marked", (("số", "sở"),), False),
        ("pair", "marked", (("đổi",), ("số", "sở")), False),
        ("syllable", "folded", (("doi",),), True),
        ("syllable", "folded", (("so",),), True),
        ("pair", "folded", (("doi",), ("so",)), False),
    ]


def test_a_marked_syllable_that_no_article_has_is_no_marked_clause(lexicon_of):
    assert planned("đổi", lexicon_of("đội")) == [("syllable", "folded", (("doi",),), True)]


def test_each_thing_is_one_clause(lexicon_of):
    assert len(planned("so so so", lexicon_of())) == 2


def test_a_unit_is_looked_for_whole(lexicon_of):
    places = [places for kind, _, places, _ in planned("2.175", lexicon_of()) if kind == "syllable"]

    assert places == [(("2",),), (("175",),), (("2175",),)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("số", None),
        ('"đổi so" "số"', Every((Phrase((("đổi",), ("số", "sở"))), Phrase((("số",),))))),
        ('"số" "zzz"', AnyOf(())),
    ],
)
def test_quotations_are_a_condition(lexicon_of, text, where):
    lexicon = lexicon_of("đổi số", "sở", "số")

    assert all_phrases(read_query(text), lexicon) == where


def test_similar_articles_are_looked_for_by_pairs_that_others_have(lexicon_of):
    lexicon = lexicon_of("a b c", "a b\nx", "x y", "z")
    article = Article(id="", title="a b", body="a b c\nx y")

    found = [(c.label, c.places, c.weight) for c in telling_clauses(article, lexicon)]
    assert found == [("a b", (("a",), ("b",)), 2.0)]


@given(text=st.text(st.sampled_from("abdeguiowsfrxj19hng"), max_size=8))
def test_whatever_keys_may_mean_is_looked_at(text):
    if read_telex(text) or read_vni(text):
        assert _MAY_BE_KEYS.search(text)


def test_spellings_of_one_folded_form_are_told_apart():
    """The forms of UBND have a ban, the query a bàn: neither is marked for the other."""
    query = read_query("bàn bạn")

    wanted = tables(query).wanted
    assert [(w.folded, sorted(w.marked)) for w in wanted] == [("ban", ["bàn"]), ("ban", ["bạn"])]
