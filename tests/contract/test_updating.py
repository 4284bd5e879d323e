"""Updates: what changed, went, moved or is there twice, in every engine."""

import json

import pytest

from tests.contract.articles import article
from tests.contract.building import write


@pytest.fixture
def feed(tmp_path):
    """Return a folder to write files of articles in."""
    (tmp_path / "feed").mkdir()
    return tmp_path / "feed"


def told(report):
    """Return what a report counts."""
    return {
        name: getattr(report, name)
        for name in ("indexed", "added", "changed", "unchanged", "removed")
        if hasattr(report, name)
    }


def ids(index):
    return sorted(own.id for own in index.scan())


def test_what_changed_went_came_and_moved(place, feed):
    every = [article(number) for number in range(12)]
    write(feed / "a.jsonl", every[:6])
    write(feed / "b.jsonl", every[6:])
    place.rebuild(feed)
    before = place.open()
    assert ids(before) == sorted(own["id"] for own in every)

    changed = every[2] | {"title": "Quạ trắng bay qua", "body": "Quạ trắng bay qua cầu."}
    write(feed / "a.jsonl", [every[0], changed, every[3]])  # 1, 4, 5 are gone
    (feed / "b.jsonl").rename(feed / "c.jsonl")
    write(feed / "d.jsonl", [article(20), article(21)])
    place.update(feed)
    after = place.open()

    kept = [every[0], changed, every[3], *every[6:], article(20), article(21)]
    assert ids(after) == sorted(own["id"] for own in kept)
    assert after.articles == len(kept)
    assert [hit.id for hit in after.search('"quạ trắng"').hits] == [changed["id"]]
    assert after.get(changed["id"]).title == "Quạ trắng bay qua"
    assert after.get(every[1]["id"]) is None
    assert after.fingerprint != before.fingerprint


def test_an_update_of_what_is_as_it_was_changes_nothing(place, feed):
    write(feed / "a.jsonl", [article(number) for number in range(5)])
    place.rebuild(feed)
    before = place.open()
    place.update(feed)

    assert place.open().fingerprint == before.fingerprint
    assert ids(place.open()) == ids(before)


def test_of_one_id_twice_in_a_run_one_article_stays(place, feed):
    one, other = article(1), article(2) | {"id": article(1)["id"]}
    write(feed / "a.jsonl", [one, article(3), other])
    report = place.rebuild(feed)
    index = place.open()

    assert ids(index) == sorted([one["id"], article(3)["id"]])
    assert index.articles == report.indexed == 2
    assert index.search(per_page=10).total == 2


def test_an_id_that_is_taken_over_by_another_file_stays_one_article(place, feed):
    write(feed / "a.jsonl", [article(1), article(2)])
    place.rebuild(feed)
    write(feed / "a.jsonl", [article(2)])
    write(feed / "b.jsonl", [article(5) | {"id": article(1)["id"]}])
    place.update(feed)
    index = place.open()

    assert ids(index) == sorted([article(1)["id"], article(2)["id"]])
    assert index.get(article(1)["id"]).body == article(5)["body"]
    assert index.search("").total == 2


def test_many_updates_answer_like_one_build(place, feed):
    every = [article(number) for number in range(30)]
    for last in (24, 27, 30):
        write(feed / "a.jsonl", every[:last])
        (place.rebuild if last == 24 else place.update)(feed)
    grown = place.open()
    place.rebuild(feed)
    whole = place.open()

    for text in ("", "chuyển đổi số", "hà nội", '"hội nghị"', "nam:2020"):
        ours, theirs = (own.search(text, per_page=50, histogram=True) for own in (whole, grown))
        assert (theirs.total, theirs.facets, theirs.histogram) == (
            ours.total,
            ours.facets,
            ours.histogram,
        )
        assert {hit.id for hit in theirs.hits} == {hit.id for hit in ours.hits}
    assert grown.suggest("chuyen d") == whole.suggest("chuyen d")
    assert json.dumps(sorted(grown.stats().cities, key=str), default=str) == json.dumps(
        sorted(whole.stats().cities, key=str), default=str
    )
