"""Zip archives: by their list of members, or from front to back when that is lost."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from indexer.report import Skipped
from indexer.sources.streams import (
    BREAKS_OFF,
    BUFFER,
    Budget,
    Closed,
    Member,
    Readable,
    Stream,
    Window,
)

_NESTED = 64 << 20  # bytes of a zip in another archive: its list stands at its end
_ENCRYPTED = 1  # flags of a member
_SIZE_BEHIND = 8
_UTF8 = 0x800
# Others are as good as never met, and their unpackers cannot be told to stop at a size.
_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_HEADER = 30  # bytes before the name of a member
_SIGNATURE = b"PK\x03\x04"


def members(stream: Stream, budget: Budget) -> Iterator[Member | Skipped]:
    """Yield the files of an archive; each must be read before the next is asked for."""
    if stream.seekable():
        yield from _members(stream, budget)
        return
    data = stream.read(_NESTED + 1)
    if len(data) > _NESTED:
        yield Skipped("", f"a zip of more than {_NESTED >> 20} MB in another archive: unpack it")
        return
    yield from _members(Stream.of_file(io.BytesIO(data)), budget)


def _members(stream: Stream, budget: Budget) -> Iterator[Member | Skipped]:
    try:
        archive = zipfile.ZipFile(stream)
    except Exception as error:  # noqa: BLE001  of a broken list anything may come
        stream.seek(0)
        yield from _without_list(stream, budget)
        yield Skipped("", f"damaged: {str(error)[:80]}; what could be found in it was read")
        return
    # In the order of names, as in a folder: a page stands before what was saved with it.
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        if not info.is_dir():
            yield Member(_name(info), Stream(_opened(archive, info), budget))


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Readable:
    if info.flag_bits & _ENCRYPTED:
        return Closed("encrypted: unpack it with its password")
    if info.compress_type not in _READ:
        return Closed("packed in a way that is not read: pack it as usual (deflate)")
    try:
        return archive.open(info)
    except Exception as error:  # noqa: BLE001  as above
        return Closed(f"damaged: {str(error)[:80]}")


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member: many a packer writes UTF-8 and does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except ValueError:
        return info.filename


def _without_list(stream: Stream, budget: Budget) -> Iterator[Member | Skipped]:
    """Yield what stands one behind the other, up to where that cannot be followed."""
    while (header := stream.read(_HEADER)).startswith(_SIGNATURE) and len(header) == _HEADER:
        flags, method = _int(header, 6, 2), _int(header, 8, 2)
        size = _int(header, 18, 4)
        name = stream.read(_int(header, 26, 2)).decode("utf-8", "backslashreplace")
        stream.read(_int(header, 28, 2))
        if flags & _ENCRYPTED or method not in _READ or (method == 0 and flags & _SIZE_BEHIND):
            return
        if method == zipfile.ZIP_STORED:
            window = Window(stream, size)
            yield Member(name, Stream(window))
            if not window.skip():
                return
        else:
            inflated = _Inflated(stream)
            yield Member(name, Stream(inflated, budget))
            if not inflated.skip(budget):
                return
            if flags & _SIZE_BEHIND:
                _pass_sizes(stream)


def _int(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _pass_sizes(stream: Stream) -> None:
    """Go on behind the sizes that follow a member, with or without their own mark."""
    stream.read(12)
    if stream.peek(4)[:4] not in (_SIGNATURE, b"PK\x01\x02"):
        stream.read(4)


class _Inflated:
    """A packed member of unknown size: it ends where its packing says so."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes.

        Raises:
            EOFError: the stream ends too early.
            zlib.error: it is damaged.
        """
        while not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._take()
            if not packed:
                raise EOFError(BREAKS_OFF)
            data = self._inflate.decompress(packed, size)
            if self._inflate.eof:
                self._give_back(len(self._inflate.unused_data))
            if data:
                return data
        return b""

    def _take(self) -> bytes:
        return self._stream.read(BUFFER)

    def _give_back(self, size: int) -> None:
        self._stream.seek(-size, io.SEEK_CUR)

    def skip(self, budget: Budget) -> bool:
        """Go to the end, and return whether it can be found."""
        rest = Stream(self, budget)
        while rest.read(BUFFER):
            pass
        return not rest.problem
