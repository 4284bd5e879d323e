"""What a search prints: laid out on a terminal, line by line in a pipe, as CSV."""

import csv
import dataclasses
import re

import pytest

from indexer.pipeline import rebuild
from search_app import open_index
from search_app.cli.results import print_page
from search_app.core.exports import write
from search_app.core.model import Relaxation

ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
MARKED = re.compile(r"\x1b\[1;31m(.*?)\x1b\[0m")


def shown(out):
    """Return what a terminal shows, without its colours."""
    return ESCAPE.sub("", out)


@pytest.fixture
def hostile(write_jsonl, tmp_path):
    """Return an index of one article that would steer the terminal."""
    title, url = "Tin \x1b]0;x\x07\x9b2J", "https://x.vn/\x9b2J"
    rebuild(
        [write_jsonl({"id": "a\x1b[2J", "title": title, "body": "tin \x9b31m", "url": url})],
        tmp_path / "index",
    )
    return tmp_path / "index"


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces(on_terminal, seed_root, columns):
    _, out, _ = on_terminal(columns, "search", "thong tin doi ngoai", "--index", seed_root)

    lines = shown(out).splitlines()
    assert max(map(len, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []
    assert len([line for line in lines if re.match(r" [1-5] \S", line)]) == 5


def test_a_terminal_too_narrow_for_anything_is_no_error(on_terminal, seed_root):
    code, out, _ = on_terminal(3, "search", "thông tin", "--index", seed_root)

    assert (code, max(map(len, shown(out).splitlines())) <= 20) == (0, True)


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_an_explanation_keeps_its_numbers_whole(on_terminal, seed_root, columns):
    arguments = ["chuyển đổi số", "004_1bdf98d3562686db", "--index", seed_root]
    code, out, _ = on_terminal(columns, "explain", *arguments)

    lines = shown(out).splitlines()
    assert code == 0
    assert "…" not in out
    assert max(map(len, lines)) <= columns
    (points,) = [line.split()[-1] for line in lines if line.startswith("sum")]
    assert points == f"{open_index(seed_root).explain(*arguments[:2]).score:.3f}"


def test_a_pipe_gets_every_column_of_an_explanation(run, seed_root, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = run("explain", "chuyển đổi số", "004_1bdf98d3562686db", "--index", seed_root)

    (head,) = [line.split() for line in out.splitlines() if line.startswith("term")]
    assert head[1:] == ["accents", "title", "body", "articles", *head[-4:]]
    assert head[-4:] == ["weight", "rarity", "amount", "points"]


@pytest.mark.parametrize("columns", [40, 120])
def test_a_snippet_takes_two_lines_and_shows_a_match(on_terminal, build, tmp_path, columns):
    build({"id": "a", "title": "Tin", "body": "nghiêng " * 300 + "đối ngoại " + "nghiêng " * 300})

    _, out, _ = on_terminal(columns, "search", "đối ngoại", "--index", tmp_path / "index")

    lines = shown(out).splitlines()
    at = next(at for at, line in enumerate(lines) if "no date" in line)
    snippet = lines[at + 1 : lines.index("", at)]
    assert len(snippet) == 2
    assert "đối ngoại" in "".join(snippet)
    assert snippet[-1].endswith("…")


def test_matches_are_in_colour_in_titles_and_snippets(on_terminal, seed_root):
    _, out, _ = on_terminal(80, "search", "thông tin đối ngoại", "--index", seed_root)

    assert "thông tin đối ngoại" in MARKED.findall(out)
    assert len(MARKED.findall(out)) > 5


def test_without_colours_matches_are_still_told_from_the_rest(on_terminal, seed_root, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    _, out, _ = on_terminal(80, "search", "đối ngoại", "--index", seed_root)

    assert "31m" not in out
    assert "\x1b[1;4mđối ngoại" in out


def test_a_pipe_gets_whole_plain_lines(run, seed_root, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = run("search", "thông tin đối ngoại", "--index", seed_root)

    lines = out.splitlines()
    assert "\x1b" not in out
    assert max(map(len, lines)) > 100
    assert re.fullmatch(r" 1\. \S.*", lines[2])
    assert sum(line.startswith("    ") for line in lines) == 10


def test_facets_on_a_terminal_keep_values_whole(on_terminal, seed_root):
    _, out, _ = on_terminal(40, "search", "", "--city", "hai phong", "--index", seed_root)

    assert shown(out).splitlines()[-3:-1] == [
        "topic Covid-19 (2) · chuyển đổi số (2)",
        "      thông tin đối ngoại (2)",
    ]
    assert "\x1b[1mHải Phòng (4)" in out, "what is chosen stands out"


def test_a_terminal_is_told_what_can_be_done_next(on_terminal, run, seed_root):
    arguments = ["search", "tin", "--per-page", 2, "--index", seed_root]
    _, piped, _ = run(*arguments)
    _, out, _ = on_terminal(80, *arguments)

    assert "1–2" in shown(out).splitlines()[0]
    assert shown(out).splitlines()[-1] == "Open one: timtin open N · next page: --page 2"
    assert "timtin open" not in piped


@pytest.mark.parametrize("columns", [None, 80])
def test_articles_cannot_steer_the_terminal(run, on_terminal, hostile, columns):
    arguments = ["search", "tin", "--index", hostile]
    _, out, _ = on_terminal(columns, *arguments) if columns else run(*arguments)

    rest = shown(out)
    assert "Tin" in rest
    assert not set("\x1b\x07\x9b") & set(rest)
    assert "https" not in out, "an address with such characters is no link"


def test_a_title_leads_to_its_page(on_terminal, build, tmp_path):
    build({"title": "Tin một", "body": "tin", "url": "https://x.vn/a"})
    _, out, _ = on_terminal(80, "search", "tin", "--index", tmp_path / "index")

    assert ";https://x.vn/a\x1b\\" in out


def test_nothing_found_says_what_was_looked_for_and_what_to_drop(seed_index, capsys):
    page = seed_index.search("xyzabc qwerty", year=2021, literal=True)
    assert not page.total
    relaxations = (
        Relaxation(kind="year", label="năm: 2021", text="xyzabc", total=12),
        Relaxation(kind="condition", label="cụm từ", text="xyz abc", total=1),
    )

    print_page(dataclasses.replace(page, relaxations=relaxations))

    out = capsys.readouterr().out
    assert out.startswith("0 articles (")
    assert "Looked for: xyzabc, qwerty\n" in out
    assert "  12 articles without năm: 2021\n  1 article without cụm từ: xyz abc\n" in out


def test_what_to_drop_is_told_by_the_index(run, seed_root):
    arguments = ["--city", "ha noi", "--year", 2021, "--index", seed_root]
    _, out, _ = run("search", "tin", *arguments)

    assert [line for line in out.splitlines() if " without " in line] == [
        "  3 articles without province or city: Hà Nội",
        "  1 article without year: 2021",
    ]


def test_csv_is_the_page_as_the_export_writes_it(run, seed_root, seed_index):
    arguments = ["search", "tin", "--sort", "newest", "--per-page", 2, "--page", 2]
    code, out, err = run(*arguments, "--csv", "--index", seed_root)

    page = seed_index.search("tin", sort="newest", per_page=2, page=2)
    expected = "".join(write("csv", [seed_index.get(hit.id) for hit in page.hits]))
    assert (code, err) == (0, "")
    assert out.splitlines() == expected.splitlines()
    assert [row[0] for row in csv.reader(out.lstrip("\ufeff").splitlines())] == [
        "id",
        *(hit.id for hit in page.hits),
    ]


def test_csv_and_json_exclude_each_other(run, seed_root):
    code, out, err = run("search", "tin", "--csv", "--json", "--index", seed_root)

    assert (code, out) == (2, "")
    assert "Choose one of --json and --csv." in err


def test_an_article_that_names_no_source_is_of_its_host(run, build, tmp_path):
    build({"id": "a", "title": "Tin cầu", "body": "cầu", "url": "https://www.bao.example/1"})

    assert "bao.example · no date" in run("search", "cầu", "--index", tmp_path / "index")[1]
    assert "bao.example · no date" in run("open", 1, "--print")[1]
