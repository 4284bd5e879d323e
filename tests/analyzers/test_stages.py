"""What each stage of the chains does, and what it leaves alone."""

import itertools
import unicodedata
from collections import defaultdict

import pytest

from analyzers import fold, normalise, split_syllables
from analyzers.compose import compose
from analyzers.horns import complete_horns
from analyzers.i_and_y import unify_i_and_y
from analyzers.lookalikes import unify_lookalikes
from analyzers.orthography import _AFTER_GI, _AFTER_QU, _ONSETS, _RHYMES, TONES, put_tone, take_tone
from analyzers.plain_letters import plain_letters
from analyzers.tone_marks import unify_tone_marks


def syllables_of_the_language():
    """Yield every spelling with an onset, a rhyme and a tone."""
    rhymes = sorted(_RHYMES | _AFTER_QU | _AFTER_GI)
    for onset, rhyme, tone in itertools.product(["", *_ONSETS], rhymes, ["", *TONES]):
        if spelled := put_tone(onset + rhyme, tone):
            yield spelled


LANGUAGE = sorted(set(syllables_of_the_language()))


def test_the_language_has_about_as_many_syllables_as_its_grammars_count():
    assert 15_000 < len(LANGUAGE) < 20_000


def test_tone_before_shape_is_one_letter():
    assert compose("e\u0301\u0302") == compose("e\u0302\u0301") == "ế"
    assert compose("a\u0306\u0323") == "ặ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ðảng", "Đảng"),
        ("Ɖại biểu", "Đại biểu"),
        ("ðổi", "đổi"),
        ("хеm", "xem"),  # Cyrillic х and е
        ("\u041dội", "Hội"),
        ("Москва ở Ἀθῆναι", "Москва ở Ἀθῆναι"),
    ],
)
def test_lookalikes_become_latin_letters_among_latin_letters(text, expected):
    assert unify_lookalikes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ｖｉệｔ", "Việt"),
        ("ﬁ", "fi"),
        ("𝐇ả𝐢", "Hải"),
        ("km²", "km2"),
        ("½", "½"),
        ("10ºC", "10oC"),
    ],
)
def test_styled_letters_become_plain(text, expected):
    assert plain_letters(text) == expected


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
        ("qúa qủa gíam đựơc Đựơc cuả ngừơi ĐỊÊN", "quá quả giám được Được của người ĐIỆN"),
        ("chuỵện", "chuyện"),  # the same mark twice
        ("café Beyoncé naïve São", "café Beyoncé naïve São"),
    ],
)
def test_tone_marks_stand_where_the_older_habit_has_them(text, expected):
    assert unify_tone_marks(text) == expected


def test_no_syllable_of_the_language_loses_its_place():
    assert [text for text in LANGUAGE if unify_tone_marks(text) != text] == []


def misplaced(syllable):
    """Yield `syllable` with its tone mark on each of three vowels, and on each two of them."""
    toneless, tone = take_tone(syllable)
    vowels = [at for at, letter in enumerate(toneless) if letter in "aăâeêioôơuưy"][-3:]
    for marked in [*itertools.combinations(vowels, 1), *itertools.combinations(vowels, 2)]:
        letters = (letter + tone * (at in marked) for at, letter in enumerate(toneless))
        yield unicodedata.normalize("NFC", "".join(letters))


def test_a_tone_mark_on_any_vowel_goes_to_its_place():
    """Only what looks misplaced is looked at: nothing that is may look as if it were not."""
    wrong = [
        (written, spelled)
        for spelled in LANGUAGE
        for written in misplaced(spelled)
        if unify_tone_marks(f"1 {written}\n{written.upper()}, x")
        != f"1 {spelled}\n{spelled.upper()}, x"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ngưòi", "người"),
        ("nguời", "người"),
        ("đuợc", "được"),
        ("truờng", "trường"),
        ("nưóc", "nước"),
        ("thuơng", "thương"),
        ("thuở", "thuở"),
        ("quơ", "quơ"),
        ("ưo", "ưo"),
    ],
)
def test_a_missing_horn_is_put_on(written, meant):
    assert complete_horns(written) == meant


def test_no_syllable_of_the_language_is_given_a_horn():
    assert [text for text in LANGUAGE if complete_horns(text) != text] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kỹ", "kĩ"),
        ("lý", "lí"),
        ("sỹ", "sĩ"),
        ("Mỹ", "Mĩ"),
        ("tỷ", "tỉ"),
        ("hy", "hi"),
        ("quý", "quí"),
        ("quy", "qui"),
        ("quýt", "quít"),
        ("hoà", "hòa"),
        ("Thuỷ", "thủy"),
        ("uỷ", "ủy"),
        ("NGƯÒI", "người"),
        ("ng\u00adười", "người"),
        ("k\u200eý", "ký"),
        ("Ðoàn", "đoàn"),
    ],
)
def test_two_spellings_of_a_syllable_are_one_term(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("tai", "tay"), ("mai", "may"), ("thui", "thuy"), ("lai", "lay"), ("di", "dy"), ("i", "y")],
)
def test_i_and_y_stay_apart_where_they_are_two_sounds(one, other):
    assert normalise(one) != normalise(other)


def test_only_i_and_y_make_two_syllables_of_the_language_one():
    """And of those only the ones with an open rhyme after six onsets, or after qu."""
    spellings = defaultdict(set)
    for text in LANGUAGE:
        spellings[normalise(text)].add(text)
    merged = [texts for texts in spellings.values() if len(texts) > 1]

    assert len(merged) > 40
    for texts in merged:
        assert len({fold(text.replace("y", "i")) for text in texts}) == 1
        assert {unify_i_and_y(text) for text in texts} < texts
        assert all(text[0] in "hklmstq" for text in texts)


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


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Hải\u00a0Phòng", ["hải", "phòng"]),
        ("chu\u200byển đổi", ["chuyển", "đổi"]),  # inside a syllable
        ("Hải\u200bPhòng", ["hải", "phòng"]),  # between two
        ("\u200bHà Nội\ufeff", ["hà", "nội"]),
        ("ng\u00adười", ["người"]),
        ("a\u200b\u200bb", ["a", "b"]),
    ],
)
def test_spaces_that_nobody_sees_part_only_what_they_should(text, terms):
    assert [syllable.marked for syllable in split_syllables(text)] == terms


def test_decomposed_text_gives_the_same_terms():
    text = "Thành uỷ Hải Phòng, người Ðức kĩ tính"

    assert [s.marked for s in split_syllables(unicodedata.normalize("NFD", text))] == [
        s.marked for s in split_syllables(text)
    ]
