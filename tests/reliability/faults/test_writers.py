"""One writer at a time, and nothing in the way of the next when it is killed."""

import contextlib
import json
import os
import signal
import time
from pathlib import Path

import pytest

from indexer import pipeline
from indexer.errors import IndexLockedError
from indexer.locks import write_lock
from tests.reliability.faults.answers import answers, leftovers

_LARGE = 5 << 20  # bytes of articles: more than one process reads alone
_PATIENCE = 60.0  # seconds for processes to start or to end


def test_a_second_writer_ends_at_once(scenario, run):
    """The first is stopped in the middle and goes on afterwards."""
    if scenario.name == "check":
        pytest.skip("it writes nothing")
    root = scenario.prepare()
    writes = [own for own in scenario.operations if own.name == "write"]
    middle = writes[len(writes) // 2]

    def write_too(child):
        try:
            _wait_until(lambda: "stopped by SIGSTOP" in run.log.read_text("utf-8"))
            assert answers(root) == scenario.old
            with pytest.raises(IndexLockedError):
                pipeline.update([scenario.source], root)
            with pytest.raises(IndexLockedError):
                pipeline.rebuild([scenario.source], root)
        finally:
            os.kill(child, signal.SIGCONT)

    first = run.run(
        scenario.arguments,
        trace=["write"],
        fault=f"write:signal=SIGSTOP:when={middle.number}",
        meanwhile=write_too,
    )
    assert first.code == 0, first.said
    assert scenario.holds() == "new"


def test_a_killed_writer_frees_the_lock_and_its_workers_end(run, some, tmp_path, seeds):
    """Killed while other processes read for it: they end, too, and keep nothing locked."""
    root, source = tmp_path / "index", tmp_path / "many.jsonl"
    pipeline.rebuild([seeds], root)
    old = answers(root)
    body = "\n".join(path.read_text("utf-8") for path in sorted(seeds.iterdir()))
    with source.open("w", encoding="utf-8") as file:
        for number in range(_LARGE // len(body.encode())):
            file.write(
                json.dumps({"id": str(number), "title": f"Bài {number}", "body": body}) + "\n"
            )
    # From the start of the workers on, which take a second to be ready and another to read.
    for moment in some([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], 1):
        workers: set[int] = set()

        def kill(child, moment=moment, workers=workers):
            _wait_until(lambda: len(_children(child)) > 1)
            time.sleep(moment)
            workers |= _children(child)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

        killed = run.run(("rebuild", source, "--index", root), meanwhile=kill)
        assert killed.code == -signal.SIGKILL, killed.said
        with write_lock(root):
            pass
        assert answers(root) == old
        _wait_until(lambda workers=workers: not any(map(_is_alive, workers)))
    again = run.run(("rebuild", seeds, "--index", root))
    assert again.code == 0, again.said
    assert answers(root) == old
    assert not leftovers(root)


def _wait_until(is_so):
    until = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def _state(process):
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(") ")[2][0]


def _is_alive(process):
    try:
        return _state(process) not in "ZX"
    except FileNotFoundError:
        return False


def _children(process):
    """Return the processes that a process started and that have not ended."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            told = path.read_text("utf-8").rpartition(") ")[2].split()
            if int(told[1]) == process and told[0] not in "ZX":
                found.add(int(path.parent.name))
    return found
