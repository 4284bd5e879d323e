"""What is measured on a cluster is noted as it comes, and told as it was recorded."""

import xml.etree.ElementTree as ET

import pytest

from benchmarks import draw, results
from benchmarks.cluster import charts, searching, tables
from benchmarks.svg import WIDTH
from tests.benchmarks.test_draw import PLACE, SHAPE, box, meet

ABOUT = {**SHAPE, "opensearch": "2.19.1"}


def ms(median):
    return {"median": median, "p95": 2 * median, "lowest": median, "highest": median}


def built():
    each = {"articles_per_s": 800.0, "client_s_of_1000": 1.0, "nodes_s_of_1000": 0.0}
    cluster = {"articles_per_s": 400.0, "client_s_of_1000": 1.8, "nodes_s_of_1000": 3.6}
    way = {"local": each, "cluster": cluster, "ratio": 0.5}
    parts = {
        "documents_s_of_1000": 0.5,
        "sending_s_of_1000": 0.1,
        "sent_bytes_an_article": 20_000,
    }
    return {
        "bench": "cluster-build", "articles": 20_000, **ABOUT, "text_bytes": 60_000_000,
        "ways": {"together": way, "apart": way}, "parts": parts, "disk_bytes_an_article": 16_000,
    }  # fmt: skip


def searched():
    own = {name: ms(8.0) for name in ("page_ms", "first_ms")}
    took = {name: ms(6.0) for name in ("took_ms", "first_took_ms", "waited_ms")}
    cluster = {name: ms(20.0) for name in own} | took
    cluster |= {"first_within": 0.98, "requests_a_page": 1.25}
    pages = {kind: {"local": own, "cluster": cluster} for kind in tables.KINDS}
    return {
        "bench": "cluster-search", "articles": 80_000, **ABOUT, "pages": pages,
        "store_bytes": 80_000 * 16_000, "node": {"resident_mb": 1_200, "heap_used_mb": 300},
    }  # fmt: skip


def counted(articles):
    return {
        "bench": "cluster-counts", "articles": articles, **ABOUT, "terms": 9_000,
        "pairs": round(articles**0.5), "memory_bytes": 40_000_000, "stored_bytes": 14_000_000,
        "open_ms": 200.0, "scan_s": articles / 40_000,
    }  # fmt: skip


def test_what_more_articles_take_is_reckoned_from_what_was_measured():
    told = tables.reckoned(built(), searched(), [counted(20_000), counted(80_000)])
    (row,) = [line for line in told.split("\n") if line.startswith("| 100,000,000 ")]

    disk, both, shards, client, nodes, held, scan = row.strip("| ").split(" | ")[1:]
    assert (disk, both, shards) == ("1,600", "3,200", "40")
    assert (client, nodes) == ("50", "100")
    assert (held, scan) == ("1.4", "42")  # 40 MB times the root of 1,250


def test_the_growth_of_pairs_is_the_power_that_fits():
    assert tables.growth([counted(own) for own in (10_000, 40_000, 160_000)]) == pytest.approx(0.5)


def test_the_page_about_clusters_is_of_all_four_records(tmp_path):
    path = tmp_path / "results.jsonl"
    for line in (built(), searched(), counted(20_000), counted(80_000)):
        results.record(line, path)

    told = draw.scaling(path)

    assert "| client and node on a core each | 800 | 400 | 0.50 | 1.0 | 1.8 | 3.6 |" in told
    assert "| search page | 8.0 (16) | 20 (40) | 6.0 (12) | 8.0 (16) | 20 (40) | 6.0 (12) |" in told
    assert "98% of the search pages" in told
    assert "that of the client was busy for 72% of the time, that of the node for 144%" in told
    assert "20 kB are sent and 16 kB kept" in told


def test_nothing_that_is_written_in_the_picture_collides():
    root = ET.fromstring(charts.pages(searched()))

    boxes = [box(element) for element in root.iter(f"{PLACE}text")]
    assert all(left >= 0 and right <= WIDTH for left, right, _, _ in boxes)
    assert [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if meet(a, b)] == []


def test_pages_within_the_bar_are_those_of_the_first_round():
    times = searching.Times(
        page=[[16.0, 16.1], [1.0, 1.0]], took=[[2, 2], [2, 2]], waited=[[3, 3], [3, 3]], asked=4
    )

    assert times.figures()["first_within"] == 0.5
    assert times.figures()["requests_a_page"] == 1.0


def test_the_spy_adds_up_what_the_answers_say_that_they_took(monkeypatch):
    monkeypatch.setattr(searching.Transport, "perform_request", lambda *_: {"took": 3})
    spy = searching.Spy()

    with spy.watching():
        spy.begin()
        for _ in range(2):
            searching.Transport.perform_request(None, "GET", "/")

    assert (spy.took, spy.asked) == (6, 2)
    searching.Transport.perform_request(None, "GET", "/")
    assert spy.asked == 2
