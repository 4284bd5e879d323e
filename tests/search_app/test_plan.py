"""What a query is looked for as: clauses and conditions, on a lexicon of a few words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.typed import read_telex, read_vni
from indexer.article import Article
from search_app.core.accents import read_accents
from search_app.core.clauses import plan
from search_app.core.meant import _MAY_BE_KEYS
from search_app.core.query import read_query
from search_app.core.request import AnyOf, Every, Phrase
from search_app.core.required import required
from search_app.core.similarity import telling_clauses
from search_app.core.wanted import tables


def clauses(text, lexicon):
    query = read_query(text)
    return plan(query, read_accents(query.syllables, lexicon, query.numbers), lexicon)


def planned(text, lexicon):
    return [(c.kind, c.form, c.places, c.counts) for c in clauses(text, lexicon)]


def weights(text, lexicon):
    """Return {label: weight} of the marked clauses."""
    return {c.label: round(c.weight, 9) for c in clauses(text, lexicon) if c.form == "marked"}


FOLDED = [
    ("syllable", "folded", (("doi",),), True),
    ("syllable", "folded", (("so",),), True),
    ("pair", "folded", (("doi",), ("so",)), False),
]
FOLDED_TOO = [(*clause[:-1], False) for clause in FOLDED]  # what is meant counts


def test_what_no_article_has_is_looked_for_by_its_folded_form(lexicon_of):
    assert planned("doi so", lexicon_of()) == FOLDED
    assert planned("đổi sở", lexicon_of()) == FOLDED


def test_a_query_without_accents_is_looked_for_as_it_is_meant_too(lexicon_of):
    lexicon = lexicon_of(*["đổi số"] * 9, "sở", *["đội"] * 2)

    assert planned("doi so", lexicon) == [
        ("syllable", "marked", (("đổi",),), True),
        ("syllable", "marked", (("số",),), True),
        ("pair", "marked", (("đổi",), ("số",)), False),
        *FOLDED_TOO,
    ]


def test_a_syllable_that_may_be_more_is_looked_for_in_all_its_likely_spellings(lexicon_of):
    lexicon = lexicon_of("đổi số", "đổi sở")

    assert planned("đổi so", lexicon) == [
        ("syllable", "marked", (("đổi",),), True),
        ("syllable", "marked", (("số", "sở"),), True),
        ("pair", "marked", (("đổi",), ("số", "sở")), False),
        *FOLDED_TOO,
    ]


def test_each_thing_is_one_clause_with_the_most_it_weighs(lexicon_of):
    lexicon = lexicon_of("số hai", "số", "hai")

    assert len(planned("so so so", lexicon)) == 4
    assert weights("Hai hai, Hai", lexicon)["hai"] == 1.6


def test_names_and_numbers_weigh_more_and_pairs_of_them(lexicon_of):
    lexicon = lexicon_of(
        "gặp", "chị", "Hoa", "Mai", "19", "ở", "Hải", "chị Hoa", "Hoa Mai", "Mai ở"
    )

    found = weights("Gặp chị Hoa Mai ở 19", lexicon)
    syllables = {label: weight for label, weight in found.items() if " " not in label}
    assert syllables["gặp"] == 1  # its capital opens the query
    assert syllables["19"] == 1.6
    assert found["hoa mai"] == 0.8
    assert found["chị hoa"] == found["mai ở"] == 0.5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gặp gỡ đầu xuân", []),
        ("Hải Phòng", ["hải", "phòng"]),
        ("họp ở Hải Phòng. Bí thư nói: Tôi tin", ["hải", "phòng"]),
        ("UBND thành phố", ["ubnd"]),
        ("Ủy ban", []),
        ("HẢI PHÒNG", []),
        ("“Hoa” của Mai", ["mai"]),
    ],
)
def test_a_capital_inside_a_sentence_shows_a_name(text, names):
    query = read_query(text)

    assert [query.syllables[at].marked for at in sorted(query.names)] == names


def test_syllables_that_belong_together_say_less_beside_their_pair(lexicon_of):
    lexicon = lexicon_of(*["kinh tế"] * 3, "kinh", "tế", *["đi làm"] * 20, *["đi", "làm"] * 5)

    together, apart = weights("kinh tế", lexicon), weights("đi làm", lexicon)
    assert together["kinh"] == together["tế"] < apart["đi"] < 1
    assert together["kinh tế"] == apart["đi làm"] == 0.5


def test_a_unit_is_looked_for_whole(lexicon_of):
    places = [places for kind, _, places, _ in planned("2.175", lexicon_of()) if kind == "syllable"]

    assert places == [(("2",),), (("175",),), (("2175",),)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("số", None),
        ('"đổi so" "số"', Every((Phrase((("đổi",), ("số", "sở"))), Phrase((("số",),))))),
        ('"số" "zzz"', Every((Phrase((("số",),)), AnyOf(())))),
    ],
)
def test_quotations_are_a_condition(lexicon_of, text, where):
    lexicon = lexicon_of("đổi số", "sở", "số")

    assert required(read_query(text), lexicon, lambda _: ()) == where


def test_similar_articles_are_looked_for_by_pairs_that_others_have(lexicon_of):
    lexicon = lexicon_of("a b c", "a b\nx", "x y", "z")
    article = Article(id="", title="a b", body="a b c\nx y")

    found = [(c.label, c.places, c.weight) for c in telling_clauses(article, lexicon)]
    assert found == [("a b", (("a",), ("b",)), 2.5**0.9)]


def test_similar_articles_are_looked_for_by_rare_syllables_too(lexicon_of):
    lexicon = lexicon_of("ufo xa", "ufo rơi", *["và"] * 40)

    found = {c.label: c.kind for c in telling_clauses(Article(id="", body="ufo và"), lexicon)}
    assert found == {"ufo": "syllable"}


@given(text=st.text(st.sampled_from("abdeguiowsfrxj19hng"), max_size=8))
def test_whatever_keys_may_mean_is_looked_at(text):
    if read_telex(text) or read_vni(text):
        assert _MAY_BE_KEYS.search(text)


def test_spellings_of_one_folded_form_are_told_apart():
    """The forms of UBND have a ban, the query a bàn: neither is marked for the other."""
    query = read_query("bàn bạn")

    wanted = tables(query).wanted
    assert [(w.folded, sorted(w.marked)) for w in wanted] == [("ban", ["bàn"]), ("ban", ["bạn"])]
