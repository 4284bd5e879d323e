"""Every command: what it prints where, and its exit code."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest

from indexer.store import current_generation
from search_app import open_index
from search_app.cli import main
from search_app.core.serialise import page_to_json

COMMANDS = [
    *("rebuild", "update", "watch", "search", "serve", "check", "stats", "explain", "topics"),
    *("open", "export", "shell", "completion", "doctor", "rollback", "repair"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(run, command):
    code, out, _ = run(command, "--help")

    assert code == 0
    assert f"timtin {command}" in out.partition("Example:")[2]


def test_the_list_of_commands_here_is_the_whole():
    assert sorted(main.commands) == sorted(COMMANDS)


def counts(err):
    """Return the numbers of the summary that ends a build."""
    return {name: int(count) for name, count in re.findall(r"^(\w+) +(\d+)\b", err, re.MULTILINE)}


@pytest.mark.parametrize("columns", [20, 80])
def test_where_the_index_is_stands_on_one_line(on_terminal, seeds, tmp_path, columns):
    root = tmp_path / ("chỉ mục " * 12) / "press"

    code, _, err = on_terminal(columns, "rebuild", seeds, "--index", root)
    assert (code, err.splitlines()[-1]) == (0, f"index  {root}")


def test_rebuild_reports_and_check_and_stats_answer(run, seeds, tmp_path):
    root = tmp_path / "index"

    code, out, err = run("rebuild", seeds, "--index", root)
    assert (code, out) == (0, "")
    assert counts(err) == {"read": 5, "indexed": 5}

    code, out, _ = run("check", "--index", root)
    assert (code, "every checksum is right" in out) == (0, True)

    code, out, _ = run("stats", "--index", root)
    assert code == 0
    assert "5 articles" in out
    assert "Hải Phòng" in out

    code, _, err = run("update", seeds, "--index", root)
    assert code == 0
    assert counts(err) == {"read": 5, "indexed": 0, "unchanged": 5}


def test_a_skipped_file_is_named_with_its_reason(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.jsonl").write_text('{"body": "tin"}\n{oops\n', "utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")

    code, _, err = run("rebuild", tmp_path / "in", "--index", tmp_path / "index")

    assert code == 0
    assert counts(err) == {"read": 3, "indexed": 1, "skipped": 2}
    assert "empty.txt" in err
    assert "good.jsonl:2" in err


def test_a_report_has_a_row_for_each_file_and_article(run, tmp_path):
    (tmp_path / "in").mkdir()
    lines = ['{"id": "a", "body": "cũ"}', '{"id": "a", "body": "mới"}', "{oops"]
    (tmp_path / "in" / "tin.jsonl").write_text("\n".join(lines), "utf-8")
    for name in ("một.txt", "hai.txt"):
        (tmp_path / "in" / name).write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    (tmp_path / "in" / "rỗng.txt").write_bytes(b"")
    report, root = tmp_path / "report.jsonl", tmp_path / "index"

    code, _, err = run("rebuild", tmp_path / "in", "--report", report, "--index", root)

    rows = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert [(row["origin"], row["status"], row.get("id")) for row in rows] == [
        ("tin.jsonl:1", "indexed", "a"),
        ("tin.jsonl:1", "replaced", "a"),
        ("tin.jsonl:2", "indexed", "a"),
        ("tin.jsonl:3", "skipped", None),
        ("hai.txt", "indexed", "hai"),
        ("một.txt", "duplicate", None),
        ("rỗng.txt", "skipped", None),
    ]
    assert all(row["reason"] for row in rows if row["status"] != "indexed")
    assert counts(err) == {"read": 6, "indexed": 2, "skipped": 2, "duplicate": 1, "replaced": 1}
    assert code == 0


def test_a_report_in_the_folder_it_reports_on_is_no_source(run, tmp_path):
    (tmp_path / "tin.jsonl").write_text('{"body": "một"}', "utf-8")
    report = tmp_path / "report.jsonl"
    for command in ("rebuild", "update", "rebuild"):
        _, _, err = run(command, tmp_path, "--report", report, "--index", tmp_path / "index")
        assert counts(err)["read"] == 1


def test_a_report_is_not_written_over_articles(run, tmp_path):
    source = tmp_path / "tin.jsonl"
    source.write_text('{"body": "một"}', "utf-8")

    code, _, err = run("rebuild", source, "--report", source, "--index", tmp_path / "index")

    assert (code, "holds something else than a report" in err) == (2, True)
    assert source.read_text("utf-8") == '{"body": "một"}'


def test_a_report_that_was_left_in_a_folder_is_no_source(run, tmp_path):
    (tmp_path / "tin.jsonl").write_text('{"body": "một"}\n{oops', "utf-8")
    run("rebuild", tmp_path, "--report", tmp_path / "report.jsonl", "--index", tmp_path / "index")

    _, _, err = run("rebuild", tmp_path, "--index", tmp_path / "index")

    assert counts(err) == {"read": 3, "indexed": 1, "skipped": 1, "passed": 1}
    assert "report.jsonl: a report of a run" in err


def test_duplicates_are_nothing_that_strict_minds(run, tmp_path):
    for name in ("một.txt", "hai.txt"):
        (tmp_path / name).write_text("Hội nghị tổng kết năm 2021.", "utf-8")

    code, _, err = run("rebuild", tmp_path, "--strict", "--index", tmp_path / "index")

    assert code == 0
    assert counts(err) == {"read": 2, "indexed": 1, "duplicate": 1}


def test_pictures_beside_a_page_are_nothing_that_strict_minds(run, tmp_path):
    (tmp_path / "tin.jsonl").write_text('{"body": "một"}', "utf-8")
    (tmp_path / "ảnh.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))

    code, _, err = run("rebuild", tmp_path, "--strict", "--index", tmp_path / "index")

    assert (code, "*.jpg" in err or "ảnh.jpg" in err) == (0, True)


def test_a_report_of_an_update_says_what_stayed_and_what_went(run, tmp_path):
    source, report = tmp_path / "tin.jsonl", tmp_path / "report.jsonl"
    source.write_text('{"id": "a", "body": "một"}\n{"id": "b", "body": "hai"}', "utf-8")
    run("rebuild", source, "--index", tmp_path / "index")
    source.write_text('{"id": "a", "body": "một"}\n{"id": "c", "body": "ba"}', "utf-8")

    run("update", source, "--report", report, "--index", tmp_path / "index")

    rows = map(json.loads, report.read_text("utf-8").splitlines())
    assert [(row["status"], row["id"]) for row in rows] == [
        ("unchanged", "a"),
        ("indexed", "c"),
        ("removed", "b"),
    ]


def test_strict_fails_when_anything_was_skipped_and_indexes_the_rest(run, tmp_path):
    source, root = tmp_path / "tin.jsonl", tmp_path / "index"
    source.write_text('{"body": "một"}', "utf-8")
    assert run("rebuild", source, "--strict", "--index", root)[0] == 0
    source.write_text('{"body": "một"}\n{oops\n{"body": "hai"}', "utf-8")

    code, _, err = run("update", source, "--strict", "--index", root)

    assert (code, "1 skipped, and --strict asks for none" in err) == (1, True)
    assert open_index(root).search().total == 2


def test_a_report_that_cannot_be_written_stops_the_run_before_it_begins(run, tmp_path):
    (tmp_path / "tin.jsonl").write_text('{"body": "một"}', "utf-8")
    report = tmp_path / "no" / "report.jsonl"

    code, _, err = run(
        "rebuild", tmp_path / "tin.jsonl", "--report", report, "--index", tmp_path / "index"
    )

    assert (code, str(report) in err) == (1, True)
    assert not (tmp_path / "index").exists()


def test_search_as_json_prints_the_python_answer_and_nothing_else(run, seed_root, seed_index):
    code, out, err = run(
        "search", "thong tin doi ngoai", "--city", "hai phong", "--year", 2023,
        "--json", "--index", seed_root,
    )  # fmt: skip

    assert (code, err) == (0, "")
    answer = json.loads(out)
    page = seed_index.search("thong tin doi ngoai", city="hai phong", year=2023)
    expected = json.loads(json.dumps(page_to_json(page)))
    assert {**answer, "took_ms": 0} == {**expected, "took_ms": 0}
    assert answer["hits"][0]["year"] == 2023
    assert set(answer) >= {
        "total",
        "hits",
        "facets",
        "suggestion",
        "suggestion_total",
        "understood",
    }


def test_search_prints_title_facts_and_facets(run, seed_root):
    code, out, _ = run("search", "thông tin đối ngoại", "--sort", "newest", "--index", seed_root)

    assert code == 0
    assert "06/02/2023 · Hải Phòng" in out
    assert "topic: thông tin đối ngoại (2), chuyển đổi số (1)" in out
    assert "<mark>" not in out


def test_search_says_what_was_read_as_an_operator(run, seed_root):
    code, out, err = run("search", "covid -nam:2021 thanhpho:Atlantis", "--index", seed_root)

    assert code == 0
    assert "Only: not year: 2021; province or city: Atlantis" in out
    assert "“Atlantis”" in err


def test_search_by_todays_provinces(run, tmp_path, write_jsonl):
    source = write_jsonl(
        {"id": "a", "body": "Tin một.", "cities": ["Hải Dương"]},
        {"id": "b", "body": "Tin hai.", "cities": ["Hải Phòng"], "date": "2021-01-01"},
    )
    root = tmp_path / "index"
    run("rebuild", source, "--index", root)

    _, out, _ = run("search", "tin", "--city", "HP", "--places", "2025", "--index", root)
    assert "2 articles (" in out
    assert "city: Hải Phòng (2)" in out

    _, out, _ = run(
        "search", "tin", "--year", "khong ro", "--year", 2020, "--json", "--index", root
    )
    assert [hit["id"] for hit in json.loads(out)["hits"]] == ["a"]

    query = 'tin thanhpho:"hải phòng"'
    _, out, _ = run("explain", query, "a", "--places", "2025", "--index", root)
    assert "of 2" in out

    code, out, err = run("search", "tin", "--places", "2024", "--index", root)
    assert (code, out) == (2, "")
    assert "places must be '2025'" in err


def test_search_collapses_copies_when_it_is_told_to(run, tmp_path, write_jsonl):
    body = " ".join(f"chữ{n}" for n in range(200))
    source = write_jsonl(*({"id": own, "title": own, "body": f"{body} {own}"} for own in "abc"))
    run("rebuild", source, "--index", tmp_path / "index")

    _, whole, _ = run("search", "chữ7", "--index", tmp_path / "index")
    _, collapsed, _ = run("search", "chữ7", "--collapse", "--index", tmp_path / "index")
    _, answer, _ = run("search", "chữ7", "--collapse", "--json", "--index", tmp_path / "index")

    assert "3 articles (" in whole
    assert "much the same" not in whole
    assert "3 articles, 1 without copies (" in collapsed
    assert "and 2 much the same: b, c" in collapsed
    assert json.loads(answer)["hits"][0]["copies_total"] == 2


def test_search_says_what_may_have_been_meant(run, seed_root):
    _, out, _ = run("search", "tuyen giáoo", "--index", seed_root)
    assert "Did you mean: tuyen giáo (5 articles)" in out

    _, out, _ = run("search", "giáoo", "--index", seed_root)
    assert out.startswith("4 articles")
    assert "Nothing has “giáoo”. These have “giáo”." in out


def test_search_says_how_a_too_long_query_was_read(run, seed_root):
    code, _, err = run("search", "tin " * 25_000, "--index", seed_root)

    assert code == 0
    assert "too long" in err


def test_explain_prints_a_table_that_adds_up(run, seed_root):
    code, out, _ = run("explain", "chuyển đổi số", "004_1bdf98d3562686db", "--index", seed_root)

    assert code == 0
    rows = [line.split() for line in out.splitlines()]
    points = [float(row[-1]) for row in rows if "meant" in row or "any" in row]
    (total,) = [float(row[-1]) for row in rows if row[:1] == ["sum"]]
    assert len(points) == 10
    assert sum(points) == pytest.approx(total, abs=0.001 * len(points))
    (row,) = [row for row in rows if row[:3] == ["chuyển", "đổi", "meant"]]
    weight, rarity, amount = map(float, row[-4:-1])
    assert weight * rarity * amount == pytest.approx(float(row[-1]), abs=0.02)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "tin", "--city", "Atlantis"], "Use one of: Hà Nội, Hải Phòng"),
        (["search", "tin", "--year", "abc"], "Use one of: 2021"),
        (["search", "tin", "--page", "0"], "0 is not in the range x>=1"),
        (["search", "tin", "--from", "mai"], "'mai' does not match the format '%Y-%m-%d'"),
        (["search", "tin", "--from", "2022-01-01", "--to", "2021-01-01"], "Swap them."),
        (["explain", "tin", "nothing"], "The ids stand in the hits"),
        (["search"], "Missing argument"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_to_write(run, seed_root, arguments, message):
    code, out, err = run(*arguments, "--index", seed_root)

    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("command", [["rebuild"], ["update"]])
def test_a_missing_source_is_wrong_usage(run, tmp_path, command):
    code, _, err = run(*command, tmp_path / "nowhere", "--index", tmp_path / "index")

    assert code == 2
    assert "nowhere does not exist" in err


def test_an_empty_folder_fails_and_says_what_to_name(run, tmp_path):
    (tmp_path / "empty").mkdir()

    code, _, err = run("rebuild", tmp_path / "empty", "--index", tmp_path / "index")

    assert code == 1
    assert "timtin rebuild FOLDER" in err


@pytest.mark.parametrize(
    "command", [["search", "tin"], ["check"], ["stats"], ["explain", "a", "b"], ["serve"]]
)
def test_without_an_index_each_command_names_the_one_that_builds_it(run, tmp_path, command):
    code, _, err = run(*command, "--index", tmp_path / "none")

    assert code == 1
    assert "timtin rebuild FOLDER --index" in err


def test_check_names_the_damaged_file_and_exits_1(run, seed_root, tmp_path):
    root = tmp_path / "index"
    shutil.copytree(seed_root, root)
    generation = current_generation(root)
    path = root / generation.manifest.files[0].name
    path.write_bytes(bytes(path.stat().st_size))

    code, _, err = run("check", "--index", root)

    assert code == 1
    assert path.name in err
    assert "timtin rebuild" in err


@pytest.mark.parametrize("step", [1, 50])
def test_a_file_damaged_inside_is_one_line_that_names_the_command(seed_root, tmp_path, step):
    """Arrays answer such damage with a dozen kinds of exception."""
    root = tmp_path / "index"
    shutil.copytree(seed_root, root)
    generation = current_generation(root)
    for record in generation.manifest.files:
        data = bytearray((root / record.name).read_bytes())
        data[4096::step] = bytes(len(data[4096::step]))
        (root / record.name).write_bytes(data)

    result = timtin("search", "hải phòng", "--index", root)

    assert result.returncode == 1
    assert b".arrays: its " in result.stderr
    assert b"Mend what is damaged: timtin repair --index" in result.stderr
    assert b"Build the index anew: timtin rebuild" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "latin-1"])
def test_a_terminal_of_another_encoding_is_served(seed_root, encoding):
    found = timtin("search", "hải phòng", "--index", seed_root, PYTHONIOENCODING=encoding)
    as_json = timtin("search", "hải", "--json", "--index", seed_root, PYTHONIOENCODING=encoding)

    assert (found.returncode, as_json.returncode) == (0, 0)
    assert json.loads(as_json.stdout.decode("utf-8"))["total"]


def test_without_sources_an_index_is_built_from_what_it_was_built_from(run, tmp_path):
    """The command that a message names must not replace somebody's articles by the seeds."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.jsonl").write_text('{"body": "tin của tôi"}', "utf-8")
    root = tmp_path / "index"
    run("rebuild", tmp_path / "mine", "--index", root)

    assert counts(run("rebuild", "--index", root)[2]) == {"read": 1, "indexed": 1}
    assert counts(run("update", "--index", root)[2])["unchanged"] == 1


def test_an_odd_id_is_no_article(run, seed_root):
    code, _, err = run("explain", "phong", "\udcff", "--index", seed_root)

    assert (code, "ids stand in the hits" in err) == (2, True)


def test_ctrl_c_says_that_what_answers_is_as_it_was(run, seeds, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.pipeline.rebuild", interrupted)
    code, _, err = run("rebuild", seeds, "--index", tmp_path / "index")

    assert code == 1
    assert "Stopped. What answers is as it was" in err


def test_a_line_number_stays_a_number(run, tmp_path):
    """To rich, “:100:” is an emoji."""
    lines = ['{"body": "tin"}'] * 99 + ["{oops"]
    (tmp_path / "n.jsonl").write_text("\n".join(lines), "utf-8")

    assert (
        "n.jsonl:100: not JSON"
        in run("rebuild", tmp_path / "n.jsonl", "--index", tmp_path / "i")[2]
    )


def test_a_missing_phrase_is_named_by_explain(run, seed_root):
    arguments = ['"chuyển đổi số quốc gia"', "004_1bdf98d3562686db", "--index", seed_root]
    _, out, _ = run("explain", *arguments)

    assert "It lacks the phrase “chuyển đổi số quốc gia”." in out


def test_a_page_past_the_end_says_so(run, seed_root):
    _, out, _ = run("search", "tin", "--page", 9, "--index", seed_root)

    assert "Page 9 is past the last one, 1." in out


def timtin(*arguments, **environment):
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "search_app", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, **environment}
    )


def test_the_module_is_the_same_command():
    result = subprocess.run(
        [sys.executable, "-m", "search_app", "--help"], capture_output=True, text=True, check=True
    )

    assert all(command in result.stdout for command in COMMANDS)


def test_watch_indexes_what_comes_and_stops_at_ctrl_c(tmp_path):
    folder, root = tmp_path / "in", tmp_path / "index"
    folder.mkdir()
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    command = [sys.executable, "-m", "search_app", "watch", str(folder), "--index", str(root)]
    # A shell that starts the tests in the background has Ctrl-C ignored; children inherit that.
    default = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **default) as watching:
        lines = iter(watching.stderr.readline, "")
        assert next(lines).startswith(f"Watching {folder}")
        assert "1 indexed" in next(lines)
        (folder / "b.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
        assert "1 indexed" in next(lines)
        (folder / "c.txt").write_bytes(b"")
        assert "c.txt: empty" in next(lines)
        watching.send_signal(signal.SIGINT)
        rest = watching.stderr.read()

    assert (watching.returncode, rest.splitlines()[-1].startswith("Stopped")) == (0, True)
    assert open_index(root).search().total == 2


def test_ctrl_c_at_once_stops_a_watch_as_later(run, seeds, tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("search_app.cli.reporting.print_watching", interrupted)
    code, _, err = run("watch", seeds, "--index", tmp_path / "index")

    assert (code, err.startswith("Stopped")) == (0, True)


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[[topic]]\nname = "lễ hội"\n[topic.phrases]\n"lễ hội" = 1.5\n', "utf-8")
    return path


def test_topics_are_listed_with_what_they_ask(run, mine, seed_root):
    code, out, _ = run("topics", "--topics", mine, "--index", seed_root)
    rows = [line.split() for line in out.splitlines()]
    assert code == 0
    assert ["lễ", "hội", "2", "0.2", "1", "0"] in rows

    _, out, _ = run("topics", "--index", seed_root, "--json")
    names = [topic["name"] for topic in json.loads(out)["topics"]]
    assert names == ["chuyển đổi số", "Covid-19", "thông tin đối ngoại"]


def test_a_test_of_topics_shows_points_and_what_was_asked(run, mine):
    arguments = ["Quận họp. Lễ hội vui, lễ hội đông.", "--title", "Lễ hội", "--topics", mine]
    code, out, _ = run("topics", "test", *arguments)

    assert code == 0
    assert "  about lễ hội: 10.50 points of 2.02 asked" in out
    assert "    title  “lễ hội” 1.5 × 3 = 4.5" in out
    assert "    lead   “lễ hội” 1.5 × 2 × 2 times = 6" in out
    assert "  not about Covid-19: 0.00 points" in out


def test_a_test_of_topics_as_json_says_the_same(run, mine):
    code, out, err = run("topics", "test", "lễ hội, du khách", "--topics", mine, "--json")

    assert (code, err) == (0, "")
    (article,) = json.loads(out)["articles"]
    festival = article["topics"][-1]
    assert festival["verdict"] == "about"
    assert (festival["points"], festival["asked"]) == (3.0, 2.01)
    assert festival["findings"] == [
        {
            "phrase": "lễ hội",
            "weight": 1.5,
            "place": "lead",
            "factor": 2.0,
            "count": 1,
            "is_hint": False,
            "points": 3.0,
        }
    ]


def test_hints_alone_are_told_to_count_nothing(run):
    _, out, _ = run("topics", "test", "Thanh toán trực tuyến")

    assert "not about chuyển đổi số: 0.00 points" in out
    assert "Hints count only beside phrases for the topic." in out


def test_saved_articles_are_tested_and_what_cannot_be_read_is_a_row(run, seeds, tmp_path):
    (tmp_path / "in").mkdir()
    shutil.copy(next(seeds.glob("004*")), tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")

    code, out, err = run("topics", "test", "--file", tmp_path / "in")

    assert code == 0
    assert out.startswith("Hà Nội đã đẩy mạnh ứng dụng công nghệ thông tin")
    assert "about chuyển đổi số" in out
    assert "empty.txt: " in err


def test_a_users_topics_are_a_facet_after_the_rebuild(run, mine, write_jsonl, tmp_path):
    source, root = write_jsonl({"title": "Lễ hội", "body": "Vui."}), tmp_path / "index"
    assert run("rebuild", source, "--topics", mine, "--index", root)[0] == 0
    assert "topic: lễ hội (1)" in run("search", "", "--topic", "le hoi", "--index", root)[1]
    assert "lễ hội" in run("topics", "--index", root)[1]

    mine.write_text("", "utf-8")
    assert run("update", source, "--topics", mine, "--index", root)[0] == 0
    assert "topic: –" in run("search", "", "--index", root)[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["topics", "test"], "Write a text, or --file"),
        (["topics", "test", "tin", "--file", "x"], "Write a text, or --file"),
        (["topics", "test", "--file", "nowhere"], "nowhere does not exist"),
        (["topics", "--topics", "nowhere"], "does not exist"),
    ],
)
def test_wrong_usage_of_topics_says_what_to_write(run, arguments, message):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_a_wrong_file_of_topics_is_wrong_usage(run, mine, write_jsonl, tmp_path):
    mine.write_text('[[topic]]\nname = "lễ hội"\n', "utf-8")
    rebuild = ["rebuild", write_jsonl({"body": "tin"}), "--index", tmp_path / "index"]
    for command in (rebuild, ["topics"], ["topics", "test", "tin"]):
        code, _, err = run(*command, "--topics", mine)
        assert code == 2
        assert "mine.toml, topic “lễ hội”: no phrase" in err


def test_topics_of_an_index_that_is_not_there_name_the_command_that_builds_it(run, tmp_path):
    code, _, err = run("topics", "--index", tmp_path / "none")

    assert code == 1
    assert "timtin rebuild FOLDER --index" in err
