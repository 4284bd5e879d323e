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
_OFFICE = (  # a zip that is no archive for its user: the folder in it that tells what it is
    (b"word/", "docx"),
    (b"xl/", "an Excel file: save it as .csv"),
    (b"ppt/", "a PowerPoint file: save it as .pdf"),
)
# The first member of such a file: of an archive that holds one it has the name of that file.
_IS_OFFICE = re.compile(
    rb"\[Content_Types\]\.xml|_rels/|docProps/|customXml/|(?:word|xl|ppt)/\w+\.xml"
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"  # with its content, by its standard
_LOCAL_NAME = 30  # bytes before the first name in a zip
_LOCAL_LENGTH = slice(26, 28)  # where the length of that name stands
_TEXT_WITHIN = 4096  # bytes
_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-")
_PDF_WITHIN = 1024  # bytes: some have lines of a mail or of a web server above

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# VISCII writes six rare capitals as control characters; in a binary file a tenth are.
_MOST_CONTROLS = 0.02


def kind_of_bytes(head: bytes) -> str | Skipped | None:
    """Return the name of the format of what begins with `head`, or why it has none; None: text."""
    kind = next((kind for magic, kind in _READ if head.startswith(magic)), None)
    if kind is not None:
        return _of_zip(head) if kind == "zip" else kind
    if is_header(head):  # first: what it holds begins close behind
        return "tar"
    if _PDF.search(head[:_PDF_WITHIN]):
        return "pdf"
    head = head[:_TEXT_WITHIN]
    reason = next((reason for magic, reason in _REFUSED if head.startswith(magic)), "")
    if not reason and utf16(head) is None and _is_binary(head):
        reason = "binary: it holds no text"
    return Skipped("", reason) if reason else None


def _of_zip(head: bytes) -> str | Skipped:
    end = _LOCAL_NAME + int.from_bytes(head[_LOCAL_LENGTH], "little")
    found = [(at, kind) for folder, kind in _OFFICE if (at := head.find(folder)) >= 0]
    if found and _IS_OFFICE.match(head[:end], _LOCAL_NAME):
        kind = min(found)[1]  # what stands behind may be a table or a picture in it
        return kind if kind == "docx" else Skipped("", kind)
    if head.startswith(_OPEN_DOCUMENT, _LOCAL_NAME):
        return Skipped("", "an OpenDocument file: save it as .docx or .csv")
    return "zip"


def _is_binary(head: bytes) -> bool:
    return len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head)
