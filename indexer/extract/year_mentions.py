"""Where a text names a year, and as what: as now, in passing, remembered, planned, a law's.

News looks back at what has just happened, so the role in which a year is named
says whether somebody could have written the sentence in it.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

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
_STAGE = re.compile(r"(?:(giai đoạn)|năm học|niên khóa|niên khoá) $")
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

_LAWS = (
    r"(?:hiến pháp|luật|nghị quyết|nghị định|thông tư|quyết định|chỉ thị|công ước|hiệp định"
    r"|th[oỏ][aả] thuận|hình sự|tố tụng|unclos|blhs|bltths|\d-(?:nq|ct|kh|qđ|kl|tb)/\w+)"
)
_LAW = re.compile(
    rf"{_LAWS}(?:(?: số)? \d{{1,4}}/|(?: \w+){{0,5}} \(?(?:năm )?|[^.;\n]{{0,30}}ngày (?:\d{{1,2}}[/.-]){{2}})$"
)
_OF_LAWS = frozenset(
    "pháp luật quyết định tư thị ước thuận sự tụng unclos blhs bltths".split()
)  # a word of each: sets are asked faster than patterns
_CODES = ("-nq/", "-ct/", "-kh/", "-qđ/", "-kl/", "-tb/")
# What stands before a year, without the words that only lead up to it, and its day and month.
_LEADING_UP = frozenset("năm những ngày tháng mùa hè đầu giữa cuối khoảng vào trong ( , :".split())
_ENDINGS: dict[str, _Role] = {
    "so với": "compared", "cùng kỳ": "compared", "với cùng kỳ": "compared",
    "sinh": "remembered", "sn": "remembered", "sinh ra": "remembered", "thành lập": "remembered",
    "ra đời": "remembered", "thế hệ": "remembered", "quê": "remembered",
    "hồi": "once", "lần đầu": "once", "đầu tiên": "once", "gần nhất": "once", "đây nhất": "once",
    "năm nay": "now", "năm ngoái": "after", "năm trước": "after",
}  # fmt: skip
_ANNOUNCED = frozenset(("đầu", "dụng"))  # "bắt đầu từ", "áp dụng từ": what is told before it is so
_UNTIL_ITS_END = tuple(f"nay {to} {end} năm " for to in ("đến", "tới") for end in ("hết", "cuối"))
_COMPARED = re.compile(r"(?:so với|cùng kỳ)[\w ]{0,14}$")
_AFTER = re.compile(r"quý ?(?:4|iv)(?:/| năm | )$|tại (?:thời điểm |ngày ){0,2}31/12/$")
_SINCE = re.compile(
    r"từ (?:năm |hồi |những năm |(?:đầu |giữa |cuối )?tháng \d{1,2}(?:[/.-]| năm ))?$"
)
_PLANNED = re.compile(
    r"(?:đến|tới|tầm nhìn|định hướng|giai đoạn|mục tiêu|dự kiến|dự báo|phấn đấu|nhiệm kỳ|chiến lược"
    r"|kỳ vọng|kế hoạch|sang|đón|trước|vào(?! (?:đầu |giữa |cuối )?tháng)|hết|dự toán|vòng loại(?: \w+){0,4})"
    r"(?: (?:hết|cuối|đầu|hè|thềm))?(?: (?:ngày|tháng|quý))?"
    r" ?(?:\d{1,2}[/.-]){0,2}(?:năm|mới|\s)*$"
)
_SO_FAR = re.compile(r"(?:tính|từ|kể từ|cho) ?(?:[\w/. ]{0,30})đến[\w/. ]{0,14}$")
_TASKS = re.compile(
    r"(?:triển khai|phương hướng|[,;]|và) (?:nhiệm vụ|phương hướng|kế hoạch|dự toán|công tác)"
    r"[\w ,()]{0,45}$"
)
_SUMMED_UP = re.compile(r"(?:tổng kết|kiểm điểm)(?:[^\W\d]|[ ,]){0,50}$")
_FORESEEN = re.compile(
    r"(?:dự kiến|dự báo|dự toán|chương trình xây dựng|kỳ vọng|mục tiêu|phấn đấu|sẽ)[^.;:\n]*$"
)
_FIRST_MONTHS = re.compile(r"(?:\d|tháng|quý|nửa) đầu (?:năm )?$|\d tháng (?:năm )$")
_MONTHS = frozenset(("đầu", "tháng"))
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


class Year(NamedTuple):
    """A year of publication, where the text tells it, and how well."""

    year: int
    is_sure: bool  # enough to make a date of a day and a month
    start: int  # of what tells it, in the text
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
    day, month = _day_and_month(before)
    return Mention(year, _role(before, after), month, day, start, start + 4)


def _day_and_month(before: str) -> tuple[int, int]:
    # Asked first what character there is: the patterns took half the time of a mention.
    if before[-1:] not in ("/", "-", ".") and not before[-6:-5].isdigit() and before[-2:] != ", ":
        return 0, 0
    tail = before[-_LONGEST_DAY:]
    if found := _DAY.search(tail):
        return int(found["day"]), int(found["month"])
    found = _MONTH.search(tail)
    return 0, int(found["month"]) if found else 0


def _role(before: str, after: str) -> _Role:
    if before.endswith("nhiệm kỳ ") and _CONGRESS.search(before):
        return "congress"  # it meets in the first year of its term
    if _FIRST_OF_RANGE.match(after):
        stage = _STAGE.search(before)
        return "range" if stage is None else "running" if stage[1] else "school year"
    if _LAST_OF_RANGE.search(before[-_LONGEST_DAY:]):
        return "anniversary" if _ANNIVERSARY.search(before) else "range"
    if _DOCUMENT.match(after):
        return "document"
    words = before.split()
    return _by_last_words(before, words) or _by_clause(before, after, words)


def _by_last_words(before: str, words: list[str]) -> _Role | None:
    if before.endswith(_UNTIL_ITS_END):
        return "now"
    last = len(words)
    while last and _leads_up(words[last - 1]):
        last -= 1
    if not last:
        return None
    word = words[last - 1].strip("(,.:;")
    if word == "từ":
        if last > 1 and words[last - 2] in _ANNOUNCED:
            return "foreseen"
        return "since" if _SINCE.search(before[-_LONGEST_DAY:]) else None
    two = f"{words[last - 2]} {word}" if last > 1 else ""
    # "năm nay, 2021" but not "… của năm nay. Năm 2020"
    return (
        None
        if word != words[last - 1] and words[last - 1][-1] in ".;"
        else _ENDINGS.get(two) or _ENDINGS.get(word)
    )


def _may_name_a_law(before: str, words: list[str]) -> bool:
    return not _OF_LAWS.isdisjoint(words) or any(code in before for code in _CODES)


def _leads_up(word: str) -> bool:
    return word in _LEADING_UP or word[-1] in "/.-" or (len(word) <= len("12") and word.isdecimal())


def _by_clause(before: str, after: str, words: list[str]) -> _Role:
    if _COMPARED.search(before):
        return "compared"
    if _AFTER.search(before[-_LONGEST_DAY:]):
        return "after"
    if _may_name_a_law(before, words) and _LAW.search(before):
        return "law"
    if _PLANNED.search(before) and not _SO_FAR.search(before):
        return "planned"
    if _TASKS.search(before):
        return "tasks"
    if _SUMMED_UP.search(before):
        return "summed up"
    if words[-2:] == ["năm", "mới"] or words[-4:-2] == ["năm", "mới"]:
        return "new year"
    if _FORESEEN.search(before):
        return "foreseen"
    if not _MONTHS.isdisjoint(words[-2:]) and _FIRST_MONTHS.search(before):
        return "first months"
    if not before.rstrip(" (").endswith("năm"):
        return "name"
    return "result" if _RESULT.match(after) else "plain"
