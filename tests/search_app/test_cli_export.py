"""``timtin export``: all that is found, in files that are whole or not there."""

import json
import os
import subprocess
import sys

import pytest
from click import ClickException

from search_app import open_index
from search_app.cli.exits import plain_errors
from search_app.core.exports import write


@pytest.mark.parametrize("name", ["csv", "jsonl", "ris", "bib"])
def test_it_writes_what_the_scan_gives(run, seed_root, seed_index, name):
    arguments = ["export", "tin", "--city", "hai phong", "--sort", "oldest", "--format", name]
    code, out, err = run(*arguments, "--index", seed_root)

    found = list(seed_index.scan("tin", city="hai phong", sort="oldest"))
    assert (code, err) == (0, f"{len(found)} articles written.\n")
    assert out.splitlines() == "".join(write(name, found)).splitlines()


def test_a_name_that_ends_with_no_known_format_is_refused(run, seed_root, tmp_path):
    code, _, err = run("export", "", "--output", tmp_path / "a.xls", "--index", seed_root)

    assert (code, [*tmp_path.iterdir()]) == (2, [])
    assert "Nothing writes .xls files. Name one that ends with .csv, .jsonl" in err


def test_all_articles_come_where_a_page_would_end(run, tmp_path, build):
    build(*({"id": f"a{n}", "body": "tin"} for n in range(1_200)))

    _, out, err = run("export", "", "--format", "jsonl", "--index", tmp_path / "index")

    assert len({json.loads(line)["id"] for line in out.splitlines()}) == 1_200
    assert err == "1,200 articles written.\n"


def test_what_was_exported_is_an_index_again(run, seed_root, seed_index, tmp_path):
    file, again = tmp_path / "tất cả.jsonl", tmp_path / "again"
    run("export", "", "--output", file, "--index", seed_root)
    run("rebuild", file, "--index", again)

    assert {own.id: own for own in open_index(again).scan()} == {
        own.id: own for own in seed_index.scan()
    }


@pytest.mark.parametrize(("name", "first"), [("x.ris", "TY"), ("x.BIB", "@"), ("x", "\ufeffid")])
def test_the_file_name_tells_the_format(run, seed_root, tmp_path, name, first):
    file = tmp_path / name
    code, out, err = run("export", "tin", "--output", file, "--index", seed_root)

    assert (code, out) == (0, "")
    assert err.endswith(f" articles written to {file}.\n")
    assert file.read_text("utf-8").startswith(first)
    assert file.stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_breaks_off_leaves_the_file_of_before(run, seed_root, tmp_path, monkeypatch, error):
    def broken(_name, _articles):
        yield "half"
        raise error

    monkeypatch.setattr("search_app.cli.exporting.write", broken)
    for before in ([], ["of before"]):
        for text in before:
            (tmp_path / "found.csv").write_text(text, "utf-8")
        file = tmp_path / "found.csv"
        code, _, err = run("export", "tin", "--output", file, "--index", seed_root)

        assert (code, "Traceback" in err) == (1, False)
        assert [path.read_text("utf-8") for path in tmp_path.glob("*found*")] == before


def test_a_link_and_a_device_are_written_through(run, seed_root, tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    run("export", "tin", "--output", tmp_path / "link.csv", "--index", seed_root)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").is_file()

    assert run("export", "tin", "--output", "/dev/null", "--index", seed_root)[0] == 0
    assert not os.path.isfile("/dev/null")  # noqa: PTH113


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tin", "--format", "xls"], "'xls' is not one of 'csv', 'jsonl', 'ris', 'bib'"),
        (["tin", "--city", "Atlantis"], "Use one of: Hà Nội, Hải Phòng"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_writes_nothing(run, seed_root, tmp_path, arguments, message):
    file = tmp_path / "found.csv"
    code, out, err = run("export", *arguments, "--output", file, "--index", seed_root)

    assert (code, out, file.exists()) == (2, "", False)
    assert message in err


def test_a_folder_that_is_not_there_is_named(run, seed_root, tmp_path):
    file = tmp_path / "no" / "x.csv"
    code, _, err = run("export", "", "--output", file, "--index", seed_root)

    assert (code, f"{file}: No such file or directory" in err) == (1, True)


def test_a_pipe_that_has_no_name_is_written_to(seed_root):
    command = [sys.executable, "-m", "search_app", "export", "", "--index", str(seed_root)]
    found = [
        subprocess.run([*command, *output], capture_output=True, check=True).stdout
        for output in ([], ["--output", "/dev/stdout"])
    ]

    assert found[0] == found[1] != b""


def test_what_is_written_again_keeps_its_rights(run, seed_root, tmp_path):
    file = tmp_path / "private.csv"
    file.touch(0o600)

    run("export", "", "--output", file, "--index", seed_root)

    assert file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_is_told_from_the_index(seed_root):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        command = [sys.executable, "-m", "search_app", "search", "tin", "--index", str(seed_root)]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)

    assert result.returncode == 1
    assert result.stderr.decode().splitlines()[-1] == "Error: Cannot write: No space left on device"


def test_another_index_is_advised_only_where_the_index_is_closed(tmp_path):
    def refused(path):
        @plain_errors
        def command(root):  # noqa: ARG001
            raise PermissionError(13, "Permission denied", str(path))

        with pytest.raises(ClickException) as caught:
            command(root=tmp_path / "index")
        return caught.value.message

    closed = tmp_path / "index" / "current.json"
    assert refused(closed).endswith("Change its rights, or choose another --index.")
    assert refused(tmp_path / "x.csv").endswith("x.csv. Change its rights.")


def test_what_is_told_while_it_writes_stays_out_of_what_is_written(on_terminal, seed_root):
    _, out, err = on_terminal(80, "export", "tin", "--output", "/dev/null", "--index", seed_root)

    assert out == ""
    assert "Writing" in err
