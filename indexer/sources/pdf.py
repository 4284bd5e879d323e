"""PDF: the text that a file holds, its lines joined to paragraphs; pictures of text are not read.

A text, and no record: its id is the path of the file, and its title, date and author stand in
its lines as on a saved page. The dates that a PDF states are those of its making.
"""

import io
import logging
import math
import re
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

from analyzers import encodings
from indexer.report import Skipped
from indexer.sources.document import Document, Raw
from indexer.sources.page import read_whole
from indexer.sources.pdf_lines import Line, headline, paragraphs, printed_from, without_margins
from indexer.sources.stated_title import title_first

MOST_PAGES = 2000
LONGEST_READ = 60  # seconds for a file; a page of news takes some hundredths of one
_MISSING = 'PDF files need a library: pip install "timtin[office]"'
_ENCRYPTED = "encrypted: save it without its password"
_NO_TEXT = "no text in it, at most pictures of text: have it recognised first (OCR)"
_NO_LETTERS = "its fonts do not say which letters they show: have it recognised anew (OCR)"
_FEWEST_LETTERS = 0.5  # of what is not space; signs and codes without meaning are none
# Drawn as one letter, as in "file"; no Vietnamese word has them.
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), "ff fi fl ffi ffl st st".split(), strict=True))
_NUMBER = rb"([+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))\s{1,4}"
_TWO_MOVES = re.compile(_NUMBER * 6 + rb"Tm\s{1,4}" + _NUMBER * 2 + rb"Td(?!\w)")


class _TooSlowError(Exception):
    """The time for a file is over."""


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield the one document."""
    yield read_whole(stream, place, "pdf")


def parse(raw: Raw, origin: str) -> Document | Skipped:
    """Return the text, a line for each paragraph, what is repeated on the pages left out."""
    try:
        import pypdf  # noqa: PLC0415  an extra: who has no PDF files needs none of it
    except ImportError:
        return Skipped(origin, _MISSING)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it tells of each odd object
    try:
        return _read(pypdf.PdfReader(io.BytesIO(raw.data)), origin)
    except pypdf.errors.DependencyError:
        return Skipped(origin, _ENCRYPTED)
    except _TooSlowError:
        return Skipped(origin, f"reading it takes more than {LONGEST_READ} seconds: split it")
    except Exception as error:  # noqa: BLE001  a PDF can be broken in any of its objects
        seen = f"{type(error).__name__}: {str(error)[:80]}"
        return Skipped(origin, f"broken PDF ({seen}): print it to a new PDF")


def _read(reader: Any, origin: str) -> Document | Skipped:
    if reader.is_encrypted and not reader.decrypt(""):
        return Skipped(origin, _ENCRYPTED)
    if len(reader.pages) > MOST_PAGES:
        return Skipped(origin, f"more than {MOST_PAGES} pages: split it")
    deadline = time.monotonic() + LONGEST_READ
    pages = [_lines(page, deadline) for page in reader.pages]
    lines = [line for page in without_margins(pages) for line in page]
    shown = "".join(word for line in lines for word in line.text.split())
    if not shown:
        return Skipped(origin, _NO_TEXT)
    if sum(map(str.isalnum, shown)) < _FEWEST_LETTERS * len(shown):
        return Skipped(origin, _NO_LETTERS)
    lines = _repaired(lines)
    texts = paragraphs(lines)
    stated = encodings.repair(str((reader.metadata or {}).get("/Title") or "")).text
    found = title_first(texts, stated) or title_first(texts, headline(lines)) or texts
    url = printed_from(pages)
    return Document(
        origin=origin, kind="text", text="\n".join(found), given={"url": url} if url else {}
    )


def _lines(page: Any, deadline: float) -> list[Line]:
    """Return the lines of a page, each with the size of its letters.

    Raises:
        _TooSlowError: the deadline is over; forms within forms can make a page endless.
    """
    lines = [Line("")]

    def watch(*_: object) -> None:
        if time.monotonic() > deadline:
            raise _TooSlowError

    def collect(text: str, view: list[float], matrix: list[float], _: object, size: float) -> None:
        watch()
        first, *others = text.split("\n")
        line = lines[-1]
        if first.strip() and not line.text.strip():
            a, b, c, d, e, f = view
            left, base = (matrix[4] * a + matrix[5] * c + e, matrix[4] * b + matrix[5] * d + f)
            shown = abs(size) * math.hypot(*matrix[2:4]) * math.hypot(c, d)
            line = Line(line.text, round(shown, 1), left, base)
        lines[-1] = line._replace(text=line.text + first)
        lines.extend(map(Line, others))

    watch()
    _merge_moves(page)
    page.extract_text(visitor_text=collect, visitor_operand_before=watch)
    watch()  # pypdf goes on behind a form that raised
    return [line for line in lines if line.text.strip()]


def _merge_moves(page: Any) -> None:
    """Write moves to the start of a line and on from there as one.

    pypdf takes the second for a space. Browsers make both wherever the font changes, which
    is within a word when the font of the page lacks a letter: ``đ ượ c``.
    """
    from pypdf.generic import DecodedStreamObject, NameObject  # noqa: PLC0415  as in `parse`

    content = page.get_contents()
    data = content.get_data() if content is not None else b""
    merged = _TWO_MOVES.sub(_one_move, data)
    if merged != data:
        stream = DecodedStreamObject()
        stream.set_data(merged)
        page[NameObject("/Contents")] = stream


def _one_move(match: re.Match[bytes]) -> bytes:
    a, b, c, d, e, f, right, up = map(float, match.groups())
    e, f = e + right * a + up * c, f + right * b + up * d
    return b"%f %f %f %f %f %f Tm" % (a, b, c, d, e, f)


def _repaired(lines: list[Line]) -> list[Line]:
    """Return `lines` with text in fonts from before Unicode read as what it shows."""
    text = "\n".join(line.text for line in lines).translate(_LIGATURES)
    text = encodings.repair(text).text
    return [
        line._replace(text=better) for better, line in zip(text.split("\n"), lines, strict=True)
    ]
