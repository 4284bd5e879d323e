"""Commands on an index in a cluster."""

import json
import secrets

import pytest
from click.testing import CliRunner

from indexer.opensearch.address import PASSWORD, URL, USER
from search_app.cli import main


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in (URL, USER, PASSWORD):
        monkeypatch.delenv(name, raising=False)


def run(*args, env=None):
    return CliRunner().invoke(main, [*map(str, args)], env=env)


@pytest.fixture
def url(opensearch):
    return opensearch.url.removeprefix("opensearch+").removesuffix("/")


def test_an_index_in_a_cluster_is_built_searched_and_checked(opensearch, url, seeds):
    alias = f"lenh-{secrets.token_hex(4)}"
    engine = ("--engine", "opensearch", "--url", url, "--index", alias)
    address = f"{opensearch.url}{alias}"

    built = run("rebuild", seeds, "--shards", 2, *engine)
    assert (built.exit_code, address in built.stderr) == (0, True), built.output
    for where in (engine, ("--index", address)):
        found = run("search", "hai phong", "--json", *where)
        assert json.loads(found.stdout)["total"] > 0
    assert run("search", "hai phong", *engine).exit_code == 0
    opened = run("open", 1, "--print")
    assert opened.exit_code == 0, opened.output
    checked = run("check", *engine)
    assert "5 articles, 1 part of the lexicon, 2 shards, cluster green" in checked.stdout
    assert json.loads(run("stats", "--json", *engine).stdout)["articles"] == 5
    assert run("stats", *engine).stdout.startswith("5 articles, 0.")
    assert "unchanged" in run("update", *engine).stderr  # from what it was built from
    exported = run("export", "", "--format", "jsonl", *engine)
    assert len(exported.stdout.splitlines()) == 5
    shown = run("explain", "hải phòng", json.loads(exported.stdout.splitlines()[0])["id"], *engine)
    assert shown.exit_code == 0
    by_env = run(
        *("search", "hai phong", "--engine", "opensearch", "--index", alias), env={URL: url}
    )
    assert by_env.exit_code == 0


@pytest.mark.parametrize(
    ("replicas", "told"), [(9, "9 replicas need 10 nodes"), (1, "1 replica needs 2 nodes")]
)
def test_replicas_that_no_node_can_keep_are_refused(url, seeds, replicas, told):
    cluster = ("--engine", "opensearch", "--url", url, "--index", f"ban-{secrets.token_hex(4)}")

    result = run("rebuild", seeds, "--replicas", replicas, *cluster)
    assert result.exit_code == 2
    assert f"{told}, and this cluster has 1. Write --replicas 0." in result.stderr
    assert run("check", *cluster).exit_code == 1
    assert run("rebuild", seeds, "--replicas", 0, *cluster).exit_code == 0


def test_an_index_that_is_not_there_is_said_with_what_builds_it(opensearch):
    for command in (("search", "x"), ("check",), ("stats",)):
        result = run(*command, "--index", f"{opensearch.url}khong-co")
        assert result.exit_code == 1
        assert "timtin rebuild FOLDER --index opensearch+http://" in result.stderr


def test_a_cluster_that_does_not_answer_is_one_line():
    for command in (("search", "x"), ("check",), ("stats",)):
        result = run(*command, "--index", "opensearch+http://lan:secret@127.0.0.1:1/timtin")
        assert (result.exit_code, "Traceback" in result.output) == (1, False)
        assert result.stderr.startswith("Error: No answer from 127.0.0.1:1 (")
        assert "secret" not in result.output


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("search", "x", "--engine", "opensearch"), "Add --url http://127.0.0.1:9200 or set"),
        (("search", "x", "--url", "http://a"), "add --engine opensearch"),
        (("search", "x", "--index", "http://a/b"), "begins with opensearch+"),
        (
            ("search", "x", "--engine", "local", "--index", "opensearch+http://a/b"),
            "names a cluster",
        ),
        (("check", "--engine", "opensearch", "--url", "a:9200"), "http:// or https://"),
        (
            ("rebuild", "--engine", "opensearch", "--url", "http://a", "--index", "Tin"),
            "must be in small letters: tin",
        ),
        (("rebuild", "--shards", "2"), "add --engine opensearch"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(args, told):
    result = run(*args)

    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("command", ["watch", "repair", "rollback", "doctor", "topics"])
def test_what_works_on_a_disk_says_so_and_what_to_do_instead(command):
    result = run(command, "--index", "opensearch+http://127.0.0.1:1/timtin")

    assert result.exit_code == 2
    assert "works on an index on this machine's disk. " in result.stderr
    assert ": timtin " in result.stderr


def test_the_shell_completes_nothing_where_no_cluster_is_named():
    line = "timtin search --engine opensearch --city "
    env = {"_TIMTIN_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": "5"}
    result = CliRunner().invoke(main, prog_name="timtin", env=env)

    assert (result.exit_code, result.output.strip()) == (0, "")
