"""Laws that every analysis stage and chain obeys, whatever it does."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import fold, normalise, pair_starts, split_syllables
from analyzers.chains import FOLDED, MARKED, run

HARD = [
    "İstanbul",
    "Hoà Thuỷ QUÝ",
    "ĐƯỜNG",
    "ngưòi",
    unicodedata.normalize("NFD", "Thuỷ"),
    "Ǆ",
    "ß",
    "S\u0300Y H\u0300I",  # without the mark that no letter takes, an i or y
    "Kо\u0300х",  # Cyrillic о and х
    "a\u0300\u0303\u0306 ca\u0309\u0302",
    "İ\u0307",
    "\u0622 か\u3099か\u3099 \u0958 \ufb2a가",
]
texts = st.one_of(
    st.text(),
    st.text(alphabet="hoàthuỷquýsĐđƯỡоХх\u0300\u0301\u0302\u031b\u0307\u3099か \n-_.ſİ\u200b"),
)

each_stage = pytest.mark.parametrize("stage", FOLDED, ids=lambda stage: stage.__name__)


@each_stage
@given(text=texts)
@example(text=" ".join(HARD))
def test_stage_run_twice_changes_nothing_more(stage, text):
    """Given text that went through the stages before it, as in the chain."""
    text = run(FOLDED[: FOLDED.index(stage)], text)

    assert stage(stage(text)) == stage(text)


@pytest.mark.parametrize("chain", [MARKED, FOLDED], ids=["marked", "folded"])
@given(text=texts)
@example(text=" ".join(HARD))
def test_chain_run_twice_changes_nothing_more(chain, text):
    assert run(chain, run(chain, text)) == run(chain, text)


@given(text=texts)
@example(text=" ".join(HARD))
def test_source_slice_normalises_to_the_term(text):
    for syllable in split_syllables(text):
        assert normalise(text[syllable.start : syllable.end]) == syllable.marked
        assert fold(text[syllable.start : syllable.end]) == syllable.folded


@given(text=texts)
def test_no_letter_or_digit_is_lost(text):
    inside = {at for s in split_syllables(text) for at in range(s.start, s.end)}

    assert all(at in inside for at, letter in enumerate(text) if letter.isalnum())


@given(text=texts)
@example(text=" ".join(HARD))
def test_decomposed_text_gives_the_terms_of_composed_text(text):
    composed = [s.marked for s in split_syllables(unicodedata.normalize("NFC", text))]
    decomposed = [s.marked for s in split_syllables(unicodedata.normalize("NFD", text))]

    assert composed == decomposed


@given(text=texts)
def test_pairs_are_neighbours_in_one_paragraph(text):
    syllables = split_syllables(text)

    for at in pair_starts(text, syllables):
        assert "\n" not in text[syllables[at].end : syllables[at + 1].start]
