import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import split_syllables, word_spans


def words(text):
    syllables = split_syllables(text)
    return [
        text[syllables[first].start : syllables[end - 1].end]
        for first, end in word_spans(text, syllables)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thành phố Hải Phòng\n\nđẩy mạnh  chuyển đổi số, phòng chống Covid-19.",
        "“Chuyển đổi số” (theo Nghị quyết 03-NQ/TU)… tại a_b Hải Phòng: báo@example.vn",
    ],
)
def test_words_are_found_where_they_stand(text):
    assert {"chuyển đổi", "Hải Phòng"} <= {word.replace("Chuyển", "chuyển") for word in words(text)}


def test_words_of_decomposed_text_keep_their_place():
    text = unicodedata.normalize("NFD", "Hội nghị ở Hải Phòng")

    assert [unicodedata.normalize("NFC", word) for word in words(text)] == ["Hội nghị", "Hải Phòng"]


@pytest.mark.parametrize(
    "before", ["\ufb2a\ufb2a", "か\u3099か\u3099", "\u0958\u0958", "a\u0300\u0653"]
)
def test_words_keep_their_place_behind_letters_that_composing_changes(before):
    assert words(f"{before} hội nghị ở Hải Phòng") == ["hội nghị", "Hải Phòng"]


@given(text=st.text(alphabet="Hải Phòng_-.…\n\u0301đổi số1"))
def test_every_word_is_syllables_side_by_side(text):
    count = len(split_syllables(text))

    for first, end in word_spans(text, split_syllables(text)):
        assert 0 <= first < end - 1 < count
