"""Read one written date, the day before the month, in every form that Vietnamese sites print."""

import datetime
import re

from indexer.extract.clock import HOUR, at, with_hour

_MONTHS = {
    word.replace("_", " "): month
    for month, words in enumerate(
        ("một january jan", "hai february feb", "ba march mar", "tư bốn april apr", "may",
         "sáu june jun", "bảy bẩy july jul", "tám august aug", "chín september sept sep",
         "mười october oct", "mười_một november nov", "mười_hai december dec"),
        start=1,
    )
    for word in words.split()
} | {"năm": 5}  # fmt: skip
_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENGLISH = "|".join(word for word in sorted(_MONTHS, key=len, reverse=True) if word.isascii())
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = rf"th(?:[áa]ng|g|\.)? ?(?P<month>\d{{1,2}}|(?:{_WORDS})\b)"
_ISO = re.compile(
    rf"(?<![\d/.-]){_YEAR}(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)(?!\d)"
    r"(?:(?P<t>[T ])(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?(?:[.,]\d{1,9})?"
    r" ?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_LETTER = re.compile(r" ?[A-Za-z]")  # behind a clock: of "PM", "UTC"
_FORMS = (
    # 11/03/2021, 5-5-2022, 5.5.2022: one separator, so that "20 - 25/6/2018" is read from 25
    re.compile(
        rf"(?<![\d/.-]){_DAY}(?P<sep> ?[/.-] ?)(?P<month>\d{{1,2}})(?P=sep){_YEAR}"
        r"(?![\d/-]\d|\d|/[A-ZĐ])"
    ),
    re.compile(rf"(?<!\d){_DAY} ?{_MONTH}(?:,? n[ăa]m|,|/)? ?{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\w){_MONTH} {_DAY}, ?{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(
        rf"(?<!\d){_DAY}(?:st|nd|rd|th)?[ -](?:of )?(?P<month>{_ENGLISH})\b[.,]?[ -]{_YEAR}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?P<month>{_ENGLISH})\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}(?!\d)", re.IGNORECASE
    ),
    re.compile(rf"(?<![\d/.-]){_YEAR}(?P<sep>[/.])(?P<month>\d\d)(?P=sep){_DAY}(?!\d)"),
)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")  # in every full date, and quickly looked for
# Two digits may be a year or a day; the day of the week says which.
_SHORT = re.compile(
    r"(?:thứ (?P<week>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ nhật))[ ,-]{1,3}(?:ngày )?"
    rf"{_DAY}(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d\d)(?![\d/.-])",
    re.IGNORECASE,
)
_WEEK = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_SUNDAY = 6
_LONGEST = 200  # characters of a text that states one date


def parse_date(text: str) -> datetime.date | None:
    """Return the date that `text` states, or None; a datetime when it states the hour.

    ISO first (a zone is converted to Viet Nam), else the day before the month.
    Of several dates the first counts.
    """
    text = text[: 2 * _LONGEST].strip()[:_LONGEST]
    for match in _ISO.finditer(text):
        if _is_iso(match) and (date := _date(match)):
            return _moment(date, match)
    found = find_date(text)
    if found is None:
        return None
    date, start, end = found
    return with_hour(date, text, start, end)


def find_date(text: str) -> tuple[datetime.date, int, int] | None:
    """Return the first full date in `text` with its place; the hour is not read."""
    if not _ANY_YEAR.search(text):
        return _find_short(text)
    found = [
        (match.start(), match.end(), date)
        for form in (*_FORMS, _ISO)
        for match in form.finditer(text)
        if (form is not _ISO or _is_iso(match)) and (date := _date(match))
    ]
    if not found:
        return None
    start, end, date = min(found)
    return date, start, end


def without_dates(text: str) -> str:
    """Return `text` with every full date and hour taken out."""
    for form in (_ISO, *_FORMS, _SHORT, HOUR):
        text = form.sub(" ", text)
    return text


def calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None when the calendar has none such: 39/63/2021, 30 February."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _date(match: re.Match[str]) -> datetime.date | None:
    month = match["month"]
    number = int(month) if month.isdecimal() else _MONTHS[month.lower()]
    return calendar_day(int(match["year"]), number, int(match["day"]))


def _is_iso(match: re.Match[str]) -> bool:
    """Return whether it is no bare run of digits: 20211203 is anything."""
    return bool(match["dash"]) or match["t"] == "T"


def _moment(date: datetime.date, match: re.Match[str]) -> datetime.date:
    is_iso = match["zone"] or (match["t"] == "T" and not _LETTER.match(match.string, match.end()))
    if not is_iso:
        return with_hour(date, match.string, match.start(), match.end("day"))
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    return at(date, hour, minute, second, match["zone"]) or date


def _find_short(text: str) -> tuple[datetime.date, int, int] | None:
    for match in _SHORT.finditer(text):
        date = calendar_day(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
        if date and date.weekday() == _weekday(match):
            return date, match.start("day"), match.end()
    return None


def _weekday(match: re.Match[str]) -> int:
    if match["sunday"]:
        return _SUNDAY
    week = match["week"].lower()
    return int(week) - 2 if week.isdecimal() else _WEEK.index(week)
