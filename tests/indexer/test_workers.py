"""The processes that read batches: they go when the one that started them is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer import pipeline
from indexer.errors import IndexCorruptError
from indexer.store import current_generation

WITHIN = 20  # seconds


def children(process):
    """Return the processes that a process started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(number) for number in listed.split()]


def is_alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def waited_for(condition):
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_the_build_that_started_them(tmp_path, how):
    lines = (json.dumps({"id": str(n), "body": f"tin số {n} " * 900}) for n in range(1_500))
    (tmp_path / "many.jsonl").write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-m", "search_app", "rebuild", tmp_path / "many.jsonl"]
    build = subprocess.Popen(
        [*command, "--index", tmp_path / "index"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=subprocess.DEVNULL,
    )
    try:
        assert waited_for(lambda: len(children(build.pid)) > 1)
        workers = children(build.pid)
    finally:
        build.send_signal(how)
        build.wait()

    assert waited_for(lambda: not any(map(is_alive, workers)))


@pytest.fixture
def updated(tmp_path, write_jsonl):
    """Return an index with a deleted article, and its source with one more to read."""
    root, many = tmp_path / "index", [{"id": str(n), "body": f"tin {n}"} for n in range(6)]
    pipeline.rebuild([write_jsonl(*many)], root)
    pipeline.update([write_jsonl(*many[1:])], root)
    return root, write_jsonl(*many[1:], {"id": "7", "body": "tin mới"})


def test_an_update_builds_on_no_damaged_list_of_deleted_articles(updated):
    root, source = updated
    path = current_generation(root).folder / "deleted.arrays"
    data = bytearray(path.read_bytes())
    data[-64] ^= 1
    path.write_bytes(data)

    with pytest.raises(IndexCorruptError, match=r"deleted\.arrays: its checksum differs"):
        pipeline.update([source], root)


def test_the_report_says_what_stays_because_its_file_cannot_be_read(updated):
    root, source = updated
    source.write_text('{"id": "1", "body": "tin 1"}\n{broken\n', "utf-8")
    report = pipeline.update([source], root)

    assert (report.kept, report.removed) == (4, 0)
