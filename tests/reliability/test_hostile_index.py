"""An index from a stranger runs no code, leads nowhere else, and fails with our own errors."""

import hashlib
import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import pipeline, store
from indexer.durable import replace_file
from indexer.errors import IndexCorruptError, TimTinError
from indexer.rollback import roll_back
from indexer.sealed import sealed
from search_app import open_index
from search_app.cli import main
from tests.reliability.damage.examiner import Examiner

_COMMANDS = (
    *(("check",), ("doctor", "--thorough"), ("search", "hải phòng"), ("stats",)),
    *(("repair",), ("rollback",), ("update",), ("rebuild",)),
)
_PLACES = (
    *("_MAIN_1.toc", "copies.arrays", "deleted.arrays", "abbreviations.tsv", "topics.toml"),
    *("a segment", "manifest.json", "current.json", "timtin_WRITELOCK", "writer.json"),
)


class Hostile:
    """Runs a command where it is unpickled."""

    def __init__(self, mark):
        self._mark = mark

    def __reduce__(self):
        return Path.touch, (self._mark,)


@pytest.fixture
def root(tmp_path, write_jsonl):
    """Return an index with every kind of file."""
    words = "Hải Phòng họp bàn chuyển đổi số ở các quận huyện và thị xã trong năm nay"
    articles = [
        {"id": f"{i}", "title": f"Tin {i}", "body": f"{words} {'và năm sau' * i}"} for i in range(8)
    ]
    articles += [{**articles[3], "id": "again"}]
    (tmp_path / "mine.tsv").write_text("CĐSQG\tchuyển đổi số quốc gia\n", "utf-8")
    (tmp_path / "mine.toml").write_text(
        '[[topic]]\nname = "họp"\n[topic.phrases]\n"họp bàn" = 1.0\n', "utf-8"
    )
    added = {"abbreviations": tmp_path / "mine.tsv", "topics": tmp_path / "mine.toml"}
    pipeline.rebuild([write_jsonl(*articles)], tmp_path / "index", **added)
    pipeline.update([write_jsonl(*articles[1:])], tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture(scope="module")
def examiner():
    with Examiner.start() as own:
        yield own


def place(root, name):
    generation = store.current_generation(root)
    if name == "a segment":
        return next(root.glob(f"segments/{generation.manifest.segments[0]}.arrays"))
    own = generation.folder / name
    return own if own.exists() else root / name


def reseal(root, **changes):
    """Write the manifest of the current generation as its owner would, with `changes`."""
    manifest = store.current_folder(root) / "manifest.json"
    told = {**json.loads(manifest.read_text("utf-8")), **changes}
    del told["checksum"]
    for record in told["files"]:
        path = root / record["name"]
        if path.is_file():
            data = path.read_bytes()
            record |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    replace_file(manifest, sealed(told).encode())


def run_all(root):
    """Run every command; none may fail with anything but a message."""
    for name, *options in _COMMANDS:
        result = CliRunner().invoke(main, [name, *options, "--index", str(root)])
        assert result.exit_code in {0, 1}, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert not any(sign in result.output for sign in "\x1b\x07")


@pytest.mark.parametrize("name", _PLACES)
def test_a_pickle_in_any_place_is_not_run(root, examiner, tmp_path, name):
    mark = tmp_path / "was run"
    hostile = pickle.dumps(Hostile(mark))
    path = place(root, name)
    path.write_bytes(hostile)
    if name not in {"manifest.json", "current.json"}:
        reseal(root)

    outcome = examiner.examine(root)
    assert not outcome.died
    assert not [own for own in outcome.strange if own.startswith(("open", "check"))]
    run_all(root)

    assert not mark.exists()
    # It would have run if anything had unpickled it.
    code = f"import pickle; pickle.loads({hostile!r})"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert mark.exists()


@pytest.mark.parametrize(
    "name",
    [
        *("../../etc/passwd", "/etc/passwd", "segments/../../secret", "g000001/../../secret"),
        *("g000002/a\nb", "g000002/\x1b[2J", "segments/\x00", "", ".", "segments", "C:\\secret"),
    ],
)
@pytest.mark.parametrize("kind", ["file", "segment"])
def test_a_name_that_leads_elsewhere_is_refused(root, kind, name):
    manifest = store.current_generation(root).manifest
    if kind == "segment":
        reseal(root, segments=[*manifest.segments, name])
    else:
        files = [{"name": name, "size": 1, "sha256": "0" * 64}]
        reseal(root, files=files)

    for opening in (open_index, store.current_generation):
        with pytest.raises(IndexCorruptError, match="is no file of an index") as caught:
            opening(root)
        assert "\x1b" not in str(caught.value)
    run_all(root)


@pytest.mark.parametrize("file", ["manifest.json", "current.json"])
@pytest.mark.parametrize(
    "content",
    [
        *(b"[" * 1_000_000, b'{"a":' * 100_000, b"{" + b'"a":1,' * 200_000 + b'"b":2}'),
        *(b'{"generation": "../g000001"}', b'{"generation": 1e999}', b"NaN", b"\xff\xfe"),
        b"9" * 9999,
        *(b'{"format": {}, "articles": 1e999, "built": [], "segments": 5, "files": 7}',),
    ],
    ids=range(9),
)  # fmt: skip
def test_hostile_json_is_an_error_of_ours(root, file, content):
    place(root, file).write_bytes(content)

    for work in (open_index, roll_back, pipeline.repair):
        try:
            work(root)
        except TimTinError:
            continue
        assert work is not open_index
    run_all(root)


def test_a_million_files_that_are_not_there_are_an_error(root):
    files = [{"name": f"g000002/f{i}", "size": 1, "sha256": ""} for i in range(100_000)]
    reseal(root, files=files, segments=[])

    with pytest.raises(IndexCorruptError, match="is missing"):
        open_index(root)


def test_what_a_link_leads_to_is_never_removed(root, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("manifest.json", "unfinished", "mine.txt"):
        (elsewhere / name).write_text("{}", "utf-8")
    (root / "g000000").symlink_to(elsewhere)
    (root / "g000009").symlink_to(elsewhere)
    (root / "segments" / "0123456789ab.arrays").symlink_to(elsewhere / "mine.txt")

    run_all(root)

    assert len([*elsewhere.iterdir()]) == 3


@pytest.mark.parametrize("name", ["a segment", "abbreviations.tsv", "copies.arrays"])
def test_a_link_in_the_place_of_a_file_tells_nothing_of_what_it_leads_to(root, tmp_path, name):
    secret = tmp_path / "secret"
    secret.write_text("password\thunter2\tx\ty\n", "utf-8")
    path = place(root, name)
    path.unlink()
    path.symlink_to(secret)
    reseal(root)

    with pytest.raises(TimTinError) as caught:
        open_index(root)

    assert "hunter2" not in str(caught.value)
    assert secret.read_text("utf-8").startswith("password")


@pytest.mark.parametrize("name", _PLACES[:7])
@pytest.mark.parametrize("how", ["emptied", "cut off", "longer", "gone", "a folder"])
def test_a_file_that_is_not_whole_is_named_on_opening(root, name, how):
    path = place(root, name)
    data = path.read_bytes()
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "gone":
        path.write_bytes({"emptied": b"", "cut off": data[:-3], "longer": data + b"x"}[how])

    with pytest.raises(IndexCorruptError) as caught:
        open_index(root)

    assert caught.value.file == path


def test_what_was_swapped_between_generations_is_named(root):
    """Each is whole by itself."""
    _, *manifests = sorted(root.glob("g*/manifest.json"), reverse=True)
    shutil.copy(manifests[0], root / "g000002" / "manifest.json")
    with pytest.raises(IndexCorruptError, match="of another build"):
        open_index(root)

    assert pipeline.repair(root).generation == "g000001"


def test_a_file_of_another_segment_is_named(root, tmp_path, write_jsonl):
    mine = place(root, "a segment")
    pipeline.rebuild([write_jsonl({"body": "Hà Nội"}, name="other.jsonl")], tmp_path / "other")
    shutil.copy(place(tmp_path / "other", "a segment"), mine)

    with pytest.raises(IndexCorruptError) as caught:
        open_index(root)
    assert caught.value.file == mine

    reseal(root)  # as whoever wants it to be taken for the right one
    open_index(root).search("Hà Nội")
    run_all(root)
