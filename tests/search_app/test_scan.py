"""Every article of all pages, in their order, one after the other."""

import pytest

from indexer.errors import IndexCorruptError
from search_app import InvalidRequestError, UnknownFacetValueError, open_index
from search_app.core import parameters
from search_app.core.reader import Reader
from search_app.core.search import Search
from search_app.core.selection import Selection
from search_app.engines.local import LocalEngine

pytestmark = pytest.mark.every_engine

SEARCHES = [
    {},
    {"sort": "oldest"},
    {"text": "số cảng"},
    {"text": "số cảng", "sort": "newest"},
    {"text": "cảng", "collapse": True},
    {"text": "cảng", "collapse": True, "sort": "oldest", "year": [2020, 2021]},
    {"text": '"lúa gạo" -cảng', "city": "hai phong", "places": "2025"},
    {"text": "cang", "topic": ["y tế", "lễ hội"], "date_from": "2019-01-01"},
    {"text": "số", "literal": True},
]
NOTHING = [{"text": "cang", "literal": True}, {"text": "nguon:khongco"}]


@pytest.mark.parametrize("wanted", SEARCHES + NOTHING, ids=str)
def test_a_scan_gives_what_all_pages_give(random_index, wanted):
    found = [article.id for article in random_index.scan(**wanted)]

    pages = random_index.search(**wanted, per_page=7).pages
    expected = [
        hit.id
        for page in range(1, pages + 1)
        for hit in random_index.search(**wanted, page=page, per_page=7).hits
    ]
    assert found == expected
    assert bool(found) is (wanted not in NOTHING)


@pytest.mark.parametrize("text", ["số cảng", "cảngg"])
def test_a_scan_and_a_count_make_no_page(random_index, monkeypatch, text):
    total = random_index.search(text).total
    relaxed = random_index.search(text, year=1990).relaxations

    monkeypatch.setattr(LocalEngine, "match", None)
    assert len([*random_index.scan(text)]) == total > 0
    (count,) = [own.total for own in relaxed]
    assert count == total
    engine = random_index._engine
    selection = Selection.read(engine, {}, None, None, None)
    assert Search(engine, Reader(engine), text, selection).total() == total


def test_copies_are_left_out_if_that_is_asked_for(random_index):
    every = {article.id for article in random_index.scan()}
    some = {article.id for article in random_index.scan(collapse=True)}

    assert some < every


def test_more_is_given_than_a_page_can_have(random_index, monkeypatch):
    monkeypatch.setattr(parameters, "MAX_PER_PAGE", 5)

    found = [*random_index.scan()]

    assert len(found) == random_index.articles > 5


def test_an_article_is_as_get_gives_it(seed_index):
    for article in seed_index.scan("chuyển đổi số"):
        assert article == seed_index.get(article.id)


def test_what_only_the_suggestion_finds_is_given_as_a_page_gives_it(build):
    index = build(*({"id": f"a{n}", "body": "hội nghị chuyển đổi số"} for n in range(3)))
    page = index.search("chuyenn")
    assert page.understood.corrected

    assert [article.id for article in index.scan("chuyenn")] == [hit.id for hit in page.hits]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"sort": "odd"}, InvalidRequestError),
        ({"date_to": "gần đây"}, InvalidRequestError),
        ({"places": "1975"}, InvalidRequestError),
        ({"city": "Atlantis"}, UnknownFacetValueError),
    ],
)
def test_what_cannot_be_read_is_said_at_the_call(seed_index, wrong, error):
    with pytest.raises(error):
        seed_index.scan(**wrong)


def test_articles_are_read_when_it_is_their_turn(seed_root, monkeypatch):
    index = open_index(seed_root).snapshot()
    read = []
    one = index._engine.article
    monkeypatch.setattr(index._engine, "article", lambda number: read.append(number) or one(number))

    found = index.scan("hải phòng")

    assert read == []
    next(found)
    assert len(read) == 1


def test_damage_that_shows_on_the_way_is_named(seed_root, monkeypatch):
    index = open_index(seed_root).snapshot()
    broken = IndexCorruptError(seed_root / "file", "is cut", command="timtin rebuild")
    found = index.scan("hải phòng")
    next(found)
    monkeypatch.setattr(index._engine, "article", lambda _: [].pop())
    monkeypatch.setattr(index._damage, "found", lambda: broken)

    with pytest.raises(IndexCorruptError):
        next(found)
