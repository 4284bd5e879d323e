"""Titles of a cluster complete what is typed as those of the local index do."""

import pytest

from search_app.core.begun import read_begun
from search_app.engines.opensearch.titles import find_titles

TYPED = (
    "c", "ch", "chuyển", "chuyển ", "chuyen doi", "chuyển đổi s", "số", "so", "sô", "sở ", "so ",
    "ăn", "ăn ", "an ", "đ", "d", "UB", "ubnd ", "tp", "TP.H", "covid 1", "covid19 ", "15-n",
    "hải phòng hải", "hai phong s", "phòng không", "nq tw", "Hải Ph", "t", "tin",
)  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_titles_are_those_of_the_local_index_in_their_order(twins, typed):
    for begun in read_begun(typed, twins.local.lexicon):
        fits = None if begun.last_is_bare else begun.may_be_last
        for last in begun.folded_last:
            found = [*find_titles(twins.asking, twins.segments, begun.finished, last, fits)]

            expected = [*twins.local.completions.titles(begun.finished, last, fits)]
            assert found == expected


def test_more_titles_hold_a_syllable_than_are_looked_into(twins):
    begun = next(iter(read_begun("số ", twins.local.lexicon)))

    found = {title for title, _ in find_titles(twins.asking, [], begun.finished, "", None)}

    assert len(found) > 50
