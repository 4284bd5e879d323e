"""Lines stay whole, whatever else is written and wherever the file went; none fails a request."""

import os
import threading

import pytest

from search_app.web.log_file import LogFile


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


def test_a_line_that_cannot_be_written_fails_nothing(tmp_path):
    if os.path.exists("/dev/full"):  # noqa: PTH110 - a device of Linux
        LogFile(tmp_path.__class__("/dev/full"))("lost")
    with pytest.raises(OSError, match="access"):
        LogFile(tmp_path / "nowhere" / "access.log")
