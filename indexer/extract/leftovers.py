"""Which lines of a saved page are not its article. The markers are in leftovers.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from analyzers.tone_marks import unify_tone_marks
from indexer.extract.dates import find_date, without_dates

Place = Literal["tail", "anywhere", "sections"]

_AROUND = " \t.,:;|»«›‹>•·-–—*()[]!…\"“”'"
_NEVER = re.compile(
    r"[\d\W_]+|[\d.,]+ (?:lượt (?:xem|đọc|truy cập|thích|chia sẻ)|bình luận|phản hồi)|\{\w+\}"
    r"|cms-[\w-]+:? ?\w*|!\[[^\]]*\](?:\([^)]*\))?[ |]*|\d+:\d\d / \d+:\d\d"
    r"|[\w.-]+@[\w.-]+\.\w+|\S+\.(?:jpe?g|png|gif|webp|svg|pdf)",
    re.IGNORECASE,
)
_ALT_TEXT = re.compile(r"(?P<title>.+?) [-–] Ảnh \d{1,3}\.?$")
_QR_TITLE = re.compile(r"QR CODE ?: ?(?P<title>.{10,300})$")
# Around the date of a page: "Print Thứ Năm, 11/03/2021 17:15 Gốc", "( Cập nhật lúc: … )".
_AROUND_DATE = re.compile(
    r"cms-[\w-]+"
    r"|print|gốc|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày(?: đăng| cập nhật)?|lúc"
    r"|gmt ?\+?7?|cập nhật(?: lần cuối)?|đăng|xuất bản|lượt xem|xem|submitted by|on|am|pm"
    r"|sa|ch|giờ|bởi|by"
    r"|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|[\d\W_]+",
    re.IGNORECASE,
)
_COUNT = re.compile(r" ?\(\d{1,7}\)?$|: ?\d{1,7}$")  # "Bình luận (3)", its last bracket gone
_LONGEST_MARKER = 60  # characters
_SHORTEST_HEADLINE = 25  # characters
_LONGEST_SITE_LINE = 200  # characters
_LONGEST_DATELINE = 120  # characters
_LONGEST_REST = 24  # characters beside the date: room for an author, none for a sentence


def is_marker(line: str, place: Place) -> bool:
    """Return whether `line` is a marker of `place`, and nothing more."""
    return len(line) <= _LONGEST_MARKER and _key(line) in _markers()[place]


def is_noise(line: str) -> bool:
    """Return whether `line` belongs to no article wherever it stands."""
    if len(line) > _LONGEST_SITE_LINE:
        return False
    if _NEVER.fullmatch(line) is not None or is_marker(line, "anywhere"):
        return True
    return line.casefold().startswith(_link_openings()) or _is_bar(line)


def is_doubled(line: str) -> bool:
    """Return whether `line` is a headline twice: the text of a picture, then its link."""
    middle, even = divmod(len(line), 2)
    return bool(even) and middle >= _SHORTEST_HEADLINE and line[:middle] == line[middle + 1 :]


def is_site_line(line: str) -> bool:
    """Return whether the site speaks of itself: name, office, licence, address."""
    opening = line[:_LONGEST_SITE_LINE].lstrip(_AROUND).casefold()
    return len(line) <= _LONGEST_SITE_LINE and opening.startswith(_site_openings())


def is_dateline(line: str) -> bool:
    """Return whether `line` is a date with little beside it."""
    if len(line) > _LONGEST_DATELINE or find_date(line) is None:
        return False
    rest = " ".join(_AROUND_DATE.sub(" ", without_dates(line)).split())
    # With a full stop it is a short sentence: 19 of 19 at the ends of 80,000 articles.
    return len(rest) <= _LONGEST_REST and not (rest and line.endswith("."))


def alt_title(line: str) -> str:
    """Return the title that an image line repeats, or ''."""
    match = _ALT_TEXT.match(line[:400]) if "Ảnh" in line else None
    return match["title"] if match else ""


def qr_title(line: str) -> str:
    """Return the title that a line ``QR CODE: <title>`` names, or ''."""
    match = _QR_TITLE.match(line[:400])
    return match["title"].strip() if match else ""


def split_newsroom(paragraph: str) -> tuple[str, str]:
    """Return the newsroom that opens a first sentence, and the rest."""
    match = _opening().match(paragraph)
    if match is None:
        return "", paragraph
    return match["bracketed"] or match["plain"], paragraph[match.end() :]


def _is_bar(line: str) -> bool:
    """Return whether `line` is a row of buttons: "Facebook Twitter Zalo In bài"."""
    if len(line) > _LONGEST_MARKER:
        return False
    return not _buttons().sub("", unify_tone_marks(line.casefold())).strip(_AROUND)


def _key(line: str) -> str:
    return unify_tone_marks(_COUNT.sub("", line.strip(_AROUND)).casefold())


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("leftovers.toml").read_text("utf-8"))


@cache
def _markers() -> dict[str, frozenset[str]]:
    places = ("tail", "anywhere", "sections")
    return {place: frozenset(map(_key, _table()[place])) for place in places}


@cache
def _link_openings() -> tuple[str, ...]:
    return tuple(opening.casefold() for opening in _table()["link_openings"])


@cache
def _buttons() -> re.Pattern[str]:
    words = sorted(_markers()["anywhere"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@cache
def _site_openings() -> tuple[str, ...]:
    return tuple(opening.casefold() for opening in _table()["site_openings"])


@cache
def _opening() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_table()["newsrooms"], key=len, reverse=True)))
    return re.compile(
        rf"(?:\((?P<bracketed>{names}|[\w-]+(?:\.[\w-]+)+|[A-ZĐ]{{2,10}})\) ?[-–—:]? ?"
        rf"|(?P<plain>{names}) ?[-–—] ?)(?=\S)"
    )
