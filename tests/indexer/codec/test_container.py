"""A file of arrays gives back what was written, or says that it is damaged."""

import errno
import os
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec.container import (
    copy_legible,
    damaged_arrays,
    map_arrays,
    remaining_arrays,
    write_arrays,
)

DTYPES = ("?", "u1", "<u2", "<u4", "<u8", "<i8", "<f4", ">i4")
arrays = st.builds(
    lambda dtype, values: np.array(values, "u1").astype(dtype),
    st.sampled_from(DTYPES),
    st.lists(st.integers(0, 255), max_size=80),
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Return a function that names a file which is not there yet."""
    folder, numbers = tmp_path_factory.mktemp("arrays"), iter(range(1_000_000))
    return lambda: folder / f"{next(numbers)}.arrays"


@pytest.fixture(scope="module")
def file(fresh):
    """Return a file of three arrays; tests only read it."""
    path = fresh()
    numbers = np.arange(1001, dtype=np.uint16)
    write_arrays(path, {"a": numbers, "none": numbers[:0], "z": numbers.astype(np.int64)})
    return path


@given(written=st.dictionaries(st.text(max_size=8), arrays, max_size=5))
def test_arrays_read_back_as_written(fresh, written):
    path = fresh()
    write_arrays(path, written)

    read = map_arrays(path)

    assert list(read) == list(written)
    for name, array in written.items():
        assert read[name].dtype == array.dtype.newbyteorder("<")
        assert read[name].tolist() == array.tolist()
        assert read[name].ctypes.data % 64 == 0
        assert not read[name].flags.writeable


def test_a_part_of_an_array_is_written_as_that_part(fresh):
    path = fresh()
    write_arrays(path, {"odd": np.arange(10)[1::2]})

    assert map_arrays(path)["odd"].tolist() == [1, 3, 5, 7, 9]


def test_a_file_that_is_there_is_not_overwritten(fresh):
    path = fresh()
    write_arrays(path, {"a": np.arange(3)})

    with pytest.raises(FileExistsError):
        write_arrays(path, {"a": np.arange(4)})

    assert map_arrays(path)["a"].tolist() == [0, 1, 2]


def test_a_file_cut_off_anywhere_is_refused(file, fresh):
    whole, path = file.read_bytes(), fresh()
    ends = {*range(400), *range(400, len(whole), 61), len(whole) - 1}

    for end in sorted(ends):
        path.write_bytes(whole[:end])
        with pytest.raises(ValueError, match=r"damaged|cut off"):
            map_arrays(path)


@pytest.mark.parametrize("mask", [0x01, 0x02, 0x04, 0x06, 0x20, 0x80, 0xFF])
def test_one_changed_byte_before_the_arrays_is_found(file, fresh, mask):
    """Of the arrays themselves, their own checksums speak, and the one in the manifest."""
    whole, path = file.read_bytes(), fresh()
    header = 16 + int.from_bytes(whole[8:12], "little")

    for at in range(header):
        changed = bytearray(whole)
        changed[at] ^= mask
        path.write_bytes(changed)
        with pytest.raises(ValueError, match=r"damaged|cut off"):
            map_arrays(path)


@pytest.mark.parametrize("content", [b"", b"TIMTIN01", b"\x00" * 200, b"PK\x03\x04" * 50])
def test_another_file_is_refused(fresh, content):
    path = fresh()
    path.write_bytes(content)

    with pytest.raises(ValueError, match=r"damaged|cut off"):
        map_arrays(path)


def test_a_missing_file_is_an_os_error(fresh):
    with pytest.raises(FileNotFoundError):
        map_arrays(fresh())


def test_each_array_with_a_changed_bit_is_named(file, fresh):
    whole, path, named = file.read_bytes(), fresh(), []
    for at in range(16 + int.from_bytes(whole[8:12], "little"), len(whole), 61):
        changed = bytearray(whole)
        changed[at] ^= 0x10
        path.write_bytes(changed)
        named += damaged_arrays(path)

    assert damaged_arrays(file) == []
    assert set(named) == {"a", "z"}
    assert len(named) >= (1001 * 2 + 1001 * 8) // 61  # the rest is room between arrays


def file_of(path, header, arrays=b""):
    """Write a file with this header, and a checksum that fits."""
    sums = len(header).to_bytes(4, "little") + zlib.crc32(header).to_bytes(4, "little")
    start = b"TIMTIN01" + sums + header
    path.write_bytes(start.ljust(-(-len(start) // 64) * 64, b"\0") + arrays)
    return path


def test_a_file_of_before_arrays_had_checksums_is_read_but_cannot_tell(fresh):
    path = file_of(fresh(), b'{"a": ["|u1", 64, 64]}', bytes(range(64)))

    assert map_arrays(path)["a"].tolist() == list(range(64))
    assert damaged_arrays(path) is None


HOSTILE = {
    "deep": b"[" * 100_000,
    "no table": b"[1]",
    "no entries": b'{"a": 1}',
    "too few": b'{"a": ["|u1", 1]}',
    "too many": b'{"a": ["|u1", 64, 64, 1, 1]}',
    "objects": b'{"a": ["|O", 8, 64, 1]}',
    "fields": b'{"a": ["u1,O", 8, 64, 1]}',
    "a list for a type": b'{"a": [["x", "O"], 8, 64, 1]}',
    "a wide type": b'{"a": ["|V999999999999", 1, 64, 1]}',
    "text": b'{"a": ["<U2", 8, 64, 1]}',
    "negative count": b'{"a": ["|u1", -1, 64, 1]}',
    "negative offset": b'{"a": ["|u1", 64, -64, 1]}',
    "in the header": b'{"a": ["|u1", 64, 0, 1]}',
    "one over the other": b'{"a": ["|u1", 64, 64, 1], "b": ["|u1", 64, 64, 1]}',
    "a gap": b'{"a": ["|u1", 64, 128, 1]}',
    "behind the file": b'{"a": ["|u1", 65, 64, 1]}',
    "huge": b'{"a": ["<u8", 4611686018427387903, 64, 1]}',
    "huger": b'{"a": ["<u8", 1e999, 64, 1]}',
    "hugest": b'{"a": ["<u8", ' + b"9" * 5000 + b", 64, 1]}",
    "a truth": b'{"a": ["|u1", true, 64, 1]}',
    "a broken number": b'{"a": ["|u1", 64.0, 64, 1]}',
    "no UTF-8": b'{"\xff\xff": ["|u1", 64, 64, 1]}',
    "more than there is": b"{}" + b" " * (1 << 21),
}


@pytest.mark.parametrize("read", [map_arrays, damaged_arrays])
@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE)
def test_a_header_from_a_stranger_is_refused(fresh, header, read):
    path = file_of(fresh(), header, bytes(64))

    with pytest.raises(ValueError, match=r"damaged|cut off"):
        read(path)


def test_what_a_bad_sector_has_is_zeros_and_the_rest_is_read(file, fresh, monkeypatch):
    """Read, not mapped: there the process would be killed."""
    bad, pread = file.stat().st_size - 1000, os.pread

    def failing(descriptor, size, at):
        if at <= bad < at + size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return pread(descriptor, size, at)

    sound = map_arrays(file)
    monkeypatch.setattr(os, "pread", failing)

    found, whole = remaining_arrays(file)
    copy_legible(file, copy := fresh())

    assert whole == {"a", "none"}
    assert np.array_equal(found["a"], sound["a"])
    for read in (found, map_arrays(copy)):
        assert 0 < np.count_nonzero(read["z"] != sound["z"]) <= 512 / 8
    with pytest.raises(OSError, match="Input/output error") as raised:
        damaged_arrays(file)
    assert raised.value.filename == str(file)


def test_what_may_not_be_read_is_no_bad_sector(file, monkeypatch):
    def refused(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "pread", refused)

    with pytest.raises(PermissionError):
        remaining_arrays(file)
