"""When was it published? The stated date, else the day in the lead with a year from the text."""

import datetime
import re

from indexer.extract.dates import calendar_day
from indexer.extract.years import infer_year

_LEAD_PARAGRAPHS = 5
_LEAD_CHARACTERS = 700
_NEAR, _YEAR = 60, 365  # days between an event and its page; over the turn of the year too
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_PARTS = ("rạng sáng", "sáng sớm", "sáng", "trưa", "chiều", "tối", "đêm", "khuya")
_PART = rf"(?:{'|'.join(_PARTS)})"
# A sentence that opens with its day; in the middle of one stand resolutions and anniversaries.
# It is looked for behind a "\n", as in any other line, so that it need not ask for the start.
_OPENING = re.compile(
    rf"[\n.:!?…”\"](?:(?<=\n)|(?<!\n) )[“\"(]?(?:(?:vào |trong )?(?:{_PART}|ngày|hôm nay|hôm qua)"
    rf"(?: (?:nay|qua|ngày|hôm nay|hôm qua|{_PART}))*,? ?(?:{_WEEKDAY},? ?)?(?:ngày )?\(?)"
    r"(?P<day>\d{1,2})(?: ?[/.-] ?| tháng )(?P<month>\d{1,2})"
    r"(?:(?:[/.-]| năm |, )(?P<year>20\d\d))?(?![\d/-])",
    re.IGNORECASE,
)
# "Sáng nay 6/10", in lower case. What stands before "nay" is asked last: it is said everywhere.
_DAY_WORDS = tuple(f"{word} " for word in (*_PARTS, "hôm", "ngày"))
_TODAY = re.compile(
    rf"(?:nay|qua),? ?(?:{_WEEKDAY},? ?)?\(? ?(?:ngày )?"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>20\d\d))?(?![\d/-])"
)
_DAY_AND_MONTH = re.compile(r"\d(?: ?[/.-] ?| tháng )\d", re.IGNORECASE)  # what both hold
# …-20210316081500123.htm, …-102240305081500123.htm (102, then the year in two digits), /2021/03/16/
_URL_STAMP = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{6,9}|102(?P<yy>[1-4]\d)(?P<mm>\d\d)(?P<dd>\d\d)\d{9}"
    r"|(?P<py>20\d\d)[/-](?P<pm>\d\d)[/-](?P<pd>\d\d))(?!\d)"
)


def published(
    stated: datetime.date | None, *, title: str, body: str, url: str = ""
) -> tuple[datetime.date | None, int | None]:
    """Return date and year of publication, each None when nothing tells."""
    date = stated or date_in_url(url) or date_in_lead(title, body)
    if date is not None:
        return date, date.year
    return None, infer_year(f"{title}\n{body}")


def date_in_url(url: str) -> datetime.date | None:
    """Return the day that news sites write into their addresses."""
    match = _URL_STAMP.search(url)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    return calendar_day(2000 + year % 100, month, day)


def date_in_lead(title: str, body: str) -> datetime.date | None:
    """Return the day that opens a sentence of the lead; its year may stand anywhere."""
    lead = "\n".join(body[:_LEAD_CHARACTERS].split("\n")[:_LEAD_PARAGRAPHS])
    for match in _days(lead):
        day, month = int(match["day"]), int(match["month"])
        year = match["year"] or infer_year(f"{title}\n{body}", month=month)
        if year and (date := calendar_day(int(year), month, day)):
            return date
    return None


def agrees(date: datetime.date, lead: str) -> bool:
    """Return whether a line's date fits the day in the lead: a site's clock mostly does not."""
    days = [calendar_day(date.year, int(m["month"]), int(m["day"])) for m in _days(lead)]
    gaps = [abs((day - datetime.date(*date.timetuple()[:3])).days) for day in days if day]
    return not gaps or min(gaps) <= _NEAR or min(gaps) >= _YEAR - _NEAR


def _days(lead: str) -> list[re.Match[str]]:
    if not _DAY_AND_MONTH.search(lead):
        return []
    today = (match for match in _TODAY.finditer(lead.lower()) if _follows_day_word(match))
    return [*_OPENING.finditer(f"\n{lead}"), *today]


def _follows_day_word(match: re.Match[str]) -> bool:
    return match.string.endswith(_DAY_WORDS, 0, match.start())
