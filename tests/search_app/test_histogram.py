"""The bars of a search hold what a plain count over the articles it finds gives."""

from collections import Counter

import pytest

from indexer.article import Article
from search_app import open_index
from search_app.core.histogram import Chosen, histogram, layers, overview
from search_app.core.model import NO_TOPIC, OTHER, SEVERAL, UNKNOWN, Bar
from search_app.core.port import NO_PERIODS
from search_app.engines import periods as engine_periods

pytestmark = pytest.mark.every_engine

# --- the same question, counted article by article


def own_topics(index):
    """Return the topics that have a layer: four of those of most articles."""
    counts = Counter(topic for article in index.scan() for topic in article.topics)
    return sorted(counts, key=lambda topic: (-counts[topic], topic))[:4]


def layer_of(article, own):
    if not article.topics:
        return NO_TOPIC
    if len(article.topics) > 1:
        return SEVERAL
    return article.topics[0] if article.topics[0] in own else OTHER


def month_of(article):
    """Return year and month of an article, 0 for what nobody knows."""
    if article.date:
        return article.date.year, article.date.month
    return article.year or 0, 0


def assert_counted(found, articles, own, *, of_no_year):
    """Hold bars, layers and the rest against the articles that a histogram is of."""
    by_month = found.unit == "month"
    counts, unknown = Counter(), 0
    first, last = (found.bars[at].year for at in (0, -1)) if found.bars else (1, 0)
    for article in articles:
        year, month = month_of(article)
        if not year or (by_month and not month and first <= year <= last):
            unknown += year > 0 or of_no_year
        else:
            counts[year, month if by_month else None, layer_of(article, own)] += 1
    shown = {
        layer for bar in found.bars for layer in found.topics if counts[bar.year, bar.month, layer]
    }
    others = [layer for layer in (SEVERAL, OTHER, NO_TOPIC) if layer in shown]
    assert found.topics == (*own, *others)
    for bar in found.bars:
        assert bar.counts == tuple(counts[bar.year, bar.month, layer] for layer in found.topics)
        assert bar.count == sum(bar.counts)
    assert found.unknown == unknown
    if not by_month:
        assert sum(bar.count for bar in found.bars) + unknown == len(articles)


CHOICES = [
    {},
    {"text": "số cảng"},
    {"text": 'cảng -"lúa gạo tin"'},
    {"text": "số", "sort": "newest"},
    {"text": "số", "collapse": True},
    {"city": "hải phòng"},
    {"city": "hải phòng", "places": "2025"},
    {"topic": ["y tế", "giáo dục"], "city": "Hà Nội"},
    {"topic": UNKNOWN},
]
DAYS = [
    {},
    {"year": [2021]},
    {"year": [2019, 2021]},
    {"year": [2018, 2022]},
    {"year": [UNKNOWN]},
    {"year": [2021, UNKNOWN]},
    {"date_from": "2021-06-09"},
    {"date_to": "2019-03-01"},
    {"date_from": "2020-02-01", "date_to": "2022-02-01"},
    {"year": [2021, 2022], "date_from": "2022-05-01"},
]


@pytest.mark.parametrize("days", DAYS, ids=str)
def test_bars_are_a_plain_count_over_what_is_found_in_all_years(random_index, days):
    assert len(random_index._engine._leaves) == 3
    own = own_topics(random_index)
    for choice in CHOICES:
        page = random_index.search(**choice, **days, histogram=True)

        articles = [*random_index.scan(**{**choice, "collapse": False})]
        assert articles
        of_no_year = page.histogram.unit == "year" or UNKNOWN in days.get("year", [])
        assert_counted(page.histogram, articles, own, of_no_year=of_no_year)


@pytest.mark.parametrize(
    ("days", "unit", "ends", "selected"),
    [
        ({}, "year", (2018, 2023), []),
        ({"year": [2021]}, "month", (2021, 2021), [(2021, month) for month in range(1, 13)]),
        (
            {"year": [2019, 2021], "date_from": "2021-11-30"},
            "month",
            (2021, 2021),
            [(2021, 11), (2021, 12)],
        ),
        ({"year": [2018, 2022]}, "year", (2018, 2023), [(2018, None), (2022, None)]),
        (
            {"year": [2019, 2021]},
            "month",
            (2019, 2021),
            [(year, month) for year in (2019, 2021) for month in range(1, 13)],
        ),
        ({"year": [2018, 2021]}, "year", (2018, 2023), [(2018, None), (2021, None)]),
        (
            {"year": [2021], "date_from": "2018-05-01"},
            "month",
            (2021, 2021),
            [(2021, month) for month in range(1, 13)],
        ),
        ({"year": [UNKNOWN]}, "year", (2018, 2023), []),
        ({"year": [2017]}, "month", (2017, 2017), [(2017, month) for month in range(1, 13)]),
        ({"date_from": "2023-09-30"}, "month", (2023, 2023), [(2023, m) for m in range(9, 13)]),
        ({"date_to": "2018-02-01"}, "month", (2018, 2018), [(2018, 1), (2018, 2)]),
        ({"date_to": "2021-02-01"}, "year", (2018, 2023), [(y, None) for y in range(2018, 2022)]),
        ({"date_from": "2030-01-01"}, "year", (2018, 2023), []),
    ],
)
def test_few_chosen_years_are_shown_by_month(random_index, days, unit, ends, selected):
    found = random_index.search(**days, histogram=True).histogram

    first, last = ends
    months = range(1, 13) if unit == "month" else [None]
    shown = [(bar.year, bar.month) for bar in found.bars]
    assert shown == [(year, month) for year in range(first, last + 1) for month in months]
    assert [(bar.year, bar.month) for bar in found.bars if bar.selected] == selected


def test_years_without_matches_have_bars_between_those_that_have_some(build):
    index = build(
        {"id": "old", "body": "tin cũ", "date": "2001-05-01"},
        {"id": "new", "body": "tin mới", "date": "2004-01-31"},
        {"id": "when", "body": "tin nào"},
    )

    found = index.search("tin", histogram=True).histogram

    assert [(bar.year, bar.count) for bar in found.bars] == [
        (2001, 1),
        (2002, 0),
        (2003, 0),
        (2004, 1),
    ]
    assert (found.unit, found.unknown) == ("year", 1)
    (bar,) = index.search("mới", histogram=True).histogram.bars
    assert bar == Bar(year=2004, month=None, count=1, counts=(1,), selected=False)
    assert index.search("nào", histogram=True).histogram.bars == ()


def test_of_an_index_without_articles_there_is_no_bar(tmp_path, add_segment):
    only = Article(id="only", body="tin", year=2020)
    base = add_segment(tmp_path, [only])
    add_segment(tmp_path, [Article(id="other", body="tin")], gone=[only], base=base)
    index = open_index(tmp_path).snapshot()

    for days in ({}, {"date_from": "2020-01-01"}):
        found = index.search(**days, histogram=True).histogram
        assert (found.unit, found.bars, found.unknown) == ("year", (), 1)


def test_nothing_is_counted_that_nobody_asked_for(seed_root, monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(engine_periods.MonthCounts, "__init__", fail)
    index = open_index(seed_root).snapshot()

    assert index.search("chuyển đổi số").histogram is None
    with pytest.raises(AssertionError):
        index.search("chuyển đổi số", histogram=True)


def test_the_histogram_of_the_seeds(seed_index):
    found = seed_index.search("", histogram=True).histogram

    assert found.topics == ("chuyển đổi số", "Covid-19", "thông tin đối ngoại", SEVERAL)
    assert [(bar.year, bar.counts) for bar in found.bars] == [
        (2021, (0, 1, 0, 2)),
        (2022, (1, 0, 0, 0)),
        (2023, (0, 0, 1, 0)),
    ]


def test_a_layer_is_a_topic_of_many_or_says_that_it_is_none():
    sets = {("a",): 5, ("b",): 4, ("c",): 3, ("d",): 2, ("e",): 1, ("e", "d"): 2, (): 9, ("f",): 0}

    names, numbers = layers(sets)

    assert names == ("a", "b", "d", "c", SEVERAL, OTHER, NO_TOPIC)
    told = {topics: names[number] for topics, number in numbers.items()}
    assert told == {
        ("a",): "a", ("b",): "b", ("c",): "c", ("d",): "d",
        ("e",): OTHER, ("f",): OTHER, ("e", "d"): SEVERAL, (): NO_TOPIC,
    }  # fmt: skip


def test_a_topic_of_deleted_articles_alone_has_no_layer():
    names, numbers = layers({("a",): 1, ("gone",): 0})

    assert names == ("a", SEVERAL, OTHER, NO_TOPIC)
    assert names[numbers["gone",]] == OTHER


def test_who_chooses_an_unknown_year_has_chosen_no_months(seed_index):
    found = seed_index.search("", year=UNKNOWN, histogram=True).histogram

    assert (found.unit, [bar.year for bar in found.bars]) == ("year", [2021, 2022, 2023])
    assert not any(bar.selected for bar in found.bars)


def test_nothing_counted_is_nothing_shown():
    assert histogram(NO_PERIODS, Chosen()).bars == overview(NO_PERIODS).bars == ()
