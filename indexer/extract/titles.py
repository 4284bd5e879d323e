"""Which line of a saved page is the title, judged by its look and by the text below it."""

import re
from collections.abc import Sequence

from indexer.extract import leftovers
from indexer.extract.bylines import byline_of

_SHORTEST, _LONGEST = 15, 250  # characters
_FEWEST_WORDS = 4
_FEWEST_ALONE = 3  # words of a line that alone stands above the text
_LONGER_THAN_SLOGANS = 7  # words: one of five was taken for the title of half of 3,000 articles
_SHARED = 0.4  # of the title's syllables are in the text; site slogans share fewer
_FIRST = 0.25  # more must a later line share: titles stand above leads and captions
_LOOK_INTO = 3000  # characters of text
_SENTENCE_END = re.compile(r"[.;:,|/]$")
# A body that lost its title opens like this: a day, a reference to what went before, a caption.
_NO_OPENING = re.compile(
    r"(?:(?:sáng|trưa|chiều|tối|đêm|ngày|vừa qua|hôm nay)[ ,](?:\S+ )?\(?\d{1,2}[/-]"
    r"|theo đó|tại hội nghị|tại buổi|tại đây|bên cạnh đó|trong đó|qua đó|đồng thời|ngoài ra"
    r"|cùng dự|tham dự|dự hội nghị|dự buổi|ảnh|hình ảnh|quang cảnh|toàn cảnh"
    r"|các đại biểu (?:dự|tham dự|chụp)|[-+•*]|\d+[.)] )",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:các )?(?:đồng chí|đ/c|ông|bà|lãnh đạo|đại biểu|thủ tướng|chủ tịch|phó|bí thư|trưởng)\b"
    r"[^:]{0,200}(?:phát biểu|chủ trì|chụp ảnh|trao đổi|kết luận)[^:]{0,60}"
    r" (?:hội nghị|buổi \w+(?: \w+)?|cuộc \w+(?: \w+)?|lễ \w+|hội thảo|phiên họp|đại hội)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"[.(…] ?\(?(?:Ảnh|Nguồn|Đồ họa|Video|Clip)(?: minh họa)?\b", re.IGNORECASE)
_SYLLABLE = re.compile(r"[^\W\d_]+")


def looks_like_title(line: str) -> bool:
    """Return whether `line` has the look of a headline, whatever the text says."""
    return len(line) >= _SHORTEST and len(line.split()) >= _FEWEST_WORDS and _may_be_title(line)


def is_sole_title(line: str, text: str) -> bool:
    """Return whether `line` is the title of `text`, there being no other line above it.

    A long headline may be in other words than the text; a short one could be the site's slogan.
    """
    words = len(line.split())
    if words < _FEWEST_ALONE or not _may_be_title(line):
        return False
    return words >= _LONGER_THAN_SLOGANS or _share(line, _syllables(text[:_LOOK_INTO])) > _SHARED


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= _LONGEST
        and not line[0].islower()
        and not _SENTENCE_END.search(line)
        and not _NO_OPENING.match(line)
        and not _CAPTION.match(line)
        and not leftovers.is_marker(line, "sections")
        and not _CREDIT.search(line)
        and not leftovers.is_site_line(line)
        and not leftovers.is_dateline(line)
        and (line.isupper() or not byline_of(line))
    )


def find_title(head: Sequence[str], text: str) -> int | None:
    """Return the place in `head` of the title of `text`, or None."""
    known = _syllables(text[:_LOOK_INTO])
    best, place = _SHARED, None
    for index, line in enumerate(head):
        if looks_like_title(line) and (share := _share(line, known)) > best:
            best, place = share + _FIRST, index
    return place


def named_title(lines: Sequence[str]) -> str:
    """Return the title that leftovers repeat: a QR code first, then the text of images."""
    titles = [leftovers.qr_title(line) for line in lines]
    titles += [leftovers.alt_title(line) for line in lines]
    return next((title for title in titles if len(title.split()) >= _FEWEST_WORDS), "")


def _share(line: str, known: frozenset[str]) -> float:
    own = _syllables(line)
    return len(own & known) / len(own) if own else 0.0


def _syllables(text: str) -> frozenset[str]:
    return frozenset(_SYLLABLE.findall(text.casefold()))
