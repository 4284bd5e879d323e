"""Which format reads a file: what its first bytes show, else what its name says."""

import json
import re
from pathlib import PurePosixPath

from analyzers.encodings import decode, utf16
from indexer.report import Skipped
from indexer.sources.page import is_html
from indexer.sources.tar import is_header

HEAD = 4096  # bytes that show what a text is

BY_SUFFIX = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".rss", ".atom"), "feed"),
}
_PAGES = frozenset({".txt", ".html", ".htm", ".xhtml", ".shtml", ".pdf", ".docx"})

# What a browser saves beside a page, and what else holds no news by its nature.
_NO_ARTICLES = frozenset(
    (
        ".jpg .jpeg .png .gif .webp .avif .svg .ico .bmp .tif .tiff .heic "  # pictures
        ".css .js .mjs .map .download .woff .woff2 .ttf .otf .eot "  # parts of a page
        ".mp3 .mp4 .m4a .m4v .mov .avi .wav .webm .ogg .flv .swf"  # sound and film
    ).split()
)

_MAGIC = (
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
_PDF_WITHIN = 1024  # bytes: some have a line of a mail or of a web server above

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# VISCII writes six rare capitals as control characters; in a binary file a tenth are.
_MOST_CONTROLS = 0.02

_XML = re.compile(r"<\?xml|<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"(?:<\?.*?\?>|<!--.*?-->|<!.*?>|\s)*<(?:\w+:)?(\w+)", re.DOTALL)
_FEEDS = frozenset({"rss", "feed", "rdf"})
_TEXTS = frozenset({"", ".txt", ".text"})
# Settings and scripts lie beside articles; of the letters of Vietnamese every fifth is marked.
_MARKED = re.compile("[À-ỹ\u0300-\u0323]+")
_FEWEST_MARKED = 0.05
_OBJECT = re.compile(r'\{\s*"[^"]*"\s*:')


def passed_over(name: str) -> Skipped | None:
    """Return the row of a file that by its name holds no article, or None."""
    suffix = PurePosixPath(name.lower()).suffix
    return Skipped("", "holds no article", passed=True) if suffix in _NO_ARTICLES else None


def is_page(name: str) -> bool:
    """Return whether a file holds one page by its name, so that it states no ids."""
    return PurePosixPath(name.lower()).suffix in _PAGES


def kind_of(head: bytes, name: str) -> str | Skipped:
    """Return the name of the format of a file that begins with `head`, or why it has none."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _of_zip(head) if kind == "zip" else kind
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if is_header(head):
        return "tar"
    for magic, reason in _REFUSED:
        if head.startswith(magic):
            return Skipped("", reason)
    head = head[:HEAD]
    if utf16(head) is None and _is_binary(head):
        return Skipped("", "binary: it holds no text")
    return _of_text(decode(head).text.lstrip("\ufeff \t\r\n"), name)


def _of_zip(head: bytes) -> str | Skipped:
    if _IS_OFFICE.search(head[:HEAD]):
        for part, kind in _OFFICE:
            if part in head:
                return kind if kind == "docx" else Skipped("", kind)
    return "zip"


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls > _MOST_CONTROLS * len(head)


def _of_text(text: str, name: str) -> str | Skipped:
    suffix = PurePosixPath(name.lower()).suffix
    named = BY_SUFFIX.get(suffix, "text")
    if _XML.match(text):
        root = _ROOT.match(text)
        kind = root[1].lower() if root else ""
        if kind in _FEEDS:
            return "feed"
        if kind != "html" and named != "html":
            return Skipped("", f"XML, but neither a page nor a feed (<{kind[:40]}>)")
        return "html"
    if is_html(text):
        return "html"
    if named == "text" and _OBJECT.match(text):
        return _of_object(text)
    if named == "text" and suffix not in _TEXTS and not _is_vietnamese(text):
        return Skipped(
            "", f"text, but {suffix} is no kind that is read: call it .txt if it is news"
        )
    return named


def _is_vietnamese(text: str) -> bool:
    marked = sum(map(len, _MARKED.findall(text)))
    return marked >= _FEWEST_MARKED * len(text)


def _of_object(text: str) -> str | Skipped:
    line, end, _ = text.partition("\n")
    try:
        if end:
            json.loads(line)
    except (ValueError, RecursionError):
        return Skipped("", "JSON, but not one article a line")
    return "jsonl"
