"""Every term knows where it stands, and what stands there is the term."""

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import JOINER, fold, normalise, split_syllables
from analyzers.abbreviations import default_abbreviations
from analyzers.terms import analyse
from analyzers.units import find_units

PIECES = st.sampled_from(
    "Thành uỷ|UBND|ủy ban nhân dân|15-NQ/TƯ|Covid-19|covid19|26/10/2021| |, |\n|\u0301|\u200b|TƯ|"
    "kĩ|a@b.vn|2.175|đổi|ngu\u031bo\u031b\u0300i|_|Ð".split("|")
)
texts = st.one_of(st.text(), st.lists(PIECES).map("".join))


def check(text):
    """Hold every term of `text` to its slice."""
    for term in analyse(text, abbreviations=default_abbreviations()):
        assert 0 <= term.start < term.end <= len(text)
        written = text[term.start : term.end]
        if term.kind == "syllable":
            assert (term.marked, term.folded) == (normalise(written), fold(written))
        elif term.kind in {"pair", "word"}:
            parts = split_syllables(written)
            assert term.marked == JOINER.join(part.marked for part in parts)
            assert term.folded == JOINER.join(part.folded for part in parts)
        elif term.kind == "unit":
            assert term[:2] in [unit[:2] for unit in find_units(written)]
        else:
            assert is_of_another_form(term.marked, written)


def is_of_another_form(marked, written):
    found = default_abbreviations().find(written, split_syllables(written))[0]
    parts = {part for form in found.others for part in form}
    return any(part in parts for part in marked.split(JOINER))


@given(text=texts)
@example(text="Ủy ban nhân dân TP. HCM, BCH TƯ")
def test_the_slice_of_a_term_is_the_term(text):
    check(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_slice_of_a_term_is_the_term_in_real_articles(seeds, form):
    for path in seeds.glob("*.txt"):
        check(unicodedata.normalize(form, path.read_text("utf-8")))


@given(text=texts)
def test_decomposed_text_gives_the_same_terms(text):
    def terms(text):
        return [term[:4] for term in analyse(text, abbreviations=default_abbreviations())]

    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


@given(text=texts)
def test_terms_come_in_order_and_no_kind_that_was_not_wanted(text):
    terms = analyse(text, pairs=False, words=False, units=False)

    assert {term.kind for term in terms} <= {"syllable"}
    assert [term.first for term in terms] == list(range(len(terms)))
    kinds = analyse(text, abbreviations=default_abbreviations())
    assert [term.first for term in kinds] == sorted(term.first for term in kinds)


@pytest.mark.parametrize("pairs", [True, False])
@pytest.mark.parametrize("words", [True, False])
def test_kinds_are_chosen_one_by_one(pairs, words):
    terms = analyse(
        "UBND ở thành phố Hồ Chí Minh",
        pairs=pairs,
        words=words,
        units=False,
        abbreviations=default_abbreviations(),
    )
    of_kind = {
        kind: {term.marked for term in terms if term.kind == kind}
        for kind in {t.kind for t in terms}
    }

    assert ("pair" in of_kind, "pair of other form" in of_kind) == (pairs, pairs)
    assert ("word" in of_kind) is words
    if words:
        assert "hồ_chí_minh" in of_kind["word"]
        assert ("thành_phố" in of_kind["word"]) is not pairs, "it stands once"


def test_a_unit_begins_with_its_first_syllable():
    (unit,) = (term for term in analyse("theo số 03-NQ/TU này") if term.kind == "unit")

    assert (unit.first, unit.marked) == (2, "03-nq/tu")


def test_other_forms_meet_their_neighbours_but_not_across_paragraphs():
    table = default_abbreviations()
    terms = {term.marked for term in analyse("Chủ tịch\nUBND tỉnh", abbreviations=table)}

    assert {"ủy", "ban", "nhân", "dân", "ủy_ban", "nhân_dân", "dân_tỉnh", "ubnd_tỉnh"} <= terms
    assert "tịch_ủy" not in terms


def test_what_is_written_is_not_said_again_by_its_other_form():
    table = default_abbreviations()
    terms = [term.marked for term in analyse("TP. Hồ Chí Minh", abbreviations=table)]

    assert len(terms) == len(set(terms))
    assert {"thành_phố", "phố_hồ", "tphcm"} <= set(terms)


def test_a_term_can_be_written_down():
    """Nothing but text and numbers: for whoever sends terms to another engine."""
    terms = analyse("Thành uỷ 15-NQ/TƯ UBND", abbreviations=default_abbreviations())

    assert json.loads(json.dumps(terms)) == [list(term) for term in terms]
