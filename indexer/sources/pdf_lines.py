"""The lines of printed pages joined to paragraphs; what is printed on each page left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_MARGIN = 3  # lines at the head and foot of a page that may be repeated on others
_REPEATED = 0.4  # of the pages: left and right ones differ
_FEWEST = 2  # pages that have it
_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*\d{1,4}(?: ?(?:/|of|trên) ?\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")

_LONGER = 0.1  # of the lines are longer than a full one: they have narrow letters
_FULL = 0.85  # of the width: letters differ in theirs
_SAME_SIZE = 0.08  # of the size of letters: rounding
_HEADLINE = 1.15  # times the size of the text
_FEWEST_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_ITEM = re.compile(r"(?:[-–—+•*●▪]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]{1,5}[.)]|(?:Điều|Chương|Mục) \w+)[.:]?\s")
_BROKEN_WORD = re.compile(r"(?P<head>[^\W\d_]+)[-\xad]$")


class Line(NamedTuple):
    """A line as it is printed."""

    text: str
    size: float  # of its letters, in points


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers, and without heads and feet that they share."""
    places = Counter(key for page in pages for key in set(_margins(page).values()))
    often = max(_FEWEST, _REPEATED * len(pages))
    return [
        [
            line
            for index, line in enumerate(page)
            if (key := margins.get(index)) is None
            or not (places[key] >= often or _PAGE_NUMBER.fullmatch(line.text))
        ]
        for page, margins in ((page, _margins(page)) for page in pages)
    ]


def _margins(page: Sequence[Line]) -> dict[int, str]:
    """Return what stands in the margins of a page: place of the line to text without numbers."""
    edge = min(_MARGIN, len(page) // 2 + 1)
    places = {*range(edge), *range(len(page) - edge, len(page))}
    return {
        index: " ".join(_DIGITS.sub("#", page[index].text).casefold().split())
        for index in places
        if 0 <= index < len(page)
    }


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return the text of `lines`, those of one paragraph joined."""
    size = text_size(lines)
    width = _width(line for line in lines if _same(line.size, size))
    words = frozenset(word.casefold() for line in lines for word in line.text.split())
    joined: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line, size, width):
            joined[-1] = _join(joined[-1], line.text.strip(), words)
        else:
            joined.append(line.text.strip())
        before = line
    return joined


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


def _width(lines: Iterable[Line]) -> int:
    """Return how many characters a full line has."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[-1 - int(_LONGER * len(lengths))] if lengths else 0


def _goes_on(before: Line, line: Line, size: float, width: int) -> bool:
    """Return whether `line` goes on with the paragraph of the line before."""
    above, below = before.text.strip(), line.text.strip()
    if not _same(before.size, line.size):
        return False
    ended = _SENTENCE_END.search(above) is not None
    if not ended and below[0].islower():
        return True
    # The first word of this line would have found room on a line before that ends a paragraph.
    full = len(above) + 1 + len(below.split()[0]) > _FULL * width
    if _ITEM.match(below):
        return full and not ended
    return full or line.size >= _HEADLINE * size


def _join(above: str, below: str, words: frozenset[str]) -> str:
    """Join two lines; a hyphen at the end goes if the text has the word without it elsewhere."""
    broken = _BROKEN_WORD.search(above)
    if broken is None:
        return f"{above} {below}"
    whole = broken["head"] + below.split()[0].rstrip(".,;:!?)”\"")
    mended = above.endswith("\xad") or whole.casefold() in words
    return (above[:-1] if mended else above) + below
