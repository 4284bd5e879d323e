"""Files that are no text: told by their first bytes."""

import re

from analyzers.encodings import utf16
from indexer.report import Skipped
from indexer.sources.tar import is_header

_READ = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # an empty one
    (b"WARC/", "warc"),
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file: save it as .docx or text"),
    (b"{\\rtf", "an RTF file: save it as .docx or text"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\xfd7zXZ\0", "an XZ archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"bplist00", "a Safari web archive: save the page as HTML"),
    (b"SQLite format 3\0", "a database"),
)
_OFFICE = (  # a zip that is no archive for its user: what is in its head
    (b"word/", "docx"),
    (b"xl/", "an Excel file: save it as .csv"),
    (b"ppt/", "a PowerPoint file: save it as .pdf"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file: save it as .docx or .csv"),
)
_IS_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/")
_OFFICE_WITHIN = 4096  # bytes
_TEXT_WITHIN = 4096  # bytes
_PDF_WITHIN = 1024  # bytes: some have a line of a mail or of a web server above

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# VISCII writes six rare capitals as control characters; in a binary file a tenth are.
_MOST_CONTROLS = 0.02


def kind_of_bytes(head: bytes) -> str | Skipped | None:
    """Return the name of the format of what begins with `head`, or why it has none; None: text."""
    kind = next((kind for magic, kind in _READ if head.startswith(magic)), None)
    if kind is not None:
        return _of_zip(head) if kind == "zip" else kind
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if is_header(head):
        return "tar"
    head = head[:_TEXT_WITHIN]
    reason = next((reason for magic, reason in _REFUSED if head.startswith(magic)), "")
    if not reason and utf16(head) is None and _is_binary(head):
        reason = "binary: it holds no text"
    return Skipped("", reason) if reason else None


def _of_zip(head: bytes) -> str | Skipped:
    if _IS_OFFICE.search(head[:_OFFICE_WITHIN]):
        for part, kind in _OFFICE:
            if part in head:
                return kind if kind == "docx" else Skipped("", kind)
    return "zip"


def _is_binary(head: bytes) -> bool:
    return len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head)
