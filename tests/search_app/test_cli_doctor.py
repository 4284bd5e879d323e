"""``timtin doctor``: each thing that can be wrong is found, with the command that mends it."""

import dataclasses
import json
import os
import shutil
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from indexer import store
from indexer.folders import UNFINISHED
from indexer.locks import LOCK, WRITER, ReadLock, write_lock
from indexer.pipeline import rebuild, update
from indexer.store import current_generation
from search_app.cli.health import installation, machine
from search_app.cli.health import stored as health_stored
from search_app.cli.health.installation import within
from search_app.cli.health.stored import stored


@pytest.fixture(autouse=True)
def port(monkeypatch):
    """Have another port than 8080 looked at, which may be in use here."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setattr(machine, "_PORT", free.getsockname()[1])


@pytest.fixture
def root(write_jsonl, tmp_path):
    rebuild([write_jsonl({"id": "a", "body": "tin"})], tmp_path / "index")
    return tmp_path / "index"


def findings(root, *, thorough=False):
    """Return what is not well with an index: status and name, text, what mends it."""
    found = stored(root, thorough=thorough)
    return [(own.status, own.name, own.text, own.mend) for own in found if own.status != "ok"]


def test_where_nothing_is_wrong_it_exits_0(run, root):
    code, out, err = run("doctor", "--index", root)

    assert (code, err) == (0, "")
    assert "problem" not in out
    names = [line.split(":")[0].split()[-1] for line in out.splitlines() if line.startswith("ok")]
    assert {"Python", "packages", "port", "memory", "index", "sources", "disk"} <= set(names)


def test_a_problem_exits_1_and_the_json_says_the_same(run, tmp_path):
    code, out, _ = run("doctor", "--index", tmp_path / "none")
    assert code == 1
    assert f"problem  index: No index at {tmp_path / 'none'}\n" in out
    assert f"         timtin rebuild FOLDER --index {tmp_path / 'none'}\n" in out

    code, out, _ = run("doctor", "--index", tmp_path / "none", "--json")
    assert code == 1
    assert json.loads(out)["findings"][-1] == {
        "name": "index",
        "status": "problem",
        "text": f"No index at {tmp_path / 'none'}",
        "mend": f"timtin rebuild FOLDER --index {tmp_path / 'none'}",
    }


@pytest.mark.parametrize("columns", [40, 80])
def test_on_a_terminal_every_line_fits(on_terminal, root, columns):
    _, out, _ = on_terminal(columns, "doctor", "--index", root)

    plain = out.replace("\x1b[32m", "").replace("\x1b[0m", "")
    assert max(len(line) for line in plain.splitlines() if str(root.parent) not in line) <= columns


def write_manifest(root, **changes):
    """Have the current generation of an index say something else of itself."""
    generation = current_generation(root)
    (generation.folder / "manifest.json").unlink()
    dataclasses.replace(generation.manifest, **changes).write(generation.folder)


def test_an_index_of_another_version_is_a_problem(root):
    write_manifest(root, format="other")

    ((status, _, text, mend),) = findings(root)
    assert (status, "has format other" in text) == ("problem", True)
    assert mend.startswith("timtin rebuild /")


def test_sizes_are_looked_at_always_and_checksums_when_that_is_asked_for(root):
    record = current_generation(root).manifest.files[0]
    data = (root / record.name).read_bytes()
    (root / record.name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert findings(root) == []
    ((status, name, text, mend),) = findings(root, thorough=True)
    assert (status, name) == ("problem", "checksums")
    assert f"{record.name}: its checksum differs" in text
    assert mend == f"timtin repair --index {root}"

    (root / record.name).write_bytes(b"")
    ((status, name, text, mend),) = findings(root)
    assert (status, name) == ("problem", "index")
    assert "has 0 bytes" in text


def test_damaged_files_that_are_kept_are_a_warning(root):
    (root / "damaged" / "20260101T000000Z").mkdir(parents=True)

    ((status, name, text, mend),) = findings(root)

    assert (status, name) == ("warning", "damaged")
    assert str(root / "damaged" / "20260101T000000Z") in text
    assert mend == f"rm -r {root / 'damaged'}"


def test_sources_that_are_gone_or_newer_are_warnings(root, tmp_path):
    source = tmp_path / "articles.jsonl"
    later = time.time() + 10
    os.utime(source, (later, later))
    ((status, _, text, mend),) = findings(root)
    assert (status, text) == ("warning", "1 file newer than the index: articles.jsonl")
    assert mend == f"timtin update --index {root}"

    source.unlink()
    ((status, _, text, mend),) = findings(root)
    assert (status, text) == ("warning", f"{source} is gone; its articles stay")
    assert mend.endswith(f"timtin rebuild FOLDER --index {root}")


@pytest.fixture
def folder(tmp_path):
    """Return a folder of two files, indexed as if that had been in the year 2000."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": name, "body": name}), "utf-8")
    rebuild([folder], tmp_path / "index")
    write_manifest(tmp_path / "index", built="2000-01-01T00:00:00+00:00")
    for path in folder.iterdir():
        os.utime(path, ns=(0, 0))
    return folder


def test_other_rights_make_no_file_newer(folder, tmp_path):
    """They change st_ctime, which here is after 2000."""
    (folder / "a.jsonl").chmod(0o600)

    assert findings(tmp_path / "index") == []


def test_an_old_file_that_came_since_is_newer(folder, tmp_path):
    (folder / "c.jsonl").write_text('{"body": "c"}', "utf-8")
    os.utime(folder / "c.jsonl", ns=(0, 0))

    ((_, _, text, _),) = findings(tmp_path / "index")
    assert text == "1 file newer than the index: c.jsonl"


def test_a_file_that_is_gone_is_a_warning_until_the_update(folder, tmp_path):
    (folder / "a.jsonl").unlink()

    root = tmp_path / "index"
    ((status, name, text, mend),) = findings(root)
    assert (status, name) == ("warning", "sources")
    assert text == f"1 file gone, whose articles are still found: {folder / 'a.jsonl'}"
    assert mend == f"timtin update --index {root}"

    update([folder], root)
    assert findings(root) == []


def test_a_damaged_segment_is_a_problem_whoever_finds_it(root):
    (path,) = (root / "segments").iterdir()
    path.write_bytes(bytes(path.stat().st_size))

    ((status, name, text, mend),) = findings(root)
    assert (status, name, path.name in text) == ("problem", "index", True)
    assert mend.endswith(f"--index {root}")


def test_a_disk_that_is_nearly_full_is_a_warning(root, monkeypatch):
    usage = shutil.disk_usage(root)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    ((status, name, text, _),) = findings(root)
    assert (status, name) == ("warning", "disk")
    assert text.startswith("0.0 MB free")


def test_what_a_build_left_is_told_from_one_that_runs(root):
    left = root / "g000099"
    left.mkdir()
    (left / UNFINISHED).touch()

    with write_lock(root):
        assert findings(root) == []
    ((status, name, text, mend),) = findings(root)
    assert (status, name, text.split()[0]) == ("warning", "builds", "g000099")
    assert mend == f"timtin update --index {root}"


def test_packages_are_held_to_what_the_distribution_asks_for(monkeypatch):
    required = ["numpy>=99", "nothing-such>=1", "click>=8.1", 'pypdf>=5; extra == "office"']
    monkeypatch.setattr(installation.metadata, "requires", lambda _: required)
    real = installation.installed
    monkeypatch.setattr(
        installation, "installed", lambda name: None if name == "pypdf" else real(name)
    )

    found = {own.text: own for own in installation.installation()}

    numpy = next(text for text in found if text.startswith("numpy>=99 is "))
    assert (found[numpy].status, found[numpy].mend) == ("problem", 'pip install "numpy>=99"')
    assert found["nothing-such>=1 is missing"].status == "problem"
    (extra,) = (own for own in found.values() if own.name == "office")
    assert (extra.status, extra.mend) == ("warning", 'pip install "timtin[office]"')


def test_a_python_that_is_too_old_is_a_problem(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))

    (found,) = (own for own in installation.installation() if own.name == "Python")
    assert found.status == "problem"
    assert found.text.startswith("3.9.1, but timtin asks for >=3.1")


@pytest.mark.parametrize(
    ("version", "limits", "expected"),
    [
        ("2.7.4", ">=2.7.4,<3", True),
        ("2.7.4", "<3,>=2.7.4", True),
        ("3.0", ">=2.7.4,<3", False),
        ("2.0", ">=2", True),
        ("2", ">=2.0.0", True),
        ("10.1", ">=9.9", True),
        ("1.0rc1", ">=1.0", True),
        ("0.9", ">=1", False),
        ("0.1.1", "==0.1.1", True),
        ("1", "", True),
    ],
)
def test_versions_are_compared_as_numbers(version, limits, expected):
    assert within(version, limits) is expected


def test_a_terminal_without_vietnamese_letters_and_a_busy_port_are_warnings(monkeypatch):
    monkeypatch.setattr(sys, "stdout", type("Ascii", (), {"encoding": "cp1252"})())
    monkeypatch.setattr(machine, "_PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as busy:
        monkeypatch.setattr(machine, "_PORT", busy.getsockname()[1])
        found = {own.name: own for own in machine.machine(Path("i d"))}

    assert (found["terminal"].status, "cp1252 lacks" in found["terminal"].text) == ("warning", True)
    assert found["port"].status == "warning"
    assert found["port"].mend == f"timtin serve --port {machine._PORT + 1} --index 'i d'"


def test_a_port_that_tim_tin_has_itself_is_well(site, monkeypatch):
    monkeypatch.setattr(machine, "_PORT", urlsplit(site).port)

    (found,) = (own for own in machine.machine(Path("index")) if own.name == "port")
    assert found.status == "ok"
    assert found.text.endswith("is in use: Tìm Tin answers there")


def test_a_home_that_cannot_be_written_is_a_warning(state_home):
    state_home.parent.write_text("a file where the folder would be", "utf-8")

    (found,) = (own for own in machine.machine(Path("i d")) if own.name == "memory")
    assert found.status == "warning"


def test_to_ask_whether_a_build_runs_is_in_no_builds_way(root, monkeypatch):
    """And what it lists as left behind was still there when nobody wrote."""
    left = root / "g000099"
    left.mkdir()
    (left / UNFINISHED).touch()
    take, asked = ReadLock.take, []

    def ended(path):
        held = take(path)
        if path.name == LOCK:
            asked.append(path)
            shutil.rmtree(left)  # by a build that ends just now
        return held

    monkeypatch.setattr(ReadLock, "take", ended)

    assert findings(root) == []
    assert asked == [root / LOCK]
    assert not (root / WRITER).exists()


def test_a_folder_in_place_of_the_lock_is_a_problem(root):
    (root / LOCK).unlink()
    (root / LOCK).mkdir()

    ((status, name, text, mend),) = findings(root)
    assert (status, name) == ("problem", "builds")
    assert text == f"{root / LOCK} is a folder, so that no build can begin"
    assert mend == f"rm -r {root / LOCK}"


@pytest.mark.parametrize("command", ["check", "doctor --thorough", "stats"])
def test_builds_that_end_meanwhile_remove_nothing_that_is_read(
    run, root, tmp_path, monkeypatch, command
):
    segments, opened = store.Generation.segments, []
    look = store.damaged_files

    def build_twice():
        if not opened:
            opened.append(root)
            for _ in range(2):
                rebuild([tmp_path / "articles.jsonl"], root)

    def segments_later(self):
        build_twice()
        return segments(self)

    def look_later(generation):
        build_twice()
        return look(generation)

    monkeypatch.setattr(store.Generation, "segments", segments_later)
    monkeypatch.setattr(store, "damaged_files", look_later)
    monkeypatch.setattr(health_stored, "damaged_files", look_later)

    code, out, err = run(*command.split(), "--index", root)

    assert opened
    assert "missing" not in out + err
    assert code == 0
