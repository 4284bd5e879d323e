"""CSV: one article a row, the columns named by a header row in English or Vietnamese.

A row is handed on as the JSON line that states the same. Its letters stay the bytes they
were until a worker reads them: a comma, a quotation mark and the end of a line are the same
bytes in every encoding but UTF-16, and that comes as UTF-8 (see formats.py).
"""

import codecs
import csv
import io
import itertools
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from analyzers import encodings
from analyzers.compose import compose
from analyzers.fold_diacritics import fold_diacritics
from indexer.report import Skipped
from indexer.sources.document import Raw
from indexer.sources.jsonl import LONGEST_LINE

# The field of a record, and what its column may be called: folded, words apart by one space.
COLUMNS = {
    "id": ("id", "ma", "ma bai", "ma tin", "guid"),
    "title": ("title", "headline", "tieu de", "ten bai", "tua de"),
    "body": ("body", "content", "text", "noi dung", "noi dung bai", "toan van"),
    "date": (
        *("date", "published", "published at", "publish date", "publication date", "pubdate"),
        *("ngay", "ngay dang", "ngay xuat ban", "thoi gian"),
    ),
    "url": ("url", "link", "duong dan", "dia chi"),
    "source": ("source", "publisher", "nguon", "bao"),
    "author": ("author", "byline", "tac gia"),
    "cities": ("cities", "city", "thanh pho", "tinh", "tinh thanh", "tinh thanh pho"),
    "topics": ("topics", "topic", "chu de"),
}
_FIELDS = {name: field for field, names in COLUMNS.items() for name in names}
_LISTS = ("cities", "topics")  # several in one cell, by ";"
_NO_BODY = (
    "no column holds the text: the first row must name the columns, such as"
    " title (tiêu đề), body (nội dung), date (ngày đăng), url (đường dẫn),"
    " source (nguồn), author (tác giả), id (mã), cities (tỉnh), topics (chủ đề)"
)

_HEAD = 1 << 16  # bytes that show encoding, delimiter and header
_CHUNK = 1 << 20
_DELIMITERS = ",;\t"
_SAMPLE = 20  # rows that show which delimiter it is
_STATED = re.compile(r"[\ufeff ]*sep=(?P<delimiter>[,;|\t])\s*", re.IGNORECASE)
_TRANSPARENT = "latin-1"  # a character for each byte


class _Layout(NamedTuple):
    delimiter: str
    columns: tuple[str | None, ...]  # the field that each column holds


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield each row as a JSON line; a row that is broken is Skipped, with its line."""
    head = stream.read(_HEAD)
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    text = encodings.decode(whole_lines).text
    if not text.strip():
        yield Skipped(place, "empty")
        return
    layout = _layout(text)
    if layout is None:
        yield Skipped(place, _NO_BODY)
        return
    chunks = itertools.chain([head], iter(lambda: stream.read(_CHUNK), b""))
    csv.field_size_limit(LONGEST_LINE)  # of the whole process; long articles exceed the usual
    yield from _records(_rows(_lines(chunks), layout.delimiter), layout, place)


def _layout(text: str) -> _Layout | None:
    """Return how the file is laid out: by the delimiter that makes most rows fit the header."""
    found = []
    for delimiter in _stated_delimiter(text.split("\n", 1)[0]) or _DELIMITERS:
        rows = _sample(text, delimiter)
        columns = tuple(map(_field, rows[0])) if rows else ()
        if "body" in columns:
            even = sum(len(row) == len(columns) for row in rows)
            found.append((even, _Layout(delimiter, columns)))
    return max(found, key=lambda entry: entry[0])[1] if found else None


def _stated_delimiter(line: str) -> str:
    """Return what Excel's line ``sep=;`` states, else ''."""
    match = _STATED.fullmatch(line)
    return match["delimiter"] if match else ""


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows; what is behind a broken one is not looked at."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if not _is_blank(row, delimiter):
                rows.append(row)
            if len(rows) == _SAMPLE:
                break
    except csv.Error:
        pass
    return rows


def _is_blank(row: list[str], delimiter: str) -> bool:
    return not any(map(str.strip, row)) or bool(_stated_delimiter(delimiter.join(row)))


def _field(name: str) -> str | None:
    """Return the field of a record that a column of this name holds."""
    folded = fold_diacritics(compose(name).lower())
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    return _FIELDS.get(" ".join(words))


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield lines with their ends, a character for each byte; of one too long only its head."""
    rest, dropping = b"", False
    for chunk in chunks:
        # The last may go on in the next chunk, be it with the "\n" of its "\r\n".
        lines = (rest + chunk).removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
        rest = b"" if not lines or lines[-1].endswith(b"\n") else lines.pop()
        for line in lines:
            if not dropping:
                yield line.decode(_TRANSPARENT)
            dropping = False
        if len(rest) > LONGEST_LINE:
            if not dropping:
                yield rest.decode(_TRANSPARENT)
            rest, dropping = b"", True
    if rest and not dropping:
        yield rest.decode(_TRANSPARENT)


class _Lines:
    """The lines of a row; those behind the first can be read again when the row is broken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._size = 0
        self._may_give_back = True
        self.number = 1  # of the first line of the row

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self._size += len(line)
        if self._size > LONGEST_LINE:
            raise csv.Error(f"longer than {LONGEST_LINE >> 20} MB")
        return line

    def end_row(self, *, broken: bool = False) -> None:
        """Go on behind the row, of a broken one behind its first line.

        A quote that is not closed takes good rows along. What is read again is not given back
        once more, so that a file of nothing but such quotes is read twice and no more.
        """
        if broken and self._may_give_back:
            self._again.extendleft(reversed(self._row[1:]))
            del self._row[1:]
        self.number += len(self._row)
        self._row, self._size = [], 0
        self._may_give_back = not self._again


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield the line where each row begins, and its cells or what is wrong with it."""
    source = _Lines(lines)
    while True:
        row: list[str] | csv.Error
        try:
            row = next(csv.reader(source, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            row = error
        number = source.number
        source.end_row(broken=isinstance(row, csv.Error))
        yield number, row


def _records(
    rows: Iterable[tuple[int, list[str] | csv.Error]], layout: _Layout, place: str
) -> Iterator[Raw | Skipped]:
    header, lost, empty = True, False, True
    for number, row in rows:
        origin = f"{place}:{number}"
        if isinstance(row, csv.Error):
            lost = True
            yield Skipped(origin, f"broken row, {row}: see its quotation marks")
        elif _is_blank(row, layout.delimiter):
            continue
        elif header:
            header = False
            continue
        elif reason := _wrong(row, len(layout.columns)):
            # Behind a broken row come the pieces of it.
            if not lost:
                yield Skipped(origin, reason)
        else:
            lost = False
            yield Raw(_json_line(row, layout.columns), "jsonl", origin)
        empty = False
    if empty:
        yield Skipped(place, "no row below the names of the columns")


def _wrong(row: list[str], width: int) -> str:
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        return f"{len(row)} columns where the first row names {width}: is a quotation mark missing?"
    return "holds a NUL byte" if any("\0" in cell for cell in row) else ""


def _json_line(row: list[str], columns: tuple[str | None, ...]) -> bytes:
    record: dict[str, str | list[str]] = {}
    for field, cell in zip(columns, row, strict=False):
        if field in _LISTS:
            names = [name for part in cell.split(";") if (name := part.strip())]
            if names:
                record.setdefault(field, names)
        elif field and cell.strip():
            record.setdefault(field, cell)
    return json.dumps(record, ensure_ascii=False).encode(_TRANSPARENT)
