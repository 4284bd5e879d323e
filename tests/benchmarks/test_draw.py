"""The README's figures and the pictures are what results.jsonl says, and can be read."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import draw, results, tables
from benchmarks.queries import ALL, FIRST, KINDS
from benchmarks.svg import WIDTH, LogScale, number

SHAPE = {"machine": "x", "python": "3.11", "digest": "d", "rounds": 3, "queries": 5}
PLACE = "{http://www.w3.org/2000/svg}"


def compared(articles, **medians):
    ms = {name: {"median": at, "p95": 2 * at, "lowest": at, "highest": at + 1}
          for name, at in medians.items()}  # fmt: skip
    systems = {
        name: {"articles": 2_000 if name == "naive" else articles, "articles_per_s": 9.0,
               "index_per_text": 1.5, "ms": dict.fromkeys((*KINDS, ALL, FIRST), ms[name])}
        for name in medians
    }  # fmt: skip
    return {"bench": "search", "articles": articles, **SHAPE, "systems": systems}


def grew(articles):
    ms = {"median": articles / 1e4, "p95": 9.0, "lowest": 1.0, "highest": 2.0}
    return {
        "bench": "growth", "articles": articles, "originals": 20_000, **SHAPE,
        "text_bytes": 3_000 * articles,
        "rebuild": {"seconds": articles / 50, "articles_per_s": 50.0, "index_per_text": 1.2,
                    "peak_mb": {"tree": 100, "largest": 90}},
        "open_ms": ms, "query_ms": ms, "resident_mb": {"anonymous": 30.5, "files": 20.1},
    }  # fmt: skip


@pytest.fixture
def recorded(tmp_path):
    """Return a file of results with every system and a million articles."""
    path = tmp_path / "results.jsonl"
    for articles in (5_000, 80_000):
        medians = {"timtin": 2.5, "tantivy": 1.5, "fts5": 40.0, "naive": 0.3}
        results.record(compared(articles, **medians), path)
    for articles in (5_000, 80_000, 1_000_000):
        results.record(grew(articles), path)
    return path


@pytest.mark.parametrize(
    ("page", "block"),
    [
        (draw.README, draw.block),
        (draw.OPERATIONS, draw.capacity),
        (draw.SCALING, draw.scaling),
    ],
)
def test_the_pages_hold_what_was_measured(page, block):
    text = page.read_text("utf-8")

    assert draw.with_block(text, block()) == text, "run python -m benchmarks.draw --readme"


def test_the_disk_of_a_rebuild_is_that_of_three_generations():
    (row,) = [line for line in tables.capacity([grew(80_000)]).split("\n") if "80,000" in line]

    assert row.split(" | ")[1:5] == ["240", "288", "864", "27"]


def test_what_is_said_of_the_page_tells_the_first_time_from_all_times():
    times = {"search_ms": 7.0, "first_ms": 12.0, "help_ms": 2.0}
    measured = {name: {"median": at, "p95": 10 * at} for name, at in times.items()}
    said = tables.page(
        {"articles": 80_000, **SHAPE, **measured, "wire_kb": {"median": 20.0}, "paint_ms": None}
    )

    assert "5 queries asked 3 times each: 7.0 ms (70), the first time alone 12 ms (120)" in said


def test_the_pictures_show_what_was_measured():
    folder = Path(draw.__file__).parent

    drawn = {path.name: path.read_text("utf-8") for path in folder.glob("*.svg")}

    assert drawn == draw.pictures(), "run python -m benchmarks.draw"
    assert draw.CLUSTER_PICTURE.read_text("utf-8") == draw.cluster_picture(), "the same"


def test_every_picture_that_the_readme_shows_is_there_and_no_other():
    shown = re.findall(r"\]\(benchmarks/(.*?\.svg)\)", draw.README.read_text("utf-8"))

    assert sorted(shown) == sorted(draw.pictures())


def test_a_picture_is_whole_and_nothing_written_in_it_collides_or_is_clipped(recorded):
    drawn = draw.pictures(recorded)

    assert sorted(drawn) == ["growth-build.svg", "growth-query.svg", "search.svg"]
    for svg in drawn.values():
        root = ET.fromstring(svg)
        boxes = [box(element) for element in root.iter(f"{PLACE}text")]
        assert all(left >= 0 and right <= WIDTH for left, right, _, _ in boxes)
        assert all(bottom <= float(root.get("height")) for *_, bottom in boxes)
        clashes = [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if meet(a, b)]
        assert clashes == []
        assert "prefers-color-scheme: dark" in svg


def box(element):
    """Return about where words stand: left, right, top, bottom."""
    width = len(element.text) * (8.5 if element.get("class") == "title" else 6.5)
    before = {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
    left, bottom = float(element.get("x")) - before * width, float(element.get("y"))
    return left, left + width, bottom - 10, bottom


def meet(a, b):
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def test_the_best_is_bold_whoever_it_is_but_not_on_a_part_of_the_articles():
    table = tables.compared(compared(80_000, timtin=2.5, tantivy=1.5, naive=0.3))

    assert "| Tìm Tin | tantivy | pyvi + Whoosh (only 2,000) |" in table
    assert "| one syllable, ms | 2.5 (5.0) | **1.5** (3.0) | 0.30 (0.60) |" in table


def test_the_last_result_of_a_size_counts_and_only_of_the_last_machine(tmp_path):
    path = tmp_path / "results.jsonl"
    for line in (
        {**grew(80_000), "machine": "another"},
        {**grew(5_000), "rounds": 1},
        grew(20_000),
        {**grew(5_000), "rounds": 2},
    ):
        results.record(line, path)

    found = results.latest("growth", path)

    assert [(one["articles"], one["rounds"]) for one in found] == [(5_000, 2), (20_000, 3)]
    assert results.latest("search", path) == []


def test_figures_are_of_all_rounds_and_the_spread_of_their_medians():
    assert results.spread([[1, 2, 3], [4, 5, 60]]) == {
        "median": 3.5,
        "p95": 60,
        "lowest": 2,
        "highest": 5,
    }


def test_every_recorded_result_says_what_it_depends_on():
    for line in results.RESULTS.read_text("utf-8").splitlines():
        assert {"bench", "articles", "digest", "machine", "python"} <= json.loads(line).keys()


@pytest.mark.parametrize("marks", ["", draw.BEGIN, f"{draw.BEGIN}{draw.END}{draw.END}"])
def test_a_readme_without_both_marks_is_refused(marks):
    with pytest.raises(ValueError, match="once each"):
        draw.with_block(marks, "text")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.254, "0.25"), (0.3, "0.30"), (1, "1.0"), (9.96, "10"), (48.4, "48"), (1234.5, "1,234")],
)
def test_a_number_is_written_as_exactly_as_it_deserves(value, written):
    assert number(value) == written


def test_a_scale_puts_each_ten_times_as_far_along():
    scale = LogScale(1, 1_000, 0, 300)

    assert [scale.at(value) for value in (1, 10, 100, 1_000)] == [0, 100, 200, 300]
    assert LogScale(0.9, 55, 0, 1).ticks() == [1, 2, 5, 10, 20, 50]
    assert LogScale(0.9, 5_500, 0, 1).ticks() == [1, 10, 100, 1_000]
