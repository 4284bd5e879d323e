"""Completing what is being typed, held to a plain reading of the rules."""

import functools
import random
import unicodedata
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold, normalise, split_syllables
from analyzers.fold_diacritics import fold_diacritics
from indexer.article import Article
from search_app.core import completion
from search_app.core.completion import complete
from search_app.core.index import Index
from search_app.engines import completions
from search_app.engines.local import LocalEngine

LONG = (
    "Một đầu đề dài hơn tám mươi chữ cái thì bỏ bớt những tiếng ở cuối cho vừa ô gợi ý, Hải Phòng"
)
SENTENCES = (
    "Chuyển đổi số ở Hải Phòng",
    "chuyển đổi số quốc gia",
    "chuyển đổi mục đích sử dụng đất",
    "Hải Phòng họp về chuyển đổi số",
    "UBND TP. Hải Phòng họp",
    "UBND TP Hải Phòng và UBND huyện Tiên Lãng",
    "Ban Tuyên giáo Thành ủy Hải Phòng",
    "Tổng Bí thư Nguyễn Phú Trọng, ở Hải Dương",
    "Thủ tướng Nguyễn Xuân Phúc và Bộ Giáo dục và Đào tạo",
    "khởi tố vụ án, khởi tố bị can",
    "hai phòng học mới ở hai phường",
    "Thuỷ sản, thủy điện và kỹ thuật, kĩ sư",
    "“Facebook” bị phạt vì “Facebook”",
    LONG,
    unicodedata.normalize("NFD", "Đường sắt Việt Nam"),
    "",
)
SHORTENED = "Một đầu đề dài hơn tám mươi chữ cái thì bỏ bớt những tiếng ở cuối cho vừa ô gợi…"
ALL_TITLES = {*SENTENCES, SHORTENED}
MANY = 1_000  # completions: more than there are


def random_articles(seed, count):
    rng = random.Random(seed)
    return [
        Article(
            id=f"a{seed}.{number}",
            title=rng.choice(SENTENCES),
            body="\n".join(rng.choices(SENTENCES, k=rng.randint(1, 6))),
            year=number % 4 + 2020,
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def engines(tmp_path_factory, add_segment):
    """Return engines: one segment, and two of which the first has deleted articles."""
    one, two = (tmp_path_factory.mktemp("index") for _ in range(2))
    articles = random_articles(1, 60)
    first = add_segment(two, articles)
    return [
        LocalEngine(add_segment(one, articles)),
        LocalEngine(add_segment(two, random_articles(2, 9), articles[::5], first)),
    ]


@functools.cache
def scores_of(segment):
    """Return the phrases of a segment by marked syllables: their score and spelling."""
    counts, spelled = Counter(), {}
    articles = np.diff(segment.arrays["phrase_starts"].astype(int)).tolist()
    for phrase, count in zip(segment.phrases[:], articles, strict=True):
        key = tuple(map(normalise, phrase.split(" ")))
        counts[key] += count
        spelled.setdefault(key, []).append((-count, segment.phrases.find(phrase), phrase))
    found = {}
    for key, count in counts.items():
        longer = (counts[other] for other in counts if other[: len(key)] == key != other)
        longest = max(longer, default=0)
        if longest < 0.7 * count:
            found[key] = count - longest, min(spelled[key])[2]
    return found


def keeps(typed, is_finished, marked):
    """Whether marked syllables begin as typed: what has marks keeps them, case aside."""
    if len(marked) < len(typed):
        return False
    for at, (syllable, own) in enumerate(zip(typed, marked, strict=False)):
        raw = unicodedata.normalize("NFC", syllable).lower()
        if at == len(typed) - 1 and not is_finished:
            begins = own if normalise(syllable) != fold(syllable) else fold(own)
            if not begins.startswith((normalise(syllable), raw)):
                return False
        elif own != normalise(syllable) and fold(own) != normalise(syllable):
            return False
    return True


def oracle(engine, prefix):
    """Return all completions: phrases, best first, then titles."""
    typed, is_finished = prefix.split(), prefix.endswith(" ")
    scores, spelled = Counter(), {}
    for leaf in engine._leaves:
        for key, (score, phrase) in scores_of(leaf.segment).items():
            if keeps(typed, is_finished, key):
                scores[key] += score
                spelled[key] = max(spelled.get(key, (0, "")), (score, phrase))
    best = sorted(scores, key=lambda key: (-scores[key], len(key), key))
    full = [
        key
        for key in best
        if len(key) == len(typed) and fold(key[-1]) == fold(typed[-1]) and len(fold(key[-1])) > 1
    ]
    found = {key: spelled[key][1] for key in full[:1] + best}
    for _, title in sorted(title_places(engine, typed, is_finished)):
        found.setdefault(tuple(s.marked for s in split_syllables(title)), title)
    return [*found.values()]


@functools.cache
def titles_of(leaf):
    """Return the titles of live articles, their syllables, and the articles."""
    found = []
    for number in np.flatnonzero(leaf.live).tolist():
        title = leaf.segment.text(number)[0]
        title = SHORTENED if title == LONG else title
        found.append((title, [syllable.marked for syllable in split_syllables(title)], number))
    return found


def title_places(engine, typed, is_finished):
    """Yield the titles that hold what is typed, and what they are sorted by."""
    for leaf in engine._leaves:
        for title, marked, number in titles_of(leaf):
            places = [at for at in range(len(marked)) if keeps(typed, is_finished, marked[at:])]
            if places:
                order = places[0] > 0, -int(leaf.days[number]), leaf.base + number
                yield order, title


def beginnings():
    """Return what people type on the way to each sentence, marked and folded."""
    for text in SENTENCES[:-1]:
        words = text.replace(",", "").replace("“", "").replace("”", "").split()
        for start in range(min(len(words), 5)):
            whole = " ".join(words[start:])
            for length in range(1, min(len(whole), 22) + 1):
                yield unicodedata.normalize("NFC", whole)[:length]
                yield " ".join(map(fold, whole.split(" ")))[:length]


@pytest.mark.parametrize("at", [0, 1], ids=["one segment", "two, with deleted articles"])
def test_completions_are_those_of_a_plain_reading_of_the_rules(engines, at, monkeypatch):
    monkeypatch.setattr(completion, "_TITLES", MANY)
    engine = engines[at]
    for prefix in random.Random(at).sample(sorted(set(beginnings())), 400):
        expected = oracle(engine, prefix)
        if expected:
            found = complete(prefix, engine.completions, engine.lexicon, MANY)
            assert found == expected, prefix
            few = complete(prefix, engine.completions, engine.lexicon, 3)
            assert few == expected[:3], prefix


def test_the_best_come_first_when_few_are_looked_at(engines, monkeypatch):
    """The walk stops early, and goes on for marks that few phrases have."""
    engine = engines[0]
    beginnings_ = ["h", "hả", "đ", "c", "chuyển đ", "hai p"]
    expected = [complete(own, engine.completions, engine.lexicon, 2) for own in beginnings_]
    monkeypatch.setattr(completions, "_WALKED", (2, MANY))
    monkeypatch.setattr(completions, "_EXACT", 2)

    assert expected == [complete(own, engine.completions, engine.lexicon, 2) for own in beginnings_]


@st.composite
def typed_texts(draw):
    """Give words of the articles, marked or folded, the last one cut off or not."""
    words = sorted({own for text in SENTENCES for own in text.split()})
    text = " ".join(draw(st.lists(st.sampled_from(words), max_size=4)))
    if draw(st.booleans()):
        text = " ".join(map(fold, text.split(" ")))
    return text[: len(text) - draw(st.integers(0, 4))]


@pytest.mark.parametrize("at", [0, 1])
@given(prefix=typed_texts(), limit=st.integers(-1, 9))
def test_what_is_completed_begins_as_typed_or_is_a_title_that_holds_it(engines, at, prefix, limit):
    found = Index(engines[at]).suggest(prefix, limit=limit)

    assert len(found) <= max(limit, 0)
    assert len({text.casefold() for text in found}) == len(found)
    typed = [syllable.folded for syllable in split_syllables(prefix)]
    for text in found:
        folded = [syllable.folded for syllable in split_syllables(text)]
        places = [
            at
            for at in range(len(folded) - len(typed) + 1)
            if folded[at : at + len(typed) - 1] == typed[:-1]
            and folded[at + len(typed) - 1].startswith(
                (typed[-1], fold_diacritics(prefix.split()[-1].lower()))
            )
        ]
        assert places, (prefix, text)
        assert places[0] == 0 or text in ALL_TITLES


@given(st.text(max_size=40), st.integers(-2, 20))
def test_any_text_is_answered(engines, text, limit):
    for engine in engines:
        for completed in Index(engine).suggest(text, limit=limit):
            completed.encode("utf-8")


@pytest.fixture(scope="module")
def index(engines):
    return Index(engines[0])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("chuyen d", "chuyển đổi số"),
        ("chuyeenr d", "chuyển đổi số"),
        ("chuye63n d", "chuyển đổi số"),
        ("chuyển đô", "chuyển đổi số"),  # on the way to đổi
        ("ubnd tp h", "UBND TP Hải Phòng"),
        ("ubn", "UBND huyện Tiên Lãng"),
        ("ban tuyen", "Ban Tuyên giáo Thành ủy Hải Phòng"),
        ("tong bi thu ng", "Tổng Bí thư Nguyễn Phú Trọng"),
        ("facebo", "Facebook"),
        ("khoi to v", "khởi tố vụ án"),
        ("thủy s", "Thuỷ sản"),
        ("đường s", "Đường sắt Việt Nam"),
        ("một đầu đề dài hơn tám mươi c", SHORTENED),
        ("dai hon tam muoi chu cai thi", SHORTENED),
    ],
)
def test_people_get_the_whole_phrase_that_they_began(index, typed, first):
    completed = index.suggest(typed)[0]

    assert unicodedata.normalize("NFC", completed) == first
    for form in ("NFC", "NFD"):
        assert index.suggest(unicodedata.normalize(form, typed.upper()))[0] == completed


def test_the_syllables_before_an_unfinished_one_are_read_as_keys_without_it(index):
    assert index.suggest("tuyeen gi") == index.suggest("tuyên gi") != []


def test_what_was_typed_in_full_comes_first(index):
    assert index.suggest("hai phong")[0] == "Hải Phòng"
    assert index.suggest("hai phòng")[0] == "Hải Phòng"
    assert index.suggest("hải phòng ")[0] == "Hải Phòng"


def test_a_phrase_without_its_own_articles_is_no_completion(index):
    found = [text.lower() for text in index.suggest("khởi tố", limit=MANY)]

    assert "khởi tố vụ" not in found
    assert "khởi tố vụ án" in found


def test_deleted_articles_lend_no_titles(tmp_path, add_segment):
    one, two = (Article(id=own, title=f"{own} chữ hiếm thấy", body="") for own in ("một", "hai"))
    first = add_segment(tmp_path, [one, two])
    assert "một chữ hiếm thấy" in Index(LocalEngine(first)).suggest("chữ hiếm", limit=MANY)

    index = Index(LocalEngine(add_segment(tmp_path, random_articles(3, 2), [one], first)))

    assert "một chữ hiếm thấy" not in index.suggest("chữ hiếm thấy", limit=MANY)
    assert "hai chữ hiếm thấy" in index.suggest("chữ hiếm thấy", limit=MANY)


def test_newer_titles_come_before_older_ones_and_those_begun_before_all(tmp_path, add_segment):
    titles = {"cũ có quyển sách": 2020, "mới có quyển sách": 2022, "quyển sách xưa": 2019}
    articles = [Article(id=own, title=own, year=year, body="") for own, year in titles.items()]

    found = Index(LocalEngine(add_segment(tmp_path, articles))).suggest("quyen sach", limit=MANY)

    places = [
        found.index(own) for own in ("quyển sách xưa", "mới có quyển sách", "cũ có quyển sách")
    ]
    assert places == sorted(places)
