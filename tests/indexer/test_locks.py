"""One writes at a time, and what is read stays."""

import errno
import fcntl
import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from indexer import folders, locks, pipeline, store
from indexer.errors import IndexLockedError
from indexer.locks import LOCK, WRITER, ReadLock, unread, write_lock, writer_of
from search_app import open_index

HOLDING = """
import sys, time
from pathlib import Path
from indexer.locks import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Hold the write lock of an index in another process; return that."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, tmp_path / "index"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.fixture
def root(tmp_path, write_jsonl):
    pipeline.rebuild([write_jsonl({"id": "a", "body": "Hải Phòng"})], tmp_path / "index")
    return tmp_path / "index"


def test_a_second_writer_is_told_who_writes_and_since_when(holder, tmp_path, write_jsonl):
    with pytest.raises(IndexLockedError) as caught:
        pipeline.rebuild([write_jsonl({"body": "tin"})], tmp_path / "index")

    told = rf"process {holder.pid} on \S+, since \d\d/\d\d/\d{{4}} \d\d:\d\d UTC\."
    assert re.search(told, str(caught.value))
    assert "Wait until it is done" in str(caught.value)


def test_the_lock_of_a_killed_writer_is_free(holder, tmp_path, write_jsonl):
    holder.kill()
    holder.wait()
    assert (tmp_path / "index" / WRITER).exists(), "it could not tell that it ended"

    pipeline.rebuild([write_jsonl({"body": "tin"})], tmp_path / "index")

    assert not (tmp_path / "index" / WRITER).exists()


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize("told", ["", "{", "[]", "[" * 9999, '{"process": "x"}', '{"process": 1}'])
def test_what_nobody_can_read_of_the_writer_is_left_out(tmp_path, told):
    (tmp_path / "index" / WRITER).write_text(told, "utf-8")
    with pytest.raises(IndexLockedError, match=r"index\. Wait"), write_lock(tmp_path / "index"):
        pass


@pytest.mark.usefixtures("holder")
def test_a_name_of_a_machine_steers_no_terminal(tmp_path):
    told = {"process": 1, "machine": "\x1b[2Jm", "since": "2026-01-01T07:00:00+07:00"}
    (tmp_path / "index" / WRITER).write_text(json.dumps(told), "utf-8")
    with (
        pytest.raises(IndexLockedError, match=r"process 1 on \[2Jm, since 01/01/2026 00:00 UTC"),
        write_lock(tmp_path / "index"),
    ):
        pass


def test_where_there_are_no_locks_nobody_writes(tmp_path, monkeypatch):
    def refused(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    with (
        pytest.raises(OSError, match=r"No locks available.*timtin_WRITELOCK"),
        write_lock(tmp_path),
    ):
        pass


def test_where_there_are_no_locks_an_index_is_read_all_the_same(root, monkeypatch):
    def refused(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    assert store.held_generation(root).lock is None
    assert open_index(root).search("hải phòng").total == 1


def test_what_is_read_is_told_until_it_is_forgotten(tmp_path):
    path = tmp_path / "manifest.json"
    path.touch()
    held = [ReadLock.take(path), ReadLock.take(path)]
    for _ in range(2):
        with unread(path) as is_free:
            assert not is_free
        held.pop()
    gc.collect()
    with unread(path) as is_free:
        assert is_free
        with pytest.raises(FileNotFoundError, match="is being removed"):
            ReadLock.take(path)


def refusing(monkeypatch, errno_, *flags):
    """Have `os.open` refuse to open files with one of these flags."""
    opened = os.open

    def refuse(path, wanted, *args, **named):
        if wanted & os.O_ACCMODE in flags:
            raise OSError(errno_, os.strerror(errno_), str(path))
        return opened(path, wanted, *args, **named)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_what_nobody_may_write_is_told_to_be_read_all_the_same(tmp_path, monkeypatch, number):
    path = tmp_path / "manifest.json"
    path.touch()
    held = ReadLock.take(path)
    refusing(monkeypatch, number, os.O_RDWR)
    with unread(path) as is_free:
        assert not is_free
    del held
    gc.collect()
    with unread(path) as is_free:
        assert is_free


def test_what_cannot_be_looked_at_is_not_free_and_what_is_not_there_is(tmp_path, monkeypatch):
    path = tmp_path / "manifest.json"
    for gone in (path, path / "below"):
        with unread(gone) as is_free:
            assert is_free
        path.touch()
    refusing(monkeypatch, errno.EMFILE, os.O_RDWR, os.O_RDONLY)
    with unread(path) as is_free:
        assert not is_free


def test_a_lock_that_is_removed_while_it_is_taken_lets_no_second_one_write(tmp_path, monkeypatch):
    flock, taken = fcntl.flock, []

    def late(descriptor, how):
        if not taken:
            (tmp_path / LOCK).unlink()
        taken.append(descriptor)
        flock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with write_lock(tmp_path):
        assert len(taken) == 2
        with pytest.raises(IndexLockedError), write_lock(tmp_path):
            pass


def test_a_killed_writer_is_not_told_as_the_one_that_could_not_sign(tmp_path, monkeypatch):
    told = {"process": 1, "machine": "m", "since": "2026-01-01T00:00:00+00:00"}
    (tmp_path / WRITER).write_text(json.dumps(told), "utf-8")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with write_lock(tmp_path):
        assert writer_of(tmp_path) == ""


def test_the_name_of_a_new_index_is_on_the_disk(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(locks, "sync", synced.append)
    for _ in range(2):
        with write_lock(tmp_path / "new" / "index"):
            pass
    assert synced == [tmp_path / "new", tmp_path]


def test_what_was_removed_meanwhile_is_not_held(tmp_path, monkeypatch):
    path = tmp_path / "manifest.json"
    path.touch()
    flock = fcntl.flock

    def late(*args):
        path.unlink()
        path.touch()  # another one, of a name that is used again
        flock(*args)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(FileNotFoundError, match="was removed"):
        ReadLock.take(path)


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_descriptor_is_left_open(root):
    open_index(root).search("tin")
    gc.collect()
    before = descriptors()
    for _ in range(5):
        open_index(root).search("tin")
        gc.collect()
    assert descriptors() == before


def names(root):
    return [folder.name for folder in folders.generations(root)]


def test_a_generation_stays_while_it_is_read_and_goes_afterwards(root, write_jsonl):
    reader = open_index(root).snapshot()
    for own in "bcd":
        pipeline.rebuild([write_jsonl({"id": own, "body": f"Hải Phòng {own}"})], root)
    assert names(root) == ["g000001", "g000003", "g000004"]
    assert store.damaged_files(store.read_generation(root, "g000001")) == []
    assert [hit.id for hit in reader.search("hải phòng").hits] == ["a"]

    del reader
    gc.collect()
    pipeline.rebuild([write_jsonl({"id": "e", "body": "Hải Phòng e"})], root)
    assert names(root) == ["g000004", "g000005"]
    assert len(list((root / "segments").iterdir())) == 2


def test_one_that_goes_while_it_is_opened_is_not_what_is_opened(root, write_jsonl, monkeypatch):
    take, built = ReadLock.take, []

    def late(path):
        if not built:  # two builds end between reading the pointer and holding what it names
            for own in "bc":
                built.append(own)
                pipeline.rebuild([write_jsonl({"id": own, "body": "Hải Phòng"})], root)
        return take(path)

    monkeypatch.setattr(store.ReadLock, "take", late)
    assert [hit.id for hit in open_index(root).search("hải phòng").hits] == ["c"]


def test_one_whose_files_went_while_they_were_looked_at_is_not_named_damaged(
    root, write_jsonl, monkeypatch
):
    problem, built = store._size_problem, []

    def late(folder, record):
        if not built:
            for own in "bc":
                built.append(own)
                pipeline.rebuild([write_jsonl({"id": own, "body": "Hải Phòng"})], root)
        return problem(folder, record)

    monkeypatch.setattr(store, "_size_problem", late)
    assert [hit.id for hit in open_index(root).search("hải phòng").hits] == ["c"]
