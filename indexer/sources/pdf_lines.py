"""The lines of printed pages joined to paragraphs; what is printed on each page left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_MARGIN = 3  # lines at the head and foot of a page that may be repeated on others
_REPEATED = 0.4  # of the pages: left and right ones differ
_FEWEST = 2  # pages that have it
_PAGE_NUMBER = re.compile(
    r"\W{0,6}(?:(?:trang|page)\W{0,3})?\d{1,4}(?: ?(?:/|of|trên) ?\d{1,4})?\W{0,6}", re.IGNORECASE
)
# Below a page and above it, as browsers print them: its address, and the day of printing.
_PRINTED = re.compile(r"(?:(?P<url>https?://\S+)|\w+:\S+) +\d{1,4}/\d{1,4}")
_STAMP = re.compile(r"\d{1,2}[/:]\d{1,2}\S*,? \d{1,2}[/:]\d{1,2}")
_DIGITS = re.compile(r"\d+")

_LONGER = 0.1  # of the lines are longer than a full one: they have narrow letters
_NARROWEST = 30  # characters of a column
_FULL = 0.85  # of the width: letters differ in theirs
_SAME_SIZE = 0.08  # of the size of letters: rounding
_HEADLINE = 1.15  # times the size of the text
_HEADLINE_LEADING = 1.8  # times the size of a headline, from one line of it to the next
_GAP = 1.25  # times the leading
_COMMON = 0.1  # of the lines: then it is no exception
_INDENT = 0.9  # times the size of the letters
_FEWEST_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_ITEM = re.compile(
    r"(?:[-–—+•*●▪]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]{1,5}[.)]|(?:Điều|Chương|Mục) \w+)[.:]?\s"
)
_HYPHENS = ("-", "\xad")  # the other one shows only at the end of a line


class Line(NamedTuple):
    """A line as it is printed."""

    text: str
    size: float = 0.0  # of its letters; all in points
    left: float = 0.0  # where it begins
    base: float = 0.0  # how high it stands


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without their numbers, and without heads and feet that they share."""
    margins = [_margins(page) for page in pages]
    places = Counter(key for margin in margins for key in set(map(_key, margin)))
    often = max(_FEWEST, _REPEATED * len(pages))
    kept = []
    for page, margin in zip(pages, margins, strict=True):
        stamped = {line.size for line in margin if _PRINTED.fullmatch(line.text)}
        dropped = {
            line
            for line in margin
            if places[_key(line)] >= often
            or _PAGE_NUMBER.fullmatch(line.text)
            or _PRINTED.fullmatch(line.text)
            or (line.size in stamped and _STAMP.match(line.text))
        }
        kept.append([line for line in page if line not in dropped])
    return kept


def printed_from(pages: Iterable[Sequence[Line]]) -> str:
    """Return the address that a browser printed under the pages, else ''."""
    feet = (_PRINTED.fullmatch(line.text) for page in pages for line in _margins(page))
    return next((foot["url"] for foot in feet if foot and foot["url"]), "")


def _margins(page: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a page that may be its head or foot."""
    edge = min(_MARGIN, max(2, len(page) // 4))
    return (*page[:edge], *page[edge:][-edge:])


def _key(line: Line) -> str:
    """Return what a head has in common with the one on the next page: all but numbers."""
    return " ".join(_DIGITS.sub("#", line.text).casefold().split())


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return the text of `lines`, those of one paragraph joined."""
    print_ = _Print.of(lines)
    words = frozenset(word.casefold() for line in lines for word in line.text.split())
    found: list[list[str]] = []
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line, print_):
            _append(found[-1], line.text.strip(), words)
        else:
            found.append([line.text.strip()])
        before = line
    return [" ".join(pieces) for pieces in found]


def headline(lines: Sequence[Line]) -> str:
    """Return the lines in the largest letters, if they are larger than the text, else ''."""
    size = text_size(lines)
    for largest in sorted({line.size for line in lines if line.size >= _HEADLINE * size})[::-1]:
        first = next(index for index, line in enumerate(lines) if line.size == largest)
        text = " ".join(_run(lines[first:], largest))
        if len(text.split()) >= _FEWEST_WORDS:
            return text
    return ""


def text_size(lines: Iterable[Line]) -> float:
    """Return the size that most letters have."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _run(lines: Iterable[Line], size: float) -> Iterator[str]:
    for line in lines:
        if not _same(line.size, size):
            return
        yield line.text.strip()


def _same(size: float, other: float) -> bool:
    return abs(size - other) <= _SAME_SIZE * max(size, other)


class _Print(NamedTuple):
    """How the text of a document is set."""

    size: float  # of its letters
    width: int  # characters of a full line
    left: float  # where lines begin that are not indented
    leading: float  # from one line to the next within a paragraph

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Print":
        size = text_size(lines)
        text = [line for line in lines if _same(line.size, size)]
        lengths = sorted(len(line.text) for line in text)
        falls = (
            above.base - below.base
            for above, below in pairwise(lines)
            if _same(above.size, size) and _same(below.size, size) and above.base > below.base
        )
        return cls(
            size=size,
            width=max(_NARROWEST, lengths[-1 - int(_LONGER * len(lengths))] if lengths else 0),
            left=_smallest_common(line.left for line in text),
            leading=_smallest_common(falls),
        )


def _smallest_common(values: Iterable[float]) -> float:
    """Return the smallest value that is no exception; 0 for none."""
    counts = Counter(map(round, values))
    often = _COMMON * counts.total()
    return min((value for value, count in counts.items() if count >= often), default=0)


def _goes_on(before: Line, line: Line, print_: _Print) -> bool:
    """Return whether `line` goes on with the paragraph of the line before."""
    above, below = before.text.strip(), line.text.strip()
    if not _same(before.size, line.size):
        return False
    ended = _SENTENCE_END.search(above) is not None
    item = _ITEM.match(below) is not None
    if not ended and not item and below[0].islower():
        return True
    if line.size >= _HEADLINE * print_.size:
        return before.base - line.base <= _HEADLINE_LEADING * line.size
    if print_.leading and before.base - line.base > _GAP * print_.leading:
        return False
    margin = print_.left if ended else before.left
    if line.left - margin >= _INDENT * line.size:
        return False
    # The first word of this line would have found room on a line before that ends a paragraph.
    full = len(above) + 1 + len(below.split()[0]) > _FULL * print_.width
    return full and not (ended and item)


def _append(pieces: list[str], below: str, words: frozenset[str]) -> None:
    """Add a line; a hyphen goes from its word if the text has the word without it elsewhere."""
    above = pieces[-1]
    if not above.endswith(_HYPHENS) or not above[-2:-1].isalpha():
        pieces.append(below)
        return
    head, tail = above[:-1].rsplit(maxsplit=1)[-1], below.split(maxsplit=1)[0]
    whole = (head + tail.rstrip('.,;:!?)”"')).casefold()
    mended = above.endswith("\xad") or whole in words
    pieces[-1] = (above[:-1] if mended else above) + below
