"""The formula, on numbers small enough to check by hand, and what it prefers."""

import math

import numpy as np
import pytest

from indexer import weighting
from search_app.core import ranking
from search_app.core.accents import read_accents
from search_app.core.clauses import plan
from search_app.core.query import read_query


def test_idf_falls_with_the_number_of_articles_and_stays_positive():
    values = [ranking.idf(100, having) for having in (1, 50, 100)]

    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(math.log(1 + 99.5 / 1.5))
    assert values[-1] > 0


def test_a_field_of_average_length_is_neither_raised_nor_lowered():
    assert weighting.length_norm(np.array([0, 100, 200], np.float32), 100.0) == pytest.approx(
        [1 - weighting.B, 1, 1 + weighting.B]
    )


def test_frequency_saturates_below_k1_plus_one():
    assert ranking.saturate(np.array([0, 1, 1e6], np.float32), 1.5) == pytest.approx(
        [0, 1, 2.5], abs=1e-4
    )


def order(index, text):
    return [hit.id for hit in index.search(text).hits]


def test_accents_as_typed_come_first_and_others_are_still_found(build):
    index = build(
        {"id": "folded", "body": "chuyen doi so"}, {"id": "marked", "body": "chuyển đổi số"}
    )

    assert order(index, "chuyển đổi số") == ["marked", "folded"]


def test_typed_accents_weigh_more_than_their_absence_in_a_longer_article(build):
    index = build(
        {"id": "folded", "body": "so so so so"},
        {"id": "marked", "body": "một bài dài hơn nhiều có nói đến số một lần thôi"},
    )

    assert order(index, "số") == ["marked", "folded"]


def test_a_short_article_beats_a_long_one_that_says_it_as_often(build):
    index = build(
        {"id": "long", "body": "số " + "khác " * 300}, {"id": "short", "body": "số khác khác"}
    )

    assert order(index, "số") == ["short", "long"]


def test_equal_scores_come_newest_first(build):
    index = build(
        {"id": "old", "body": "tin", "date": "2020-01-01"},
        {"id": "new", "body": "tin", "date": "2021-01-01"},
        {"id": "undated", "body": "tin"},
    )

    assert order(index, "tin") == ["new", "old", "undated"]


def test_equal_days_come_best_first(build):
    index = build(
        {"id": "weak", "body": "tin " + "khác " * 50, "date": "2020-01-01"},
        {"id": "strong", "body": "tin tin tin", "date": "2020-01-01"},
    )

    assert [hit.id for hit in index.search("tin", sort="newest").hits] == ["strong", "weak"]


def test_half_a_syllables_accents_mean_any_that_complete_them(build):
    index = build({"id": "x", "body": "đồng nai"}, {"id": "y", "body": "dòng này"})

    assert [hit.id for hit in index.search('"đong nai"').hits] == ["x"]


def test_syllables_side_by_side_beat_the_same_apart(build):
    index = build(
        {"id": "apart", "body": "đổi hướng, số liệu và chuyển giao công nghệ mới"},
        {"id": "together", "body": "công nghệ mới, số liệu và chuyển đổi hướng giao"},
    )

    assert order(index, "chuyển đổi") == ["together", "apart"]


def test_the_title_weighs_more_than_the_body(build):
    index = build(
        {"id": "body", "title": "Bản tin hôm nay", "body": "về chuyển đổi số"},
        {"id": "title", "title": "Về chuyển đổi số", "body": "bản tin hôm nay"},
    )

    assert order(index, "chuyển đổi số") == ["title", "body"]


def test_an_article_without_a_title_leaves_the_titles_of_others_findable(build):
    """Whoosh gives the length of a missing field as None, which made every title score NaN."""
    index = build(
        {"id": "a", "title": "Hội nghị lớn", "body": "Sáng nay bàn việc."},
        {"id": "b", "body": "Mưa."},
    )

    assert order(index, "hội nghị") == ["a"]


def test_an_explanation_counts_where_each_term_stands(build):
    index = build(
        {"id": "x", "title": "Tin", "body": "tin này, tin kia"}, {"id": "y", "body": "tin"}
    )

    share = index.explain("tin", "x").shares[0]
    assert (share.clause.label, share.title_tf, share.body_tf, share.articles) == ("tin", 1, 2, 2)


def test_the_parts_of_an_explanation_add_up_to_the_score(seed_index):
    hit = seed_index.search("chuyển đổi số hải phòng").hits[0]

    explanation = seed_index.explain("chuyển đổi số hải phòng", hit.id)

    assert explanation.rank == 1
    assert sum(share.score for share in explanation.shares) == pytest.approx(hit.score, rel=1e-4)
    assert explanation.score == pytest.approx(hit.score, rel=1e-4)


def test_what_opens_an_article_weighs_more(build):
    late = "khác " * 39
    index = build(
        {"id": "late", "body": f"khác {late}bão. Hết chuyện."},
        {"id": "first", "body": f"bão {late}khác. Hết chuyện."},
        {"id": "other", "body": "gió"},
    )

    assert order(index, "bão") == ["first", "late"]


def test_the_lead_has_forty_syllables(build):
    index = build(
        {"id": "last", "body": "khác " * 39 + "bão khác khác"},
        {"id": "next", "body": "khác " * 40 + "bão khác"},
    )

    shares = {id_: index.explain("bão", id_).shares[0] for id_ in ("last", "next")}
    assert {id_: share.in_lead for id_, share in shares.items()} == {"last": True, "next": False}


def test_a_document_number_weighs_more_than_its_parts(build):
    index = build(
        {"id": "number", "body": "Theo Nghị quyết 15-NQ/TW " + "khác " * 30},
        {"id": "parts", "body": "15 NQ TW, 15 NQ TW, 15 NQ TW"},
    )

    assert order(index, "15-NQ/TW")[0] == "number"


def test_the_greater_share_of_a_neighbour_counts(lexicon_of):
    """Between two neighbours a syllable belongs to the one it belongs to most."""
    lexicon = lexicon_of(*["kinh tế số"] * 3, *["tế số"] * 3, *["kinh"] * 2, *["x"] * 20)
    query = read_query("kinh tế số")
    reading = read_accents(query.syllables, lexicon)

    weight = {c.label: c.weight for c in plan(query, reading, lexicon) if c.form == "marked"}
    assert weight["tế"] == weight["số"] < weight["kinh"]


def test_by_date_articles_with_the_accents_that_are_meant_are_listed(build):
    index = build(
        {"id": "meant", "body": "Hải Phòng", "date": "2020-01-01"},
        {"id": "other", "body": "hai, phong", "date": "2021-01-01"},
        {"id": "more", "body": "ở Hải Phòng", "date": "2019-01-01"},
    )

    assert [hit.id for hit in index.search("Hải Phòng", sort="newest").hits] == ["meant", "more"]
    assert index.search("Hải Phòng").total == 3
