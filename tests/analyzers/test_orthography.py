"""What can be a Vietnamese syllable, and where its tone mark stands."""

import unicodedata

import pytest

from analyzers import split_syllables
from analyzers.orthography import TONES, is_syllable, parse, put_tone, take_tone


@pytest.mark.parametrize(
    ("toneless", "parts"),
    [
        ("chuyên", ("ch", "uyên")),
        ("nghiêng", ("ngh", "iêng")),
        ("quyên", ("qu", "yên")),
        ("giêng", ("gi", "êng")),
        ("gi", ("g", "i")),
        ("yêu", ("", "yêu")),
        ("kan", ("k", "an")),
        ("was", None),
        ("ce", None),
        ("nga", ("ng", "a")),
        ("ngi", None),
        ("", None),
    ],
)
def test_a_syllable_is_an_onset_and_a_rhyme(toneless, parts):
    assert parse(toneless) == parts


@pytest.mark.parametrize("text", ["đổi", "được", "khuỷu", "thuở", "gìn", "hoặc", "quýt", "ờ"])
def test_real_syllables_are_accepted(text):
    assert is_syllable(text)


@pytest.mark.parametrize("text", ["hđnd", "virút", "đuợc", "ngưòi", "cacs", "hoă", "đ"])
def test_what_breaks_the_spelling_is_refused(text):
    assert not is_syllable(text)


def test_a_stopped_syllable_carries_only_two_tones():
    assert [is_syllable(text) for text in ("cát", "cạt", "cat", "càt", "cảt", "cãt")] == (
        [True, True, False, False, False, False]
    )


@pytest.mark.parametrize(
    "text",
    "hòa thủy ủy hoàn thuyền quý già giữ khuya khuỷu ngoài ngoáy được người nghĩa mía muối "
    "thuở tuần hoặc xoèn xòe cửu rượu oái ấy".split(),
)
def test_the_tone_goes_where_the_press_puts_it(text):
    assert put_tone(*take_tone(text)) == text


def test_the_tone_marks_of_most_syllables_of_the_seeds_are_where_the_rule_puts_them(seeds):
    texts = [path.read_text("utf-8") for path in seeds.glob("*.txt")]
    syllables = {s.marked for text in texts for s in split_syllables(text)}
    toned = {s for s in syllables if take_tone(s)[1] and is_syllable(s)}
    assert len(toned) > 400
    assert {s for s in toned if put_tone(*take_tone(s)) != s} == set()


def test_taking_a_tone_leaves_the_shape_of_the_vowel():
    assert take_tone("chuyển") == ("chuyên", "\u0309")
    assert all(unicodedata.combining(tone) for tone in TONES)
