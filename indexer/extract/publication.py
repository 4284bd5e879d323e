"""When was it published? The stated date, else the day in the lead with a year from the text."""

import datetime
import re
from collections.abc import Iterator

from indexer.extract.dates import calendar_day
from indexer.extract.dating import Dating, dated, is_to_come
from indexer.extract.lines import passage
from indexer.extract.years import Day, Year, infer_year

_LEAD_PARAGRAPHS = 5
_LEAD_CHARACTERS = 700
_LONGEST_TEXT = 200_000  # characters that are read for the year
_CONTEXT = 40  # characters on either side of a year that are shown as evidence
_LEAP = 2000  # a year that has every day
_NEAR, _YEAR = 60, 365  # days between an event and its page; over the turn of the year too
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_PARTS = ("rạng sáng", "sáng sớm", "sáng", "trưa", "chiều", "tối", "đêm", "khuya")
_PART = rf"(?:{'|'.join(_PARTS)})"
_DAY = re.compile(
    r"(?P<day>\d\d?)(?: ?[/.-] ?| th[áa]ng )(?P<month>\d\d?)"  # {1,2} took twice as long
    r"(?:(?:[/.-]|,? n[ăa]m |, )(?P<year>20\d\d))?(?![\d/-])"
)
_SENTENCE = 300  # characters
_REACH = 48  # characters before a day that tell what it is
# How a newsroom or a place stands before it: "(HNMO) - Sáng", "HNP - Ngày", "Hà Nội, ngày".
_DATELINE = (
    r"(?:^|\n)(?:[^()\n.:\d]{0,24}\([^()\n]{2,20}\) ?[-–—:]? ?|[^\n\d().,:–—-]{2,12} ?[-–—] ?"
    r"|(?![^\n,]*\b(?:thứ|chủ nhật|đó|này|nay|qua|sau|trước)\b)[^\n\d().,:–—-]{2,16}, (?=ng[àa]y))"
)
# What stands before the day of the news: the opening of a sentence, or a "nay"; in the middle
# of a sentence stand resolutions and anniversaries.
_ITS_DAY = re.compile(
    rf"(?:^|[\n.:!?…”\"] ?|{_DATELINE})[“\"(]?"
    rf"(?:vào |trong )?(?:{_PART}|(?:(?:sang|trua|chieu|toi|dem) )?ng[àa]y|hôm nay|hôm qua|hôm)"
    rf"(?: (?:nay|qua|ngày|hôm nay|hôm qua|{_PART}))*,? ?(?:{_WEEKDAY},? ?)?(?:ngày )?\(?$"
    rf"|(?:{_PART}|hôm|ngày) (?:nay|qua),? ?(?:{_WEEKDAY},? ?)?\(? ?(?:ngày )?$"
)
# "… được tổ chức chiều 26-12": with its year it is a day long past.
_IN_PASSING = re.compile(rf"(?<!từ )(?<!trước )(?<!đến )\b{_PART} (?:ngày )?$")
# A court tells what happened years ago as if it were news: 6 of 7 years were too early.
_COURT = re.compile(
    r"bị cáo|tand|xét xử|t(?:òa|oà) (?:án|tuyên)|phiên t(?:òa|oà)|lãnh án|tuyên phạt"
)
_TOLD_AGAIN = re.compile(r"(?:cáo trạng|cáo buộc|hồ sơ|lời khai|bản án|trước đó)[^.\n]*$")
_LUNAR = re.compile(r"[/\d ,(]{0,8}(?:âm lịch|al\b|tháng giêng|tháng chạp)", re.IGNORECASE)
# …-20210316081500123.htm, …-102240305081500123.htm (the site, then the year in two digits),
# /2021/03/16/
_CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"
_URL_STAMP = re.compile(
    rf"(?<!\d)(?:(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d){_CLOCK}\d{{0,3}}"
    rf"|1\d\d(?P<yy>[0-4]\d)(?P<mm>\d\d)(?P<dd>\d\d){_CLOCK}\d{{1,3}}"
    r"|(?P<py>20\d\d)[/-](?P<pm>\d\d)[/-](?P<pd>\d\d))(?!\d)"
)
_LONGEST_URL = 2000  # characters


def published(stated: Dating | None, *, title: str, body: str, url: str = "") -> Dating:
    """Return when it was published: as stated, else as address, lead or sentences tell."""
    return stated or (date_in_url(url) if url else None) or _from_text(title, body)


def date_in_url(url: str) -> Dating | None:
    """Return the day that news sites write into their addresses."""
    for match in _URL_STAMP.finditer(url, 0, _LONGEST_URL):
        year, month, day = (int(part) for part in match.groups() if part is not None)
        date = calendar_day(2000 + year % 100, month, day)
        if date and (found := dated(date, match[0], "url")):
            return found
    return None


def _from_text(title: str, body: str) -> Dating:
    """Return the day that opens a sentence of the lead; its year may stand anywhere."""
    lead = _lead(body)
    text = f"{title}\n{body[:_LONGEST_TEXT]}"
    day, year = _day_and_year(lead, text, len(title) + 1)
    if day and day["year"] and (found := _whole(day, title)):
        return found
    if year is None:
        return Dating()
    told = passage(text, year.start, year.end, _CONTEXT)
    date = _on(day, year.year) if day and year.is_sure else None
    if day and date and not is_to_come(date) and not _is_of_a_court(title, lead):
        return Dating.of("reckoned", date.year, date, evidence=(_words(day), told))
    return Dating.of("text" if year.is_sure else "hint", year.year, evidence=(told,))


def _day_and_year(lead: str, text: str, start: int) -> tuple[re.Match[str] | None, Year | None]:
    """Return the day of the news in `lead`, at `start` of `text`, and the year of the text.

    A whole date is no day of the news when the year is surely a later one: that looks back at it.
    It was so for 11 of 13 among 490 dates.
    """
    for day in _days(lead):
        if _on(day, _LEAP) is None:
            continue
        year = infer_year(text, Day(int(day["month"]), start + day.start()))
        if not (day["year"] and year and year.is_sure and year.year > int(day["year"])):
            return day, year
    return None, infer_year(text)


def _whole(day: re.Match[str], title: str) -> Dating | None:
    date = _on(day, int(day["year"]))
    if date is None or _is_of_a_court(title, day.string):
        return None
    return dated(date, _words(day), "lead")


def _is_of_a_court(title: str, lead: str) -> bool:
    return _COURT.search(f"{title}\n{lead}".lower()) is not None


def _lead(body: str) -> str:
    return "\n".join(body[:_LEAD_CHARACTERS].split("\n")[:_LEAD_PARAGRAPHS])


def _words(match: re.Match[str]) -> str:
    """Return the day as it is written, with what stands before it in its sentence."""
    start = max(0, match.start() - _CONTEXT)
    before = match.string[start : match.start()]
    return re.split(r"[\n.:!?…]", before)[-1].lstrip() + match[0]


def _on(match: re.Match[str], year: int) -> datetime.date | None:
    return calendar_day(year, int(match["month"]), int(match["day"]))


def agrees(dating: Dating, body: str) -> bool:
    """Return whether a line's date fits the day in the lead: a site's clock mostly does not."""
    if dating.date is None:
        return True
    date = datetime.date(*dating.date.timetuple()[:3])
    days = [calendar_day(date.year, int(m["month"]), int(m["day"])) for m in _days(_lead(body))]
    gaps = [abs((day - date).days) for day in days if day]
    return not gaps or min(gaps) <= _NEAR or min(gaps) >= _YEAR - _NEAR


def _days(lead: str) -> Iterator[re.Match[str]]:
    """Yield the days in `lead` on which its news happened."""
    for match in _DAY.finditer(lead):
        before = lead[max(0, match.start() - _REACH) : match.start()].lower()
        told = _ITS_DAY.search(before) or (not match["year"] and _IN_PASSING.search(before))
        if told and not _TOLD_AGAIN.search(before) and not _is_to_come(match):
            yield match


def _is_to_come(match: re.Match[str]) -> bool:
    """Return whether the sentence tells what is going to happen on that day."""
    rest = match.string[match.end() : match.end() + _SENTENCE].partition(". ")[0]
    if _LUNAR.match(rest) or rest.startswith((" tới", ") tới")):
        return True
    return " sẽ " in rest and "nay" not in match.string[max(0, match.start() - 8) : match.start()]
