"""The path that is found is the best of all paths."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import split_syllables
from search_app.core.accents import likeliest, restore

SPELLINGS = ["so", "số", "sở", "đổi", "đội", "doi", "chuyển", "chuyện"]


def worth(path, lexicon):
    """Return what the formula gives a path; of equals the last in the order of letters."""
    syllables = sum(0.3 * math.log(lexicon.syllable_count(text) + 1) for text in path)
    pairs = sum(
        math.log(lexicon.pair_counts([left], [right])[0, 0] + 0.05)
        for left, right in itertools.pairwise(path)
    )
    return round(syllables + pairs, 9), path


@given(
    texts=st.lists(st.lists(st.sampled_from(SPELLINGS), max_size=9).map(" ".join), max_size=6),
    choices=st.lists(st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=3), max_size=5),
)
def test_of_all_paths_the_likeliest_is_found(lexicon_of, texts, choices):
    lexicon = lexicon_of(*texts)
    paths = {worth(path, lexicon)[0] for path in itertools.product(*choices)}

    assert worth(likeliest(choices, lexicon), lexicon)[0] == max(paths)


def test_of_equals_the_last_in_the_order_of_letters_is_taken(lexicon_of):
    lexicon = lexicon_of("số", "sở", "đổi", "đội")

    assert likeliest([("số", "sở"), ("đội", "đổi")], lexicon) == ("sở", "đội")


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

    assert " ".join(restore(split_syllables(typed), lexicon)) == restored


def test_a_query_with_all_its_marks_asks_for_no_counts(lexicon_of, monkeypatch):
    lexicon = lexicon_of("chuyển đổi số")
    monkeypatch.setattr(lexicon, "pair_counts", None)

    assert restore(split_syllables("chuyển đổi số"), lexicon) == ("chuyển", "đổi", "số")
