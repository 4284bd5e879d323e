"""Tar archives, read from front to back, as they were made for tapes.

The standard library reads them so too, but ends silently where a header is damaged, and
takes the names of members into memory however long they say they are.
"""

import re
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from indexer.report import Skipped
from indexer.sources.streams import BREAKS_OFF, Budget, Member, Stream, Window

_BLOCK = 512  # bytes, of which all there is is a multiple
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_SAYING = (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_LONGEST_NAME = 1 << 16  # bytes, with what else a header in front of a member says
_SIZE = re.compile(rb"\d{1,18}")
_FIELD = re.compile(rb"(\d{1,8}) ([^=]{1,100})=")


def is_header(block: bytes) -> bool:
    """Return whether a tar archive may begin with `block`."""
    try:
        tarfile.TarInfo.frombuf(block[:_BLOCK], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def members(stream: Stream, _: Budget) -> Iterator[Member | Skipped]:
    """Yield the files of an archive; each must be read before the next is asked for."""
    said: dict[bytes, bytes] = {}
    while block := stream.read(_BLOCK):
        if not block.strip(b"\0"):  # the end, where no other archive was put behind it
            continue
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            if not stream.problem:
                yield Skipped("", f"damaged: {error}; what comes behind is not read")
            return
        is_said = info.type in _SAYING
        size = max(0, info.size) if is_said else _size(info, said)
        window = Window(stream, size)
        if is_said:
            said |= _said(info, window.read_all(_LONGEST_NAME))
        else:
            if info.type in _FILES:
                name = said.get(b"path", b"").decode("utf-8", "surrogateescape") or info.name
                yield Member(name, Stream(window))
            said = {}
        if not window.skip() or not _is_padded(stream, size):
            if not stream.problem:
                yield Skipped("", BREAKS_OFF)
            return


def _size(info: tarfile.TarInfo, said: dict[bytes, bytes]) -> int:
    size = said.get(b"size", b"")
    return int(size) if _SIZE.fullmatch(size) else max(0, info.size)


def _said(info: tarfile.TarInfo, data: bytes) -> dict[bytes, bytes]:
    """Return what a header says of the member behind it."""
    if info.type == tarfile.GNUTYPE_LONGNAME:
        return {b"path": data.rstrip(b"\0")}
    found, at = {}, 0
    while match := _FIELD.match(data, at):  # its length first: a name may hold any character
        end = at + int(match[1])
        found[match[2]] = data[match.end() : end - 1]
        at = max(end, match.end())
    return found


def _is_padded(stream: BinaryIO, size: int) -> bool:
    rest = -size % _BLOCK
    return len(stream.read(rest)) == rest
