"""``timtin stats``: what an index holds, for people and as JSON."""

import json
import re

import pytest

from search_app.core.serialise import stats_to_json


def test_people_are_told_how_much_of_what_time_about_what(run, seed_root):
    code, out, err = run("stats", "--index", seed_root)

    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert lines[0][:2] == ["5", "articles,"]
    assert out.splitlines()[1] == "from 11/03/2021 to 06/02/2023"
    assert ["Hải", "Phòng", "4"] in lines
    assert ["Haiphong.gov.vn", "1"] in lines
    (longest,) = [line for line in lines if line[:2] == ["2021", "3"]]
    (shorter,) = [line for line in lines if line[:2] == ["2022", "1"]]
    assert len(longest[2]) == 20
    assert len(shorter[2]) == 7
    assert "0 articles of the last 7 days" in out


def test_json_is_what_python_answers(run, seed_root, seed_index):
    code, out, err = run("stats", "--json", "--index", seed_root)

    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(json.dumps(stats_to_json(seed_index.stats())))


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_terminal_gets_the_most_frequent_beside_each_other(on_terminal, build, tmp_path, columns):
    build(*({"id": str(n), "body": "tin", "date": str(1990 + n)} for n in range(20)))

    _, out, _ = on_terminal(columns, "stats", "--index", tmp_path / "index")

    assert "2009" in out
    assert "1994" not in out
    assert "and 5 more" in out
    assert "…" not in out
    assert "city" not in out, "a table of nothing"
    assert max(map(len, re.sub(r"\x1b\[\d+m", "", out).splitlines())) <= columns


def test_an_empty_collection_of_facts_is_no_error(run, build, tmp_path):
    build({"id": "a", "body": "tin"})

    code, out, _ = run("stats", "--index", tmp_path / "index")

    assert (code, out.startswith("1 article, ")) == (0, True)
