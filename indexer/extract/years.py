"""The year an article was published in, when only its sentences tell.

News looks back at what has just happened, so the latest year that is neither
planned, nor remembered, nor part of a document number is the year of
publication. `_PLANNED` and its neighbours say which mentions are no witnesses.
"""

import datetime
import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

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
_LAST_OF_RANGE = re.compile(r"(?:19|20)\d\d\)? ?[-–—] ?(?:\d{1,2}[/.-]){0,2}$")
_PLANNED = re.compile(
    r"(?:đến|tới|tầm nhìn|định hướng|giai đoạn|mục tiêu|dự kiến|dự báo|phấn đấu|nhiệm kỳ|chiến lược"
    r"|kỳ vọng|kế hoạch|sang|đón|trước|vào(?! (?:đầu |giữa |cuối )?tháng)|hết|dự toán)"
    r"(?: (?:hết|cuối|đầu|hè|thềm))?(?: (?:ngày|tháng|quý))?"
    r" ?(?:\d{1,2}[/.-]){0,2}(?:năm|mới|\s)*$"
)
_SO_FAR = re.compile(r"(?:tính|từ|kể từ|cho) ?(?:[\w/. ]{0,30})đến[\w/. ]{0,14}$")
_REMEMBERED = re.compile(
    r"(?:\bsinh(?: ra)?|\bsn|thành lập|ra đời|thế hệ|quê)[:., ]{0,3}(?:trong |vào |từ )?"
    r"(?:ngày |tháng )?(?:\d{1,2}[/.-]){0,2}(?:năm )?$|\btừ (?:năm |hồi |những năm )?$"
)
_NEAR_PLAN = re.compile(r"(?:dự kiến|dự báo|kỳ vọng|mục tiêu|phấn đấu|sẽ)[^.;:\n]*$")
_COMPARED = re.compile(r"(?:so với|cùng kỳ)[\w ]{0,14}$")
_FOURTH_QUARTER = re.compile(r"quý ?(?:4|iv)(?:/| năm | )$")
_SUMMED_UP = re.compile(r"tổng kết[\w ,]{0,50}$")
_TASKS = re.compile(
    r"(?:triển khai|phương hướng|[,;]|và) (?:nhiệm vụ|phương hướng|kế hoạch|dự toán)[\w ,]{0,30}$"
)
_CONGRESS = re.compile(r"đại hội[^.]{0,50}nhiệm kỳ $")
_STAGE = re.compile(r"(?:giai đoạn|năm học|niên khóa|niên khoá) $")
_ANNIVERSARY = re.compile(r"\d{1,2}[/-]\d{1,2}[/-](?:1[89]|20)\d\d ?[-–—] ?\d{1,2}[/-]\d{1,2}[/-]$")
_MONTH = re.compile(r"(?<![\d/.-])(?:\d{1,2}[/.-])?(1[0-2]|0?[1-9])(?:[/.-]| năm )$")
_LONGEST_MONTH = 12  # characters of that, of what stands before it and of a line feed behind
_OFTEN = 4  # times as many mentions make a year the one that is written in
_EARLY = 3  # until this month, the year before is summed up
_LATE = 8  # from this month on, plans are made for the year to come


@dataclass(frozen=True, slots=True)
class _Mention:
    year: int
    before: str  # in lower case, as the patterns for it are: ignoring case took 2.7 times as long
    after: str


def infer_year(text: str, *, month: int | None = None) -> int | None:
    """Return the year of publication that `text` gives away, or None.

    `month` is the month of publication when a date without its year states it;
    then hints do not count, for a wrong date is worse than none.
    """
    mentions = list(_mentions(text[:_LONGEST_TEXT]))
    late = {
        m.year
        for m in mentions
        if (found := _MONTH.search(m.before[-_LONGEST_MONTH:])) and int(found[1]) >= _LATE
    }
    witnesses = [year for mention in mentions if (year := _witness(mention, month, late))]
    if witnesses:
        return _latest(Counter(witnesses), late if month is None or month >= _LATE else ())
    for reading in () if month else (_compared, _hint):  # too weak to make a date of
        years = [year for mention in mentions if (year := reading(mention))]
        if years:
            return max(years)
    return None


def _latest(years: Counter[int], late: Container[int]) -> int:
    """Return the latest year, unless it is named in passing at the end of the year before."""
    top = max(years)
    return top - 1 if top - 1 in late and years[top - 1] >= _OFTEN * years[top] else top


def _mentions(text: str) -> Iterator[_Mention]:
    latest = datetime.datetime.now(tz=datetime.UTC).year + 1
    for match in _YEAR.finditer(text):
        after = text[match.end() : match.end() + _WINDOW]
        if _EARLIEST <= int(match[0]) <= latest and not _NO_YEAR.match(after):
            before = text[max(0, match.start() - _WINDOW) : match.start()]
            yield _Mention(int(match[0]), before.lower(), after)


def _witness(mention: _Mention, month: int | None, late: Container[int]) -> int | None:
    """Return the year in which somebody could have written this, or None."""
    if _CONGRESS.search(mention.before):  # a congress meets in the first year of its term
        return mention.year
    if _is_elsewhen(mention.before, mention.after):
        return None
    return mention.year + _shift(mention, month, late)


def _is_elsewhen(before: str, after: str) -> bool:
    """Return whether the year is planned, remembered, compared with, or no date at all."""
    if _FIRST_OF_RANGE.match(after) or _LAST_OF_RANGE.search(before) or _DOCUMENT.match(after):
        return True
    if _COMPARED.search(before) or _REMEMBERED.search(before):
        return True
    return bool(_PLANNED.search(before)) and not _SO_FAR.search(before)


def _shift(mention: _Mention, month: int | None, late: Container[int]) -> int:
    """Return how many years after the year it names such a sentence is written."""
    before = mention.before
    if month is not None and month <= _EARLY and _SUMMED_UP.search(before):
        return 1
    if month is not None and month >= _LATE and _TASKS.search(before):
        return -1
    if mention.year - 1 in late and _NEAR_PLAN.search(before):
        return -1
    return 1 if _FOURTH_QUARTER.search(before) else 0


def _compared(mention: _Mention) -> int | None:
    """Return the year after the one that figures are compared with."""
    return mention.year + 1 if _COMPARED.search(mention.before) else None


def _hint(mention: _Mention) -> int | None:
    """Return a year that is near the writing: a quoted law's, a running stage's."""
    running = _STAGE.search(mention.before) and _FIRST_OF_RANGE.match(mention.after)
    if running or _DOCUMENT.match(mention.after) or _ANNIVERSARY.search(mention.before):
        return mention.year
    return None
