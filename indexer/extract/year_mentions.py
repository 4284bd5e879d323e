"""Where a text names a year, and as what: as now, in passing, remembered, planned, a law's.

News looks back at what has just happened, so the role in which a year is named
says whether somebody could have written the sentence in it.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_EARLIEST = 2000  # older pages are not saved from the web, older years are remembered ones
_WINDOW = 60  # characters of context on either side of a year
_LONGEST_TEXT = 200_000  # characters that are read: the year of a whole book is no news

# A pattern that opens with plain characters is looked for ten times faster than with a condition.
_YEAR = re.compile(r"20(?<![\d.,]20)\d\d(?!\d|[.,]\d{3})")
_NO_YEAR = re.compile(
    r" ?(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|người|ca\b|USD|m2|m²|km|ha\b|hộ|tấn|đại biểu|%|chiếc"
    r"|học sinh)"
)
_DOCUMENT = re.compile(r"/(?:[A-ZĐ]|20\d\d)")  # 01/2020/TT-NHNN: a law of that year
_FIRST_OF_RANGE = re.compile(r" ?[-–—] ?(?:\d{1,2}[/.-]){0,2}(?:19|20)?\d\d(?!\d)")
_LAST_OF_RANGE = re.compile(
    r"(?:19|20)\d\d\)? ?(?:[-–—]|đến|tới) ?(?:(?:hết |cuối )?năm |ngày |tháng )?(?:\d{1,2}[/.-]){0,2}$"
)
_ANNIVERSARY = re.compile(r"\d{1,2}[/-]\d{1,2}[/-](?:1[89]|20)\d\d ?[-–—] ?\d{1,2}[/-]\d{1,2}[/-]$")
_CONGRESS = re.compile(r"đại hội[^.]{0,50}nhiệm kỳ $")
_STAGE = re.compile(r"(?:giai đoạn|năm học|niên khóa|niên khoá) $")
_DAY = re.compile(
    r"(?<![\d/.-])(?P<day>3[01]|[12]\d|0?[1-9])(?:[/.-]| tháng )(?P<month>1[0-2]|0?[1-9])"
    r"(?:[/.-]|,? năm |, )$"
)
_MONTH = re.compile(r"(?<![\d/.-])(?:\d{1,2}[/.-])?(?P<month>1[0-2]|0?[1-9])(?:[/.-]| năm )$")
_LONGEST_DAY = 24  # characters of either and of what stands before it

_Role = Literal[
    "plain", "now", "document", "running", "congress", "anniversary", "range", "compared",
    "remembered", "since", "once", "law", "planned", "after", "summed up", "tasks", "foreseen",
    "first months", "result", "name", "new year",
]  # fmt: skip

_AGO = r"(?:đầu |giữa |cuối |khoảng )?(?:năm |những năm |ngày |tháng |mùa hè )?(?:\d{1,2}[/.-]){0,2}$"
_LAWS = (
    r"(?:hiến pháp|luật|nghị quyết|nghị định|thông tư|quyết định|chỉ thị|công ước|hiệp định"
    r"|th[oỏ][aả] thuận|hình sự|tố tụng|unclos|\d[/-](?:nq|ct|kh|qđ|kl|tb|tt|nđ)[-/]\w+)"
)
# The first that fits tells the role. All look at the end of what stands before the year.
_BEFORE: tuple[tuple[_Role, re.Pattern[str]], ...] = (
    ("now", re.compile(r"(?:năm nay[ ,(]{1,3}(?:năm )?|\bnay (?:đến|tới) (?:hết |cuối )+(?:năm )?)$")),
    ("after", re.compile(r"năm (?:ngoái|trước)[ ,(]{1,3}(?:năm )?$|quý ?(?:4|iv)(?:/| năm | )$|tại (?:thời điểm |ngày ){0,2}31/12/$")),
    ("compared", re.compile(r"(?:so với|cùng kỳ)[\w ]{0,14}$")),
    (
        "remembered",
        re.compile(
            r"(?:\bsinh(?: ra)?|\bsn|thành lập|ra đời|thế hệ|quê)[:., ]{0,3}(?:trong |vào |từ )?"
            r"(?:ngày |tháng )?(?:\d{1,2}[/.-]){0,2}(?:năm )?$"
        ),
    ),
    ("since", re.compile(r"\btừ (?:năm |hồi |những năm |(?:đầu |giữa |cuối )?tháng \d{1,2}[/.-])?$")),
    ("once", re.compile(rf"(?:\bhồi|lần đầu(?: tiên)?(?: vào| là)?|gần (?:đây )?nhất (?:vào |là )?) ?{_AGO}")),
    ("law", re.compile(rf"{_LAWS}(?: \w+){{0,5}} \(?(?:năm )?$")),
    ("law", re.compile(rf"{_LAWS}[^.;\n]{{0,30}}ngày (?:\d{{1,2}}[/.-]){{2}}$")),
)  # fmt: skip
_PLANNED = re.compile(
    r"(?:đến|tới|tầm nhìn|định hướng|giai đoạn|mục tiêu|dự kiến|dự báo|phấn đấu|nhiệm kỳ|chiến lược"
    r"|kỳ vọng|kế hoạch|sang|đón|trước|vào(?! (?:đầu |giữa |cuối )?tháng)|hết|dự toán|vòng loại(?: \w+){0,4})"
    r"(?: (?:hết|cuối|đầu|hè|thềm))?(?: (?:ngày|tháng|quý))?"
    r" ?(?:\d{1,2}[/.-]){0,2}(?:năm|mới|\s)*$"
)
_SO_FAR = re.compile(r"(?:tính|từ|kể từ|cho) ?(?:[\w/. ]{0,30})đến[\w/. ]{0,14}$")
_AFTERWARDS: tuple[tuple[_Role, re.Pattern[str]], ...] = (
    (
        "tasks",
        re.compile(
            r"(?:triển khai|phương hướng|[,;]|và) (?:nhiệm vụ|phương hướng|kế hoạch|dự toán|công tác)"
            r"[\w ,]{0,30}$"
        ),
    ),
    ("summed up", re.compile(r"(?:tổng kết|kiểm điểm)(?:[^\W\d]|[ ,]){0,50}$")),
    ("new year", re.compile(r"năm mới (?:\w+ \w+ )?$")),
    ("foreseen", re.compile(r"(?:dự kiến|dự báo|kỳ vọng|mục tiêu|phấn đấu|sẽ)[^.;:\n]*$")),
    ("first months", re.compile(r"(?:\d|tháng|quý|nửa|từ) đầu (?:năm )?$")),
)
_RESULT = re.compile(r",? [\w ,%./]{0,45}?(?:đạt|tăng|giảm)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """One year in a text; `month` and `day` are written with it, 0 when they are not."""

    year: int
    role: _Role
    month: int
    day: int
    start: int  # of the digits of the year, in the text
    end: int


def find_mentions(text: str) -> Iterator[Mention]:
    """Yield the years that `text` names, from 2000 to the next one."""
    latest = datetime.datetime.now(tz=datetime.UTC).year + 1
    for match in _YEAR.finditer(text, 0, _LONGEST_TEXT):
        start, end = match.span()
        after = text[end : end + _WINDOW]
        if _EARLIEST <= int(match[0]) <= latest and not _NO_YEAR.match(after):
            before = text[max(0, start - _WINDOW) : start].lower()
            yield _mention(int(match[0]), before, after, start)


def _mention(year: int, before: str, after: str, start: int) -> Mention:
    tail = before[-_LONGEST_DAY:]
    found = _DAY.search(tail) or _MONTH.search(tail)
    day = int(found["day"]) if found and "day" in found.re.groupindex else 0
    month = int(found["month"]) if found else 0
    return Mention(year, _role(before, after), month, day, start, start + 4)


def _role(before: str, after: str) -> _Role:
    if _CONGRESS.search(before):  # a congress meets in the first year of its term
        return "congress"
    if _FIRST_OF_RANGE.match(after):
        return "running" if _STAGE.search(before) else "range"
    if _LAST_OF_RANGE.search(before[-_LONGEST_DAY:]):
        return "anniversary" if _ANNIVERSARY.search(before) else "range"
    if _DOCUMENT.match(after):
        return "document"
    for role, pattern in _BEFORE:
        if pattern.search(before):
            return role
    if _PLANNED.search(before) and not _SO_FAR.search(before):
        return "planned"
    for role, pattern in _AFTERWARDS:
        if pattern.search(before):
            return role
    if not before.rstrip(" (").endswith("năm"):
        return "name"
    return "result" if _RESULT.match(after) else "plain"
