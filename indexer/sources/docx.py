"""Word files: paragraphs and tables in their order, the title the file marks as such first.

A text, and no record: its id is the path of the file, so that an edited file keeps it, and
date and author stand in its lines as on a saved page. Text boxes are not read.
"""

import io
import itertools
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from analyzers import encodings
from indexer.report import Skipped, failed_row
from indexer.sources.document import Document, Raw
from indexer.sources.page import read_whole
from indexer.sources.stated_title import title_first

LARGEST_UNPACKED = 256 << 20  # bytes; most are pictures
LARGEST_MARKUP = 32 << 20  # bytes; parsing takes some ten times as much memory
_MISSING = 'Word files need a library: pip install "timtin[office]"'
_SAVE_AGAIN = "save it as .docx in Word or LibreOffice"
_TITLES = ("Title", "Heading 1")  # styles, the surest first
_HEAD = 12  # paragraphs with text among which the title stands
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Deleted text, formats, and drawings, whose text boxes come twice.
_NOT_READ = frozenset({"", "del", "moveFrom", "drawing", "pict", "object", "rPr", "pPr"})


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield the one document."""
    yield read_whole(stream, place, "docx")


def parse(raw: Raw, origin: str) -> Document | Skipped:
    """Return the text, a line for each paragraph and each row of a table."""
    if reason := _not_a_package(raw.data):
        return Skipped(origin, reason)
    try:
        import docx  # noqa: PLC0415  an extra: who has no Word files needs none of it
    except ImportError:
        return Skipped(origin, _MISSING)
    try:
        return _read(docx.Document(io.BytesIO(raw.data)), origin)
    except Exception as error:  # noqa: BLE001  a package can be broken in any of its parts
        row = failed_row(origin, error)
        return Skipped(origin, f"broken Word file ({row.reason}): {_SAVE_AGAIN}")


def _not_a_package(data: bytes) -> str:
    """Return why `data` is not unpacked, else ''."""
    if not data.strip():
        return "empty"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        return f"not a Word file ({str(error)[:80]}): {_SAVE_AGAIN}"
    if sum(entry.file_size for entry in entries if _is_markup(entry)) > LARGEST_MARKUP:
        return f"more than {LARGEST_MARKUP >> 20} MB beside its pictures"
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        return f"more than {LARGEST_UNPACKED >> 20} MB unpacked"
    return ""


def _is_markup(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _read(word: Any, origin: str) -> Document | Skipped:
    names = {style.style_id: style.name for style in word.styles}
    found = [(names.get(style), text) for style, text in _blocks(word.element.body)]
    text, _, _ = encodings.repair("\n".join(text for _, text in found))
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return Skipped(origin, "no text in it, at most pictures of text")
    title = _styled_title(found) or word.core_properties.title
    lines = title_first(lines, encodings.repair(title).text) or lines
    return Document(origin=origin, kind="text", text="\n".join(lines))


def _styled_title(blocks: Iterable[tuple[str | None, str]]) -> str:
    head = list(itertools.islice(((style, text) for style, text in blocks if text.strip()), _HEAD))
    return next((text for wanted in _TITLES for style, text in head if style == wanted), "")


def _blocks(parent: Any) -> Iterator[tuple[str | None, str]]:
    """Yield the style and text of each paragraph and each row below `parent`.

    python-docx's own walk leaves out what stands in content controls and tracked insertions,
    and repeats a cell as often as the file says that it spans columns.
    """
    for child in parent:
        tag = _tag(child)
        if tag == "p":
            yield child.style, "".join(_pieces(child))
        elif tag == "tr":
            cells = ("\n".join(text for _, text in _blocks(cell)) for cell in child)
            yield None, " | ".join(text for cell in cells if (text := " ".join(cell.split())))
        elif tag not in _NOT_READ:
            yield from _blocks(child)


def _pieces(parent: Any) -> Iterator[str]:
    """Yield the text below an element of a paragraph."""
    for child in parent:
        tag = _tag(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _SPACES:
            yield _SPACES[tag]
        elif tag not in _NOT_READ:
            yield from _pieces(child)


def _tag(element: Any) -> str:
    """Return the name of a Word element; '' for comments and what is not Word's."""
    tag = element.tag
    return tag.removeprefix(_WORD) if isinstance(tag, str) and tag.startswith(_WORD) else ""
