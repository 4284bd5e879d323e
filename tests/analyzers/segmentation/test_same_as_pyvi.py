"""`segment` is pyvi's own segmentation, byte for byte, whatever it is given."""

import subprocess
import sys
import threading
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyvi import ViTokenizer

from analyzers import segment, segment_all
from analyzers.segmentation import tagger, vocabulary
from analyzers.segmentation.shipped import read_shipped

SENTENCE = "Thành uỷ Hải Phòng ban hành Nghị quyết số 03-NQ/TU về chuyển đổi số."
ODD = {
    "empty": "",
    "space": " \t\u00a0",
    "one letter": "a",
    "one sign": "!",
    "line break": "\n",
    "only signs": "...,!?—“”==>->>>",
    "emoji": "Chúc mừng 🎉🇻🇳 năm mới 👨‍👩‍👧",
    "nul": "a \0 b\0c",
    "decomposed": unicodedata.normalize("NFD", SENTENCE),
    "capitals": SENTENCE.upper(),
    "scripts": "Bộ trưởng 東京 gặp Москва và Ἀθῆναι ΣΑΣ, السلام ở กรุงเทพ",
    "addresses": "xem https://haiphong.gov.vn/a?b=c, gửi a.b+c@x-y.gov.vn. a@b và a@ b",
    "numbers": "12_34abc 1.000,5 3,5% ngày 26/10/2021 1. 2) ²³ ½ ٣٤",
    "abbreviations": "TP.HCM Tp. HCM, Mr.Đ. PGS.TS. Nguyễn; U.S.A. x.Y.",
    "punctuation in words": "a_b _c_ d- -e f'g",
    "repeated": "học sinh học sinh học sinh học " * 40,
    "titles": "ThS. Nguyễn, Covid 2a, Biểu -> đồ, Mrs. Hà Nội, Dr. Hải",
    "ends oddly": "học sinh \x1c",
    "surrogates of numbers": "chuyển\ud7ffđổi",
    "control": "a\x1cb\x1fc\u2028d\u0085e\u200bf\u00adg\ufeffh",
    "paragraphs": f"{SENTENCE}\n\n{SENTENCE}\r\n{SENTENCE}",
}
# Letters, signs and neighbours that decide the tokens, in a random order.
PIECES = st.sampled_from(
    [*"aĐ.@+-:/_,>=\n 1²\u0301Ж🎉", "Tp", "ThS", "://", "chuyển đổi số", "Hà Nội", "học", "sinh "]
)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_segmented_as_pyvi_does(text):
    assert segment(text) == ViTokenizer.tokenize(text)


def test_articles_are_segmented_as_pyvi_does(seeds):
    texts = [path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))]

    assert [segment(text) for text in texts] == [ViTokenizer.tokenize(text) for text in texts]
    assert sum(segment(text).count("_") for text in texts) > 500


@given(text=st.text())
def test_random_text_is_segmented_as_pyvi_does(text):
    assert segment(text) == ViTokenizer.tokenize(text)


@given(pieces=st.lists(PIECES))
@example(pieces=["học", " ", "sinh "] * 30)
def test_random_pieces_are_segmented_as_pyvi_does(pieces):
    text = "".join(pieces)

    assert segment(text) == ViTokenizer.tokenize(text)


@pytest.mark.parametrize("text", ["a" * 1_000_000, "chuyển" * 150_000, "1" * 1_000_000])
def test_a_megabyte_without_a_space_is_one_word(text):
    assert segment(text) == ViTokenizer.tokenize(text) == text


def test_a_long_line_of_signs_is_segmented_as_pyvi_does():
    text = "a,b;" * 20_000

    assert segment(text) == ViTokenizer.tokenize(text)


@given(texts=st.lists(st.one_of(st.text(), st.just(SENTENCE))))
def test_a_batch_gives_what_each_text_gives(texts):
    assert segment_all(texts) == [segment(text) for text in texts]


def test_no_text_is_no_batch():
    assert segment_all([]) == []


def test_a_full_vocabulary_starts_anew(monkeypatch):
    monkeypatch.setattr(vocabulary, "MAX_TOKENS", 3)
    fresh = tagger.Tagger(read_shipped())

    for text in ODD.values():
        assert (fresh.segment([unicodedata.normalize("NFC", text)])[0] or text) == segment(text)
        assert len(fresh._vocabulary) <= 3 + len(set(text.split("\n"))) + len(text)
    assert len(fresh._vocabulary) < 100


def test_long_chunks_are_not_kept_and_fill_the_vocabulary(monkeypatch):
    monkeypatch.setattr(vocabulary, "MAX_CHARACTERS", 1_000)
    fresh = tagger.Tagger(read_shipped())
    first = fresh._vocabulary

    fresh.segment(["a" * 2_000])
    assert first.is_full
    assert not first._chunks
    fresh.segment(["b"])
    assert fresh._vocabulary is not first


def test_one_text_is_no_batch():
    with pytest.raises(TypeError, match="use segment"):
        segment_all("Hải Phòng")


def test_a_batch_may_be_larger_than_what_is_done_at_once(monkeypatch):
    monkeypatch.setattr("analyzers.segmentation._BATCH", 10)

    assert segment_all(iter([SENTENCE] * 5)) == [segment(SENTENCE)] * 5


def test_threads_that_meet_new_words_at_once_do_not_mix_them_up():
    fresh = tagger.Tagger(read_shipped())
    texts = [f"Hải Phòng số{n} chuyển đổi w{n}x thành uỷ {n}a" for n in range(2_000)]
    found = {}

    def work(part):
        found[part] = [fresh.segment([text])[0] for text in texts]

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = [segment(text) for text in texts]
    assert all(found[part] == expected for part in range(4))


@pytest.mark.parametrize("nothing", [None, b"bytes", 5])
def test_what_is_no_text_is_refused(nothing):
    with pytest.raises(TypeError):
        segment(nothing)


def test_segmenting_runs_no_code_of_pyvi_and_loads_no_scikit_learn():
    code = "import sys, analyzers; analyzers.segment('Hải Phòng'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert not {"pyvi", "sklearn", "pycrfsuite", "whoosh"} & set(loaded.stdout.split())
