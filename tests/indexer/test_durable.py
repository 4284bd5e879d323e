"""What is written is on the disk, and read back from there."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from indexer import durable
from indexer.codec import container
from indexer.codec.container import write_arrays
from indexer.durable import sync, write_file


def numbers(path):
    write_arrays(path, {"a": np.arange(3)})


def data(path):
    write_file(path, b"tin")


@pytest.mark.parametrize("write", [numbers, data])
def test_what_is_read_back_comes_from_the_disk(tmp_path, monkeypatch, write):
    """Not from memory, which would have what a disk lost."""
    events = []

    def spy(module, name):
        function = getattr(module, name)

        def spied(*args, **named):
            events.append((name, *args[3:]))
            return function(*args, **named)

        monkeypatch.setattr(module, name, spied)

    for module, name in (
        (os, "fsync"),
        (os, "posix_fadvise"),
        (container, "damaged_arrays"),
        (durable.Path, "read_bytes"),
    ):
        spy(module, name)
    write(tmp_path / "file")

    assert events[:2] == [("fsync",), ("posix_fadvise", os.POSIX_FADV_DONTNEED)]
    assert [name for name, *_ in events[2:]] in (["damaged_arrays"], ["read_bytes"])


def refused(number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("write", [numbers, data])
def test_a_file_system_that_takes_no_advice_is_written_to(tmp_path, monkeypatch, write):
    monkeypatch.setattr(os, "posix_fadvise", refused(errno.EINVAL))
    write(tmp_path / "file")
    assert (tmp_path / "file").stat().st_size


def test_a_share_that_cannot_wait_for_names_is_written_to(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(os, "fsync", refused(errno.EINVAL))
    sync(tmp_path)
    with pytest.raises(OSError, match=r"Invalid argument.*file"):
        sync(tmp_path / "file")
    monkeypatch.setattr(os, "fsync", refused(errno.EIO))
    with pytest.raises(OSError, match="Input/output error"):
        sync(tmp_path)


@pytest.mark.parametrize("at", ["the first byte", "an array", "the end"])
def test_what_a_disk_does_not_keep_is_told(tmp_path, monkeypatch, at):
    path: Path = tmp_path / "file.arrays"
    fsync = os.fsync

    def lossy(descriptor):
        fsync(descriptor)
        size = path.stat().st_size
        if at == "the end":
            os.truncate(path, size - 64)
        else:
            os.pwrite(descriptor, b"\xff", 0 if at == "the first byte" else size - 64)

    monkeypatch.setattr(os, "fsync", lossy)
    with pytest.raises(OSError, match=r"does not hold what was written.*file\.arrays"):
        write_arrays(path, {"a": np.arange(64)})
