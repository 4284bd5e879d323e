import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_app.core.query import MAX_SYLLABLES, read_query


def test_syllables_keep_their_marks_as_typed():
    query = read_query("Chuyển doi SỐ")

    assert [s.marked for s in query.syllables] == ["chuyển", "doi", "số"]
    assert not query.without_accents
    assert read_query("chuyen doi so").without_accents


@pytest.mark.parametrize("text", ['"hải phòng" năm 2021', "“hải phòng” năm 2021"])
def test_quotation_marks_of_either_kind_make_a_phrase(text):
    (phrase,) = read_query(text).phrases

    assert [s.marked for s in phrase] == ["hải", "phòng"]


@pytest.mark.parametrize("text", ['"hải phòng', 'hải" phòng', '""', '"!"'])
def test_a_stray_quotation_mark_is_no_phrase(text):
    assert read_query(text).phrases == ()


def test_too_long_a_query_is_cut_and_says_so():
    query = read_query("tin " * 25_000)

    assert len(query.syllables) == MAX_SYLLABLES
    assert "quá dài" in query.notes[0]
    assert len(query.text) < 1_000


def test_what_has_digits_is_a_number_whose_accents_nobody_guesses():
    query = read_query("nghị quyết 03-NQ/TU mới")

    assert [query.syllables[at].marked for at in sorted(query.numbers)] == ["03", "nq", "tu"]


def test_punctuation_alone_says_that_there_is_no_word():
    assert "Không có chữ nào" in read_query("?!…–").notes[0]
    assert read_query("").notes == ()


@given(text=st.text(alphabet=st.characters()))
@example(text="\udcff")
def test_any_text_can_be_read_and_written(text):
    query = read_query(text)

    query.text.encode("utf-8")
    assert all(at + 1 < len(query.syllables) for at in query.pair_starts)
