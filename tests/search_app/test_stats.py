"""What an index holds as a whole, and how one tells which build of it answers."""

import datetime
import json
from collections import Counter

import pytest

from indexer.article import Article
from search_app import InvalidRequestError, open_index
from search_app.core.serialise import article_to_json, hit_to_json, page_to_json, stats_to_json
from search_app.core.statistics import Statistics

TODAY = datetime.date(2021, 12, 5)


def counted(values):
    return {own.value: own.count for own in values}


def test_all_is_counted_over_live_articles(random_index):
    articles, stats = [*random_index.scan()], random_index.stats()
    dates = [article.date for article in articles if article.date]
    days = sorted(datetime.date(date.year, date.month, date.day) for date in dates)

    assert stats.articles == len(articles) == random_index.articles
    assert (stats.first, stats.last) == (days[0], days[-1])
    assert counted(stats.cities) == Counter(city for own in articles for city in own.cities)
    assert counted(stats.topics) == Counter(topic for own in articles for topic in own.topics)
    years = counted(stats.years)
    assert years.pop("không rõ") == sum(own.year is None for own in articles)
    assert years == Counter(own.year for own in articles if own.year)
    assert not any(own.selected for own in (*stats.cities, *stats.topics, *stats.years))


def test_sources_are_those_that_articles_name_else_their_hosts(random_index):
    found = random_index.stats().sources

    assert {own.source for own in found} == {"VGP News", "Báo Hải Phòng", "tin.example"}
    counts = [own.count for own in found]
    assert counts == sorted(counts, reverse=True)
    for own in found:
        assert own.count == random_index.search(f'nguon:"{own.source}"').total > 0


def test_a_source_is_named_as_most_do_and_counts_what_is_found_by_it(build):
    sources = [
        "CHinhphu.vn",
        "chinhphu.vn",
        "chinhphu.vn",
        "Chinhphuv.n",
        "Báo Chính phủ",
        "Bao Chinh phu",
        "",
    ]
    index = build(
        *(
            {"id": f"a{n}", "body": f"tin số {n} " * (n + 1), "source": source}
            for n, source in enumerate(sources)
        ),
        {"id": "b", "body": "tin khác", "url": "https://www.chinhphu.vn/1"},
        {"id": "c", "body": "tin nữa", "url": "https://tin.example/1", "source": "VGP"},
        {"id": "d", "body": "tin cuối", "source": "???"},
    )

    found = {own.source: own.count for own in index.stats().sources}

    assert found == {
        "chinhphu.vn": 5,
        "Báo Chính phủ": 1,
        "Bao Chinh phu": 2,
        "VGP": 1,
        "???": 1,
    }
    del found["???"]
    for name, count in found.items():
        assert index.search(f'nguon:"{name}"').total == count


def test_months_are_those_of_all_articles(random_index):
    articles, months = [*random_index.scan()], random_index.stats().months

    assert months.unit == "month"
    assert [(bar.year, bar.month) for bar in months.bars] == [
        (year, month) for year in range(2018, 2024) for month in range(1, 13)
    ]
    expected = Counter((own.date.year, own.date.month) for own in articles if own.date)
    assert {(bar.year, bar.month): bar.count for bar in months.bars if bar.count} == expected
    assert months.unknown == sum(own.date is None for own in articles)
    assert not any(bar.selected for bar in months.bars)


@pytest.mark.parametrize(("oldest", "unit", "bars"), [("2004", "month", 240), ("2003", "year", 21)])
def test_of_very_many_months_years_are_shown(build, oldest, unit, bars):
    index = build(
        {"id": "old", "body": "tin cũ", "date": f"{oldest}-02-03"},
        {"id": "new", "body": "tin mới", "date": "2023-04-05"},
    )

    months = index.stats().months

    assert (months.unit, len(months.bars)) == (unit, bars)


def test_cities_have_the_names_that_are_asked_for(random_index):
    page = random_index.search(places="2025")

    stats = random_index.stats(places="2025")

    assert stats.cities == page.facets["city"]
    assert stats.cities != random_index.stats().cities


@pytest.fixture
def week(build):
    dates = ["2021-11-28", "2021-11-29", "2021-12-05T18:00", "2021-12-06", "2021-12-04", None]
    return build(
        *(
            {"id": f"a{n}", "body": f"tin số {n} " * (n + 1), "date": date}
            for n, date in enumerate(dates)
        )
    )


@pytest.mark.parametrize("today", [TODAY, "2021-12-05", datetime.datetime(2021, 12, 5, 1, 2)])  # noqa: DTZ001
def test_recent_are_those_of_the_day_and_the_six_before(week, today):
    stats = week.stats(today)

    assert [hit.id for hit in stats.recent] == ["a2", "a4", "a1"]
    assert stats.recent_total == 3


def test_recent_are_told_up_to_ten(build):
    index = build(
        *({"id": f"a{n:02}", "body": f"{n} tin", "date": TODAY.isoformat()} for n in range(12))
    )

    stats = index.stats(TODAY)

    assert (len(stats.recent), stats.recent_total) == (10, 12)
    assert index.stats(TODAY + datetime.timedelta(days=7)).recent == ()


def test_without_a_day_it_is_as_of_today_in_viet_nam(week, monkeypatch):
    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime(2021, 12, 4, 20, tzinfo=datetime.UTC).astimezone(tz)

    monkeypatch.setattr("search_app.core.statistics.datetime.datetime", Clock)

    assert week.stats() == week.stats(TODAY)


def test_what_is_no_day_is_refused(seed_index):
    with pytest.raises(InvalidRequestError, match="today must be a date"):
        seed_index.stats("hôm nay")
    with pytest.raises(InvalidRequestError, match="places must be"):
        seed_index.stats(places="1975")


def test_what_does_not_depend_on_the_day_is_counted_once(seed_root, monkeypatch):
    index = open_index(seed_root).snapshot()
    before = index.stats(TODAY)
    monkeypatch.setattr(Statistics, "_of_all_days", None)

    after = index.stats(TODAY + datetime.timedelta(days=7))

    assert after.months == before.months
    assert after.recent != before.recent


def test_an_index_without_a_date_has_none(build):
    stats = build({"id": "only", "body": "tin", "year": 2020}).stats()

    assert (stats.first, stats.last, stats.recent_total) == (None, None, 0)
    assert stats.sources == ()


def test_when_it_was_built_is_what_the_manifest_says(seed_root, seed_index):
    (generation,) = seed_root.glob("g*")
    manifest = json.loads((generation / "manifest.json").read_text("utf-8"))

    assert seed_index.stats().built == manifest["built"]


def test_another_build_has_another_fingerprint(tmp_path, add_segment):
    first = Article(id="first", body="tin")
    base = add_segment(tmp_path, [first])
    before, again = open_index(tmp_path).snapshot(), open_index(tmp_path).snapshot()
    add_segment(tmp_path, [Article(id="second", body="tin")], gone=[first], base=base)
    after = open_index(tmp_path).snapshot()

    assert before.fingerprint == again.fingerprint
    assert before.fingerprint != after.fingerprint
    assert after.fingerprint.isalnum()


def test_two_indexes_have_two_fingerprints(tmp_path, add_segment):
    found = set()
    for body in ("tin một", "tin hai"):
        (tmp_path / body).mkdir()
        add_segment(tmp_path / body, [Article(id="only", body=body)])
        found.add(open_index(tmp_path / body).fingerprint)

    assert len(found) == 2


def test_all_of_it_is_json(seed_index):
    article = seed_index.get("001_8a31eafaeb81a6bd")
    stats = seed_index.stats(TODAY)
    page = seed_index.search("chuyển đổi số", histogram=True)
    nothing = seed_index.search("zzz -số", year=1990)

    found = json.loads(json.dumps(stats_to_json(stats)))
    assert (found["first"], found["last"]) == ("2021-03-11", "2023-02-06")
    assert found["recent"][0] == json.loads(json.dumps(hit_to_json(stats.recent[0])))
    assert found["recent"][0]["date"] == "2021-12-01"
    assert found["sources"][0] == {
        "source": stats.sources[0].source,
        "count": stats.sources[0].count,
    }
    assert found["months"]["bars"][0]["counts"] == [*stats.months.bars[0].counts]
    found = json.loads(json.dumps(article_to_json(article)))
    assert (found["id"], found["date"], found["body"]) == (article.id, "2021-12-01", article.body)
    found = json.loads(json.dumps(page_to_json(page)))
    assert found["histogram"]["unit"] == "year"
    assert found["relaxations"] == []
    found = json.loads(json.dumps(page_to_json(nothing)))
    assert found["histogram"] is None
    assert [own["kind"] for own in found["relaxations"]] == [
        own.kind for own in nothing.relaxations
    ]
