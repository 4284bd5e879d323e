"""What a search does with a suggestion: it counts what that would find, or answers with it."""

import pytest

from search_app.core.request import Request
from search_app.core.serialise import page_to_json

ARTICLES = (
    {"id": "1", "body": "Chuyển đổi số ở Hải Phòng", "cities": ["Hải Phòng"]},
    {"id": "2", "body": "Đẩy mạnh chuyển đổi", "cities": ["Hà Nội"]},
    {"id": "3", "body": "Covid-19", "cities": ["Hà Nội"]},
)


@pytest.fixture
def index(build):
    return build(*ARTICLES)


@pytest.mark.parametrize("filters", [{}, {"city": "ha noi"}, {"sort": "newest"}, {"page": 2}])
def test_a_suggestion_comes_with_what_it_would_find(index, filters):
    page = index.search("chuyenn doi", **filters)

    assert page.suggestion == "chuyển đổi"
    assert page.suggestion_total == index.search("chuyển đổi", **filters).total
    assert page.understood.corrected is None
    assert page_to_json(page)["suggestion_total"] == page.suggestion_total


def test_without_a_suggestion_nothing_is_counted(index):
    page = index.search("chuyen doi")

    assert (page.suggestion, page.suggestion_total) == (None, None)


def test_where_nothing_is_found_the_answer_is_that_of_the_suggestion(index):
    page, meant = index.search(" chuyenn"), index.search("chuyển")

    assert page.understood.corrected == "chuyển"
    assert page.understood.text == "chuyenn", "as typed"
    assert page.understood.terms == ("chuyển",)
    assert (page.suggestion, page.suggestion_total) == (None, None)
    assert (page.total, page.hits, page.facets) == (meant.total, meant.hits, meant.facets)
    assert any("<mark>Chuyển</mark>" in hit.snippet for hit in page.hits)
    assert page_to_json(page)["understood"]["corrected"] == "chuyển"


def test_filters_stay_when_the_suggestion_answers(index):
    page = index.search("chuyenn", city="hai phong")

    assert page.understood.corrected == "chuyển"
    assert [hit.id for hit in page.hits] == ["1"]


def test_where_the_suggestion_finds_nothing_either_nothing_changes(index):
    page = index.search("chuyenn", city="hai phong", year=[], date_from="2030-01-01")

    assert (page.total, page.understood.corrected) == (0, None)
    assert (page.suggestion, page.suggestion_total) == (None, None)


def test_a_phrase_that_stands_nowhere_is_no_reason_to_answer_otherwise(index):
    page = index.search('"chuyenn doi" covid')

    assert (page.total, page.understood.corrected) == (0, None)
    assert (page.suggestion, page.suggestion_total) == ('"chuyển đổi" covid', 2)
    page = index.search('"chuyenn doi"')
    assert (page.total, page.suggestion, page.suggestion_total) == (0, '"chuyển đổi"', 2)


def test_a_literal_query_is_answered_as_typed(index):
    literally = index.search("chuyenn", literal=True)
    assert (literally.total, literally.suggestion, literally.understood.corrected) == (
        0,
        None,
        None,
    )
    assert literally.understood.is_literal
    meant = index.search("chuyenn")
    assert (meant.total, meant.understood.corrected) == (2, "chuyển")
    assert not meant.understood.is_literal


def test_counting_gives_the_total_of_matching(index):
    clauses = index._reader.ask("chuyển đổi hải phòng").clauses
    requests = [
        Request(clauses=clauses, needed=needed, match_all=match_all, filters=filters)
        for needed in (1, 200)
        for match_all in (False, True)
        for filters in ({}, {"city": ("Hà Nội",)})
    ]

    counted = [index._engine.count(request) for request in requests]
    assert counted == [index._engine.match(request).total for request in requests]
    assert len(set(counted)) > 2


def test_what_is_looked_for_already_is_not_suggested(build):
    index = build({"body": "lừa đảo qua mạng"}, {"body": "lừa đảo qua mạng"})

    page = index.search("lừa đảo qua mang")
    assert (page.understood.accents, page.suggestion) == ("lừa đảo qua mạng", None)


def test_the_answer_of_a_suggestion_is_explained(index):
    (hit, *_) = index.search("chuyenn").hits

    explanation = index.explain("chuyenn", hit.id)
    assert explanation.rank == 1
    assert explanation.score == pytest.approx(hit.score, rel=1e-4)


def test_a_document_number_that_no_article_has_is_told(build):
    index = build({"body": "Nghị quyết 21/NQ-CP"})

    assert "“15-NQ/TW”" in index.search("15-NQ/TW").understood.notes[0]
    assert index.search("21/NQ-CP").understood.notes == ()


def test_what_an_article_lacks_is_named(build):
    index = build({"id": "a", "body": "chuyển đổi"}, {"id": "b", "body": "số"})

    assert list(index.explain("chuyển đổi số", "a").absent) == ["số"]
