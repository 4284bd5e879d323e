"""Web archives (WARC): the pages that were answered with 200, each by its address."""

import io
import re
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader

from indexer.report import Skipped, failed_row
from indexer.sources.document import Raw, visible
from indexer.sources.page import LONGEST_PAGE, read_whole
from indexer.sources.streams import BREAKS_OFF, Budget, Stream, Window

_LONGEST_HEADER = 1 << 16  # bytes
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_RESPONSE = re.compile(rb"^warc-type:[ \t]*response[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_DONE = "200"
_PLAIN = "identity"
_PAGE = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"' ]?([\w.:-]{2,40})", re.IGNORECASE)


def members(stream: Stream, budget: Budget) -> Iterator[Raw | Skipped]:
    """Yield the pages of an archive; requests, pictures, errors and repeats are passed over.

    One record is in memory at a time. A page is as its site meant it, unpacked.
    """
    empty = True
    while header := _header(stream):
        length = _LENGTH.search(header)
        if not header.startswith(b"WARC/") or length is None:
            yield Skipped("", "damaged: no record where one must begin; the rest is not read")
            return
        window = Window(stream, int(length[1]))
        # What is longer than any page is a film.
        if _RESPONSE.search(header) and window.left <= LONGEST_PAGE:
            content = window.read_all()
            if not window.left and (found := _page(header, content, budget)):
                empty = False
                yield found
        if not window.skip():
            if not stream.problem:
                yield Skipped("", BREAKS_OFF)
            return
    if empty and not stream.problem:
        yield Skipped("", "no saved page in it")


def _header(stream: Stream) -> bytes:
    """Return the lines up to the next blank one, behind those that end the record before."""
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(_LONGEST_HEADER):
        size += len(line)
        if size > _LONGEST_HEADER:
            return b"too long"
        if line.strip():
            lines.append(line)
        elif lines:
            break
    return b"".join(lines)


def _page(header: bytes, content: bytes, budget: Budget) -> Raw | Skipped | None:
    """Return the page that a response holds, or None when it holds something else."""
    url = ""
    # Closed: warcio's objects hold each other, and with them what they read, for some time.
    with io.BytesIO(b"".join((header, b"\r\n", content, b"\r\n\r\n"))) as data:
        try:
            record = next(ArchiveIterator(data))
            url = visible(record.rec_headers.get_header("WARC-Target-URI", "").strip("<> "))
            headers = record.http_headers
            kind = headers.get_header("Content-Type", "") if headers else ""
            if (
                not headers
                or headers.get_statuscode() != _DONE
                or (kind and not _PAGE.search(kind))
            ):
                return None
            return _unpacked(record, url, kind, budget)
        except Exception as error:  # noqa: BLE001  of damaged headers anything may come
            return failed_row(f"!{url}", error)


def _unpacked(record: Any, url: str, kind: str, budget: Budget) -> Raw | Skipped:
    """Return the page of a response as its site meant it: it may be packed and in chunks."""
    packed = record.http_headers.get_header("Content-Encoding", "").strip().lower()
    if packed and packed not in (_PLAIN, *BufferedReader.get_supported_decompressors()):
        return Skipped(f"!{url}", f"packed in a way that is not read: {packed[:40]}")
    charset = _CHARSET.search(kind)
    page = Stream(record.content_stream(), budget)
    found = read_whole(page, f"!{url}", "html", url, charset[1] if charset else "")
    return Skipped(f"!{url}", page.problem) if page.problem else found
