"""The path that is found is the best of all paths, and what else may be meant is likely."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import split_syllables
from search_app.core.accents import likeliest, read_accents

SPELLINGS = ["so", "số", "sở", "đổi", "đội", "doi", "chuyển", "chuyện"]
TEXTS = st.lists(st.lists(st.sampled_from(SPELLINGS), max_size=9).map(" ".join), max_size=6)


def chance(path, lexicon, omitted=1.0, typed=()):
    """Return what the model gives a path, one factor after the other."""
    count, articles = lexicon.syllable_count, max(lexicon.articles, 1)
    if not path:
        return 1.0
    found = (count(path[0]) + 0.5) / articles
    for left, right in itertools.pairwise(path):
        pair = lexicon.pair_counts([left], [right])[0, 0]
        found *= 0.9995 * pair / (count(left) + 1) + 0.0005 * (count(right) + 0.5) / articles
    if len(path) > 1:
        found *= (count(path[-1]) + 0.5) ** 0.2
    for spelling, own in zip(path, typed, strict=False):
        found *= 1.0 if spelling == own else omitted
    return found


@given(
    texts=TEXTS,
    choices=st.lists(
        st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=3, unique=True), max_size=5
    ),
)
def test_of_all_paths_the_likeliest_is_found(lexicon_of, texts, choices):
    lexicon = lexicon_of(*texts)
    best = max(chance(path, lexicon) for path in itertools.product(*choices))

    assert chance(likeliest(choices, lexicon), lexicon) == pytest.approx(best)


@given(texts=TEXTS, typed=st.lists(st.sampled_from(["so", "doi", "chuyen", "đổi"]), max_size=4))
def test_what_is_looked_for_is_meant_with_a_chance_of_19_in_20(lexicon_of, texts, typed):
    """By the sum over all paths, one after the other."""
    lexicon = lexicon_of(*texts)
    reading = read_accents(split_syllables(" ".join(typed)), lexicon)
    known = [[own for own in SPELLINGS if lexicon.syllable_count(own)] for _ in typed]
    choices = [
        [own for own in spellings if own == mark or folded(own) == mark] or [mark]
        for spellings, mark in zip(known, typed, strict=True)
    ]
    size, bare = len(typed), sum(own != "đổi" for own in typed)
    usual = 0.25 * size + math.sqrt(0.25 * 0.75 * size)
    omitted = 1.0 if bare == size else max((bare - usual) / (0.75 * size), 0.05)
    sums = [dict.fromkeys(spellings, 0.0) for spellings in choices]
    for path in itertools.product(*choices):
        if all(len(spellings) > 1 for spellings in choices):
            own = chance(path, lexicon, omitted, typed)
            for at, spelling in enumerate(path):
                sums[at][spelling] += own
    for place, shares in zip(reading.plausible, sums, strict=True):
        total = sum(shares.values())
        if total:
            in_order = sorted(shares.values(), reverse=True)
            covered = sum(shares.get(own, 0.0) for own in place) / total
            assert covered > 0.95 - 1e-6
            assert covered - in_order[len(place) - 1] / total < 0.95 + 1e-6, "none too many"


def folded(spelling):
    return split_syllables(spelling)[0].folded


def test_of_equals_the_first_is_taken(lexicon_of):
    lexicon = lexicon_of("số", "sở", "đổi", "đội")

    assert likeliest([("số", "sở"), ("đội", "đổi")], lexicon) == ("số", "đội")


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("chuyen doi so", "chuyển đổi số"),
        ("chuyen đoi so", "chuyển đổi số"),
        ("chuyện doi so", "chuyện đổi số"),
        ("xyz", "xyz"),
        ("", ""),
    ],
)
def test_marks_that_were_typed_stay(lexicon_of, typed, restored):
    lexicon = lexicon_of("chuyển đổi số", "chuyện", "chuyện", "đội", "đội", "sở", "sở")

    assert " ".join(read_accents(split_syllables(typed), lexicon).likeliest) == restored


def test_among_marks_a_syllable_without_any_is_what_it_is_unless_that_is_unlikely(lexicon_of):
    lexicon = lexicon_of(*["đổi tin"] * 3, *["đổi tín"] * 5, "chữ tin", "chữ", *["chữ tín"] * 60)

    def last(text):
        return read_accents(split_syllables(text), lexicon).likeliest[-1]

    assert last("doi tin") == "tín"
    assert last("chữ đổi chữ đổi tin") == "tin"
    assert last("đổi đổi đổi chữ tin") == "tín"


def test_how_sure_it_is_decides_how_many_spellings_are_looked_for(lexicon_of):
    lexicon = lexicon_of(*["số"] * 99, "sở", *["đổi"] * 2, "đội", "doi")

    assert read_accents(split_syllables("so"), lexicon).plausible == (("số",),)
    assert read_accents(split_syllables("doi"), lexicon).plausible == (("đổi", "doi", "đội"),)


def test_nothing_is_looked_for_marked_that_no_article_has(lexicon_of):
    assert read_accents(split_syllables("số sở"), lexicon_of("số")).plausible == (("số",), ())


def test_a_query_with_all_its_marks_asks_for_no_counts_of_pairs(lexicon_of, monkeypatch):
    lexicon = lexicon_of("chuyển đổi số")
    monkeypatch.setattr(lexicon, "pair_counts", None)

    reading = read_accents(split_syllables("chuyển đổi số"), lexicon)
    assert reading.likeliest == ("chuyển", "đổi", "số")


def test_a_long_query_is_read_to_its_end(lexicon_of):
    """Products of 200 chances are nothing that a float can hold."""
    lexicon = lexicon_of(*["sở đội"] * 3, "số đổi")

    reading = read_accents(split_syllables("so doi " * 100), lexicon)
    assert reading.likeliest == ("sở", "đội") * 100
    assert all(
        place[0] == own for place, own in zip(reading.plausible, reading.likeliest, strict=True)
    )
    assert math.isfinite(len(reading.plausible))


def test_at_the_end_the_more_frequent_spelling_is_likelier(lexicon_of):
    """“Đổi so với” goes on; as the end of a query it is “đổi số”."""
    lexicon = lexicon_of(*["đổi so với"] * 6, *["đổi số"] * 5, *["số"] * 90)

    assert read_accents(split_syllables("doi so"), lexicon).likeliest == ("đổi", "số")
    assert read_accents(split_syllables("doi so với"), lexicon).likeliest == ("đổi", "so", "với")
