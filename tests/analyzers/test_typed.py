"""Telex and VNI keys are read as the syllable they were meant to be, however they were ordered."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import normalise, split_syllables
from analyzers.orthography import _ONSETS, _RHYMES, TONES, is_syllable, put_tone
from analyzers.typed import read_telex, read_vni

TELEX = dict(zip("\u0301\u0300\u0309\u0303\u0323", "sfrxj", strict=True))
VNI = dict(zip("\u0301\u0300\u0309\u0303\u0323", "12345", strict=True))
VNI |= {"\u0302": "6", "\u031b": "7", "\u0306": "8"}


def keys(syllable):
    """Yield each letter of a syllable with its shape mark and its tone mark, or none."""
    for letter in syllable:
        base, *marks = unicodedata.normalize("NFD", letter.replace("đ", "d"))
        tone = next((mark for mark in marks if mark in TONES), "")
        shape = "đ" if letter == "đ" else next((mark for mark in marks if mark not in TONES), "")
        yield base, shape, tone


def telex_shape(base, shape):
    return "" if not shape else base if shape in "đ\u0302" else "w"


def telex_tone_last(syllable):
    parts = list(keys(syllable))
    letters = "".join(base + telex_shape(base, shape) for base, shape, _ in parts)
    return letters + "".join(TELEX.get(tone, "") for *_, tone in parts)


def telex_tone_after_its_vowel(syllable):
    return "".join(
        base + telex_shape(base, shape) + TELEX.get(tone, "")
        for base, shape, tone in keys(syllable)
    )


def telex_tone_before_the_shape(syllable):
    return "".join(
        base + TELEX.get(tone, "") + telex_shape(base, shape)
        for base, shape, tone in keys(syllable)
    )


def telex_all_keys_last(syllable):
    parts = list(keys(syllable))
    shapes = "".join(telex_shape(base, shape) for base, shape, _ in parts)
    tone = "".join(TELEX.get(tone, "") for *_, tone in parts)
    return "".join(base for base, *_ in parts) + shapes.replace("ww", "w") + tone


def telex_one_horn_key(syllable):
    return telex_tone_last(syllable).replace("uwow", "uow")


def telex_horn_on_u_alone(syllable):
    return telex_tone_last(syllable).replace("uwow", "uwo")


def telex_w_for_u(syllable):
    typed = telex_tone_last(syllable)
    return typed if syllable[:2] == "qu" else typed.replace("uw", "w", 1)


def vni_digits_after_their_letters(syllable):
    return "".join(
        base + ("9" if shape == "đ" else VNI.get(shape, "")) + VNI.get(tone, "")
        for base, shape, tone in keys(syllable)
    )


def vni_all_digits_last(syllable):
    parts = list(keys(syllable))
    shapes = "".join("9" if shape == "đ" else VNI.get(shape, "") for _, shape, _ in parts)
    tone = "".join(VNI.get(tone, "") for *_, tone in parts)
    return "".join(base for base, *_ in parts) + shapes.replace("77", "7") + tone


HABITS = [
    (read_telex, telex_tone_last),
    (read_telex, telex_tone_after_its_vowel),
    (read_telex, telex_tone_before_the_shape),
    (read_telex, telex_all_keys_last),
    (read_telex, telex_one_horn_key),
    (read_telex, telex_horn_on_u_alone),
    (read_telex, telex_w_for_u),
    (read_vni, vni_digits_after_their_letters),
    (read_vni, vni_all_digits_last),
]
each_habit = pytest.mark.parametrize(
    ("read", "type_"), HABITS, ids=[type_.__name__ for _, type_ in HABITS]
)


@pytest.fixture(scope="module")
def syllables():
    """Return every marked syllable that an onset, a rhyme and a tone make."""
    toneless = map("".join, itertools.product(["", *_ONSETS], sorted(_RHYMES)))
    made = {put_tone(text, tone) for text, tone in itertools.product(toneless, ["", *TONES])}
    return sorted(text for text in made if text and not text.isascii())


def is_lost(syllable, read, type_):
    typed = type_(syllable)
    return typed.isascii() and normalise(syllable) not in read(typed)


@each_habit
def test_every_marked_syllable_is_read_back(syllables, read, type_):
    assert len(syllables) > 10_000
    assert [text for text in syllables if is_lost(text, read, type_)][:20] == []


@each_habit
def test_every_marked_syllable_of_the_seeds_is_read_back(seeds, read, type_):
    texts = [path.read_text("utf-8") for path in seeds.glob("*.txt")]
    found = {s.marked for text in texts for s in split_syllables(text)}
    marked = [text for text in found if is_syllable(text) and not text.isascii()]
    assert len(marked) > 400
    assert [text for text in marked if is_lost(text, read, type_)] == []


def test_an_unaccented_syllable_means_nothing_else_but_for_long_o(syllables):
    """Without this, reading could harm a query without accents."""
    plain = {
        unicodedata.normalize("NFD", text.replace("đ", "d")).encode("ascii", "ignore").decode()
        for text in syllables
    }
    assert {text for text in plain if read_vni(text)} == set()
    assert {text for text in plain if read_telex(text) and "oo" not in text} == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CHUYEENR", "chuyển"),
        ("nguwowif", "người"),
        ("nguowif", "người"),
        ("nguoiwf", "người"),
        ("nguwoif", "người"),
        ("ngwowif", "người"),
        ("duocwjd", "được"),
        ("dienje", "diện"),
        ("chuyene", "chuyên"),
        ("nhwng", "nhưng"),
        ("luuw", "lưu"),
        ("huouw", "hươu"),
        ("thuowr", "thuở"),
        ("gif", "gì"),
        ("quys", "quý"),
        ("hddnd", "hđnd"),
    ],
)
def test_telex_is_read_as_people_type_it(typed, meant):
    assert read_telex(typed) == (normalise(meant),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuye63n", "chuyển"),
        ("chuyen63", "chuyển"),
        ("doi963", "đổi"),
        ("D9O63I", "đổi"),
        ("nguo7i2", "người"),
        ("d9u7o7c5", "được"),
        ("hd9nd", "hđnd"),
    ],
)
def test_vni_is_read_as_people_type_it(typed, meant):
    assert read_vni(typed) == (normalise(meant),)


@pytest.mark.parametrize(
    "text", ["", "chuyen", "tin", "for", "web", "world", "đổi", "đoir", "chuyeenrr", "x" * 5_000]
)
def test_what_is_no_telex_is_not_read(text):
    assert read_telex(text) == ()


@pytest.mark.parametrize(
    "text", ["u23", "f0", "g7", "covid19", "h5n1", "5g", "2021", "03", "chuyen"]
)
def test_numbers_that_are_no_syllable_are_not_read(text):
    assert read_vni(text) == ()


@given(text=st.one_of(st.text(), st.text(alphabet="aeouwdsfrxjnghtc123456789", max_size=14)))
@example(text="uuuuuuuwwwww")
@example(text="aeoaeoaeoaeo")
def test_any_text_can_be_read_and_gives_marked_terms(text):
    for found in (*read_telex(text), *read_vni(text)):
        assert found == normalise(found)
        assert not found.isascii()
