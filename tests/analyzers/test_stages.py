import pytest

from analyzers import fold, normalise
from analyzers.tone_marks import unify_tone_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoà bình", "hòa bình"),
        ("hòa bình", "hòa bình"),
        ("khoẻ", "khỏe"),
        ("thuỷ thủ", "thủy thủ"),
        ("thành uỷ", "thành ủy"),
        ("hoàn toàn", "hoàn toàn"),  # closed syllable: one spelling only
        ("quý", "quý"),  # qu is a consonant, so the mark belongs on y
        ("Uỷ ban, UỶ BAN", "Ủy ban, ỦY BAN"),
    ],
)
def test_tone_mark_moves_only_in_open_oa_oe_uy(text, expected):
    assert unify_tone_marks(text) == expected


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Đổi", "đổi"),
        ("ĐOÀN", "đoàn"),
        ("THUỶ", "thủy"),
        ("Covid", "covid"),
        ("İ", "i"),
    ],
)
def test_marked_term_is_lower_case_in_one_spelling(written, term):
    assert normalise(written) == term


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Đường", "duong"),
        ("thuỷ", "thuy"),
        ("NGHIÊNG", "nghieng"),
        ("2021", "2021"),
        ("東京", "東京"),  # another script is not transliterated
        ("москва", "москва"),
    ],
)
def test_folded_term_is_plain_latin_and_leaves_other_scripts(written, term):
    assert fold(written) == term


def test_every_vietnamese_letter_folds_to_one_plain_letter():
    marks = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

    assert {fold(letter) for letter in marks + marks.upper()} == set("aeiouyd")
