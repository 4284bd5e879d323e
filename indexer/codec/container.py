"""One file of named arrays, mapped into memory: opening it reads a header and nothing else.

8 bytes   b"TIMTIN01"
4 bytes   length of the header, little endian
4 bytes   CRC-32 of the header
header    JSON: {name: [dtype, count, offset from the start of the file]}
arrays    little endian, each at a multiple of 64 bytes, a line of the processor's cache
"""

import json
import mmap
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MAGIC = b"TIMTIN01"
_ALIGN = 64
_INTRO = 16

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write one-dimensional `arrays` to a new file, on the disk before this returns."""
    plain = {
        name: np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        for name, array in arrays.items()
    }
    # A header as long as the longest offsets make it: then each offset can be known before.
    size = len(_header(plain, dict.fromkeys(plain, 10**15)))
    at, offsets = _aligned(_INTRO + size), {}
    for name, array in plain.items():
        offsets[name] = at
        at = _aligned(at + array.nbytes)
    with path.open("xb") as file:
        header = _header(plain, offsets).ljust(size)
        file.write(MAGIC + size.to_bytes(4, "little"))
        file.write(zlib.crc32(header).to_bytes(4, "little") + header)
        for name, array in plain.items():
            file.seek(offsets[name])
            file.write(array.data)  # tofile's errors do not say what went wrong
        file.truncate(at)
        file.flush()
        os.fsync(file.fileno())


def map_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file as views on its pages, which all processes share.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file, or cut off.
    """
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise ValueError("it is empty, so it is damaged")
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if pages[:8] != MAGIC:
        raise ValueError("it is no segment of Tìm Tin, or its beginning is damaged")
    size = int.from_bytes(pages[8:12], "little")
    header = pages[_INTRO : _INTRO + size]
    if len(header) != size or zlib.crc32(header) != int.from_bytes(pages[12:_INTRO], "little"):
        raise ValueError("its header is damaged, or it is cut off")
    arrays, end = {}, _aligned(_INTRO + size)
    try:
        for name, (dtype, count, offset) in json.loads(header).items():
            arrays[name] = np.frombuffer(pages, np.dtype(dtype), count, offset)
            end = _aligned(offset + arrays[name].nbytes)
    except ValueError as error:
        raise ValueError(f"it is cut off ({error})") from error
    if len(pages) != end:
        raise ValueError(f"it is cut off: {len(pages)} bytes of {end}")
    return arrays


def _header(arrays: Arrays, offsets: Mapping[str, int]) -> bytes:
    entries = {name: [array.dtype.str, array.size, offsets[name]] for name, array in arrays.items()}
    return json.dumps(entries).encode()


def _aligned(at: int) -> int:
    return -(-at // _ALIGN) * _ALIGN
