"""MHTML: a page that a browser saved with all its parts in one file, as a mail with parts."""

import email
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import BinaryIO

from indexer.report import Skipped, failed_row
from indexer.sources import page
from indexer.sources.document import Document, Raw

_ADDRESS = ("Snapshot-Content-Location", "Content-Location")


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield the one page in `stream`."""
    yield page.read_whole(stream, place, "mhtml")


def parse(raw: Raw, origin: str) -> Document | Skipped:
    """Return the first part that is HTML; the others are its frames and advertisements."""
    try:
        message = email.message_from_bytes(raw.data)
        part = next((part for part in message.walk() if _is_page(part)), None)
        if part is None:
            return Skipped(origin, "no page in it")
        url = next((said for name in _ADDRESS for said in _said(name, message, part)), "")
        data = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
    except Exception as error:  # noqa: BLE001  a mail can be broken in any of its parts
        return failed_row(origin, error)
    data = data if isinstance(data, bytes) else b""
    return page.parse(replace(raw, data=data, format="html", url=url, charset=charset), origin)


def _is_page(part: Message) -> bool:
    return part.get_content_type() in {"text/html", "application/xhtml+xml"}


def _said(name: str, *parts: Message) -> Iterator[str]:
    for part in parts:
        said = str(part.get(name, ""))
        if said.startswith(("http://", "https://")):
            yield said
