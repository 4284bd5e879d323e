"""Lines stay whole, whatever else is written and wherever the file went; none waits."""

import os
import sys
import threading
from pathlib import Path

import pytest

from search_app.web.log_file import Lines, LogFile, never_wait


def test_lines_of_many_threads_stay_whole_and_none_is_lost_while_the_file_is_changed(tmp_path):
    path = tmp_path / "access.log"
    log = LogFile(path)
    lines = [f"{thread}-" + str(thread) * 2_000 for thread in range(4)]

    def write(line):
        for _ in range(200):
            log(line)

    threads = [threading.Thread(target=write, args=(line,)) for line in lines]
    for thread in threads:
        thread.start()
    for number in range(5):
        path.rename(tmp_path / f"access.log.{number}")
        log.reopen()
    for thread in threads:
        thread.join()

    written = [line for file in tmp_path.iterdir() for line in file.read_text().splitlines()]
    assert sorted(written) == sorted(lines * 200)


def test_it_is_appended_to_and_others_may_not_read_it(tmp_path):
    path = tmp_path / "access.log"
    LogFile(path)("một")
    LogFile(path)("half a letter: \ud800")

    assert path.read_text("utf-8") == "một\nhalf a letter: \\ud800\n"
    assert path.stat().st_mode & 0o007 == 0


def test_a_folder_that_is_gone_leaves_it_where_it_was(tmp_path, caplog):
    folder = tmp_path / "log"
    folder.mkdir()
    log = LogFile(folder / "access.log")
    folder.rename(tmp_path / "old")
    log.reopen()
    log("still here")

    assert (tmp_path / "old" / "access.log").read_text() == "still here\n"
    assert "opened before" in caplog.text


def test_a_line_that_cannot_be_written_is_told(tmp_path):
    if os.path.exists("/dev/full"):  # noqa: PTH110 - a device of Linux
        with pytest.raises(OSError, match="No space"):
            LogFile(Path("/dev/full"))("lost")
    with pytest.raises(OSError, match="access"):
        LogFile(tmp_path / "nowhere" / "access.log")


def test_after_a_part_of_a_line_the_next_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "access.log"
    log, write = LogFile(path), os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda file, data: write(file, data[:3]))
        with pytest.raises(OSError, match="part of a line"):
            log("first")
    log("second")
    log("third")

    assert path.read_text() == "fir\nsecond\nthird\n"


def fill(log):
    """Write more than a pipe holds."""
    for _ in range(1_000):
        log("x" * 1_000)


def test_a_pipe_that_nobody_reads_holds_up_nobody(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    log = LogFile(pipe)
    with pytest.raises(BlockingIOError):
        fill(log)
    os.close(reader)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux opens pipes anew")
def test_of_a_pipe_only_this_descriptor_never_waits():
    reader, writer = os.pipe()
    other = os.dup(writer)
    never_wait(writer)

    assert not os.get_blocking(writer)
    assert os.get_blocking(other)
    with pytest.raises(BlockingIOError):
        fill(Lines(writer))
    for file in (reader, writer, other):
        os.close(file)
