"""One file of named arrays, mapped into memory: opening it reads a header and nothing else.

8 bytes   b"TIMTIN01"
4 bytes   length of the header, little endian
4 bytes   CRC-32 of the header
header    JSON: {name: [dtype, count, offset from the start of the file, CRC-32 of its bytes]}
arrays    little endian, each at a multiple of 64 bytes, a line of the processor's cache

Files of before arrays had a checksum have no fourth value, and are read as well.
"""

import errno
import io
import json
import mmap
import os
import re
import zlib
from collections.abc import Mapping
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.durable import forget_cached, naming, not_as_written

MAGIC = b"TIMTIN01"
_ALIGN = 64
_INTRO = 16
_LONGEST_HEADER = 1 << 20  # bytes; that of a segment has 4,000
_BLOCK = 1 << 20  # bytes that are read at once
_SECTOR = 512  # bytes; the least that a disk fails to give
# What the system says of a file that the disk does not give, not of a right or a limit.
UNREADABLE = frozenset({errno.EIO, errno.EBADMSG})
_DTYPE = re.compile(r"\|[bui]1|<[uif][248]|\|V[1-9][0-9]?")

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write one-dimensional `arrays` to a new file, on the disk before this returns.

    Raises:
        OSError: it cannot be written, or what is read back is not what was written.
    """
    beginning, places, size = _laid_out(arrays)
    with naming(path), path.open("xb") as file:
        file.write(beginning)
        for offset, array in places:
            file.seek(offset)
            file.write(array.data)  # tofile's errors do not say what went wrong
        file.truncate(size)
        file.flush()
        os.fsync(file.fileno())
    forget_cached(path)
    try:
        damaged = damaged_arrays(path)
    except ValueError as error:
        raise not_as_written(path) from error
    if damaged:
        raise not_as_written(path)


def to_bytes(arrays: Arrays) -> bytearray:
    """Return what a file with `arrays` holds."""
    beginning, places, size = _laid_out(arrays)
    data = bytearray(size)
    data[: len(beginning)] = beginning
    for offset, array in places:
        data[offset : offset + array.nbytes] = array.data.cast("B")
    return data


def from_bytes(data: bytes | bytearray) -> dict[str, Array]:
    """Return the arrays of what a file holds, as views on it.

    Raises:
        ValueError: it is no such file, or damaged.
    """
    places = _places(io.BytesIO(data), len(data))
    return {
        name: np.frombuffer(data, own.dtype, own.items, own.offset) for name, own in places.items()
    }


def map_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file as views on its pages, which all processes share.

    Whatever the file says of itself, each array lies in it, and none over another.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or damaged.
    """
    with naming(path), path.open("rb", buffering=0) as file:
        places = _places_of(file)
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return {
        name: np.frombuffer(pages, own.dtype, own.items, own.offset) for name, own in places.items()
    }


def damaged_arrays(path: Path) -> list[str] | None:
    """Read all of a file, and return the names of the arrays that are not as they were written.

    None when it cannot tell, because it was written before arrays had checksums. The checksums
    were taken of what was in memory, so this finds what a disk wrote wrong, too.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or damaged before its arrays.
    """
    with naming(path), path.open("rb", buffering=0) as file:
        places = _places_of(file)
        if not all(own.checksum is not None for own in places.values()):
            return None
        return [name for name, own in places.items() if own.computed(file) != own.checksum]


def copy_legible(path: Path, copy: Path) -> None:
    """Copy a file, with zeros for what the disk does not give, on the disk before this returns.

    Raises:
        OSError: it cannot be opened, or the copy not be written.
    """
    with naming(path), path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        with naming(copy), copy.open("wb") as kept:
            for at in range(0, size, _BLOCK):
                kept.write(_legible(file, at, min(_BLOCK, size - at)))
            kept.flush()
            os.fsync(kept.fileno())


def has_checksums(path: Path) -> bool:
    """Whether each array of a file has a checksum, as far as the file can be read at all."""
    try:
        with path.open("rb", buffering=0) as file:
            return all(own.checksum is not None for own in _places_of(file, cut_off=True).values())
    except (OSError, ValueError):
        return True


def remaining_arrays(path: Path) -> tuple[dict[str, Array], set[str] | None]:
    """Return the arrays that lie in a file, even if it is cut off, and which are surely whole.

    None when it cannot tell which: see `damaged_arrays`. They are read, not mapped: a page that
    the disk does not give ends a process. It is zeros here.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or damaged before its arrays.
    """
    with naming(path), path.open("rb", buffering=0) as file:
        places = _places_of(file, cut_off=True)
        read = {name: _legible(file, own.offset, own.size) for name, own in places.items()}
    arrays = {name: np.frombuffer(data, places[name].dtype) for name, data in read.items()}
    if any(own.checksum is None for own in places.values()):
        return arrays, None
    return arrays, {name for name, own in places.items() if zlib.crc32(read[name]) == own.checksum}


class _Place(NamedTuple):
    """Where an array lies in a file, and what its bytes should be."""

    dtype: np.dtype[Any]
    items: int
    offset: int
    checksum: int | None

    @property
    def size(self) -> int:
        return self.items * self.dtype.itemsize

    def computed(self, file: FileIO) -> int:
        """Return the checksum of what the file has there."""
        found, end = 0, self.offset + self.size
        for at in range(self.offset, end, _BLOCK):
            found = zlib.crc32(os.pread(file.fileno(), min(_BLOCK, end - at), at), found)
        return found


def _laid_out(arrays: Arrays) -> tuple[bytes, list[tuple[int, Array]], int]:
    """Return how a file with `arrays` begins, where in it each stands, and how long it is."""
    plain = {
        name: np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        for name, array in arrays.items()
    }
    # A header as long as the longest offsets make it: then each offset can be known before.
    size = len(_header(plain, dict.fromkeys(plain, 10**15), dict.fromkeys(plain, 1 << 32)))
    at, offsets = _aligned(_INTRO + size), {}
    for name, array in plain.items():
        offsets[name] = at
        at = _aligned(at + array.nbytes)
    sums = {name: zlib.crc32(array.data) for name, array in plain.items()}
    header = _header(plain, offsets, sums).ljust(size)
    intro = MAGIC + size.to_bytes(4, "little") + zlib.crc32(header).to_bytes(4, "little")
    return intro + header, [(offsets[name], array) for name, array in plain.items()], at


def _places_of(file: FileIO, *, cut_off: bool = False) -> dict[str, _Place]:
    """Return what `_places` says of an open file."""
    return _places(file, os.fstat(file.fileno()).st_size, cut_off=cut_off)


def _places(file: FileIO | io.BytesIO, length: int, *, cut_off: bool = False) -> dict[str, _Place]:
    """Return what the header of a file, which may be `cut_off`, says of the arrays that are in it.

    Raises:
        ValueError: it is no such file, or damaged before its arrays.
    """
    if not length:
        raise ValueError("it is empty, so it is damaged")
    intro = file.read(_INTRO)
    if intro[:8] != MAGIC:
        raise ValueError("it is no segment of Tìm Tin, or its beginning is damaged")
    size = int.from_bytes(intro[8:12], "little")
    header = file.read(min(size, _LONGEST_HEADER))
    if len(header) != size or zlib.crc32(header) != int.from_bytes(intro[12:], "little"):
        raise ValueError("its header is damaged, or it is cut off")
    places: dict[str, _Place] = {}
    end = _aligned(_INTRO + size)
    for name, own in _entries(header).items():
        if own.offset != end:
            raise ValueError(f"its header is damaged: {name!r} is not where it should be")
        end = _aligned(own.offset + own.size)
        if end > length:
            if cut_off:
                return places
            raise ValueError(f"it is cut off: {length} bytes of at least {end}")
        places[name] = own
    if length != end and not cut_off:
        raise ValueError(f"it is cut off: {length} bytes of {end}")
    return places


def _legible(file: FileIO, at: int, size: int) -> bytes:
    """Return what a file has at a place, with zeros for what the disk does not give."""
    if size > _BLOCK:
        steps = range(0, size, _BLOCK)
        return b"".join(_legible(file, at + own, min(_BLOCK, size - own)) for own in steps)
    try:
        return os.pread(file.fileno(), size, at).ljust(size, b"\0")
    except OSError as error:
        if error.errno not in UNREADABLE:
            raise
        if size <= _SECTOR:
            return bytes(size)
        half = size // 2
        return _legible(file, at, half) + _legible(file, at + half, size - half)


def _entries(header: bytes) -> dict[str, _Place]:
    try:
        return {name: _entry(*told) for name, told in json.loads(header).items()}
    # A header that a stranger wrote may also be nested, or nothing like ours.
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        raise ValueError(f"its header is damaged ({error})") from error


def _entry(dtype: str, count: int, offset: int, checksum: int | None = None) -> _Place:
    numbers = [count, offset] if checksum is None else [count, offset, checksum]
    if not all(type(number) is int and 0 <= number < 1 << 62 for number in numbers):
        raise ValueError(f"no numbers: {numbers}")
    if not _DTYPE.fullmatch(dtype):
        raise ValueError(f"no type of numbers: {dtype}")
    return _Place(np.dtype(dtype), count, offset, checksum)


def _header(arrays: Arrays, offsets: Mapping[str, int], sums: Mapping[str, int]) -> bytes:
    entries = {
        name: [array.dtype.str, array.size, offsets[name], sums[name]]
        for name, array in arrays.items()
    }
    return json.dumps(entries).encode()


def _aligned(at: int) -> int:
    return -(-at // _ALIGN) * _ALIGN
