"""One file of named arrays, mapped into memory: opening it reads a header and nothing else.

8 bytes   b"TIMTIN01"
4 bytes   length of the header, little endian
4 bytes   CRC-32 of the header
header    JSON: {name: [dtype, count, offset from the start of the file, CRC-32 of its bytes]}
arrays    little endian, each at a multiple of 64 bytes, a line of the processor's cache

Files of before arrays had a checksum have no fourth value, and are read as well.
"""

import json
import mmap
import os
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.durable import forget_cached, naming, not_as_written

MAGIC = b"TIMTIN01"
_ALIGN = 64
_INTRO = 16
_LONGEST_HEADER = 1 << 20  # bytes; that of a segment has 4,000
_DTYPE = re.compile(r"\|[bui]1|<[uif][248]|\|V[1-9][0-9]?")

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write one-dimensional `arrays` to a new file, on the disk before this returns.

    Raises:
        OSError: it cannot be written, or what is read back is not what was written.
    """
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
    with naming(path), path.open("xb") as file:
        sums = {name: zlib.crc32(array.data) for name, array in plain.items()}
        header = _header(plain, offsets, sums).ljust(size)
        file.write(MAGIC + size.to_bytes(4, "little"))
        file.write(zlib.crc32(header).to_bytes(4, "little") + header)
        for name, array in plain.items():
            file.seek(offsets[name])
            file.write(array.data)  # tofile's errors do not say what went wrong
        file.truncate(at)
        file.flush()
        os.fsync(file.fileno())
    forget_cached(path)
    try:
        damaged = damaged_arrays(path)
    except ValueError as error:
        raise not_as_written(path) from error
    if damaged:
        raise not_as_written(path)


def map_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file as views on its pages, which all processes share.

    Whatever the file says of itself, each array lies in it, and none over another.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or damaged.
    """
    return _map(path)[0]


def damaged_arrays(path: Path) -> list[str] | None:
    """Read all of a file, and return the names of the arrays that are not as they were written.

    None when it cannot tell, because it was written before arrays had checksums. The checksums
    were taken of what was in memory, so this finds what a disk wrote wrong, too.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or damaged before its arrays.
    """
    arrays, sums = _map(path)
    if len(sums) < len(arrays):
        return None
    return [name for name, array in arrays.items() if zlib.crc32(array.data) != sums[name]]


def remaining_arrays(path: Path) -> tuple[dict[str, Array], set[str]]:
    """Return the arrays that lie in a file, even if it is cut off, and which are surely whole.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or damaged before its arrays.
    """
    arrays, sums = _map(path, cut_off=True)
    return arrays, {name for name, own in sums.items() if zlib.crc32(arrays[name].data) == own}


def _map(path: Path, *, cut_off: bool = False) -> tuple[dict[str, Array], dict[str, int]]:
    """Return the arrays of a file, which may be `cut_off`, and the checksums of those with one."""
    with naming(path), path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise ValueError("it is empty, so it is damaged")
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if pages[:8] != MAGIC:
        raise ValueError("it is no segment of Tìm Tin, or its beginning is damaged")
    size = int.from_bytes(pages[8:12], "little")
    header = pages[_INTRO : _INTRO + min(size, _LONGEST_HEADER)]
    if len(header) != size or zlib.crc32(header) != int.from_bytes(pages[12:_INTRO], "little"):
        raise ValueError("its header is damaged, or it is cut off")
    arrays: dict[str, Array] = {}
    sums: dict[str, int] = {}
    end = _aligned(_INTRO + size)
    for name, (dtype, count, offset, checksum) in _entries(header).items():
        if offset != end:
            raise ValueError(f"its header is damaged: {name!r} is not where it should be")
        end = _aligned(offset + count * dtype.itemsize)
        if end > len(pages):
            if cut_off:
                return arrays, sums
            raise ValueError(f"it is cut off: {len(pages)} bytes of at least {end}")
        arrays[name] = np.frombuffer(pages, dtype, count, offset)
        if checksum is not None:
            sums[name] = checksum
    if len(pages) != end and not cut_off:
        raise ValueError(f"it is cut off: {len(pages)} bytes of {end}")
    return arrays, sums


def _entries(header: bytes) -> dict[str, tuple[np.dtype[Any], int, int, int | None]]:
    """Return what a header says of each array: type, count, offset and checksum."""
    try:
        return {name: _entry(*told) for name, told in json.loads(header).items()}
    # A header that a stranger wrote may also be nested, or nothing like ours.
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        raise ValueError(f"its header is damaged ({error})") from error


def _entry(
    dtype: str, count: int, offset: int, checksum: int | None = None
) -> tuple[np.dtype[Any], int, int, int | None]:
    numbers = [count, offset] if checksum is None else [count, offset, checksum]
    if not all(type(number) is int and 0 <= number < 1 << 62 for number in numbers):
        raise ValueError(f"no numbers: {numbers}")
    if not _DTYPE.fullmatch(dtype):
        raise ValueError(f"no type of numbers: {dtype}")
    return np.dtype(dtype), count, offset, checksum


def _header(arrays: Arrays, offsets: Mapping[str, int], sums: Mapping[str, int]) -> bytes:
    entries = {
        name: [array.dtype.str, array.size, offsets[name], sums[name]]
        for name, array in arrays.items()
    }
    return json.dumps(entries).encode()


def _aligned(at: int) -> int:
    return -(-at // _ALIGN) * _ALIGN
