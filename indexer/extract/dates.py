"""Read one written date, the day before the month: forms, hours, zones."""

import datetime
import re

VIET_NAM = datetime.timezone(datetime.timedelta(hours=7))  # no summer time since 1975

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<word>{'|'.join(_MONTHS)})[a-z]{{0,6}}"

_ISO = re.compile(
    r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d{1,9})?"
    r" ?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_DAY_FIRST = (
    # 11/03/2021, 5-5-2022, 5.5.2022: one separator, so that "20 - 25/6/2018" is read from 25
    re.compile(
        r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)"
        r"(?P<year>(?:19|20)\d\d)(?![\d/-]\d|\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?:,? năm|,|/)? ?"
        r"(?P<year>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}) {_MONTH},? (?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(
        rf"(?<!\w){_MONTH} (?P<day>\d{{1,2}}),? (?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)(?!\d)"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")  # in every full date, and quickly looked for
_HOUR = re.compile(
    r"(?<![\d:/.])(?P<hour>[01]?\d|2[0-3])(?::|h|g| giờ )(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    r" ?(?P<half>[AaPp][Mm]|SA|CH)?(?: ?(?P<zone>GMT|UTC|[+-]\d\d:?\d\d)(?![\w+-]))?"
)
_AFTER_NOON = ("pm", "ch")
_NOON = 12
_NEAR = 40  # characters between a date and its hour on one line


def parse_date(text: str) -> datetime.date | None:
    """Return the date that `text` states, or None; a datetime when it states the hour.

    ISO first (a zone is converted to Viet Nam), else the day before the month.
    Of several dates the first counts.
    """
    text = text.strip()[:200]
    if match := _ISO.search(text):
        return _from_iso(match)
    found = find_date(text)
    if found is None:
        return None
    date, start, end = found
    return _with_hour(date, text[max(0, start - _NEAR) : start], text[end : end + _NEAR])


def find_date(text: str) -> tuple[datetime.date, int, int] | None:
    """Return the first full date in `text` with its place; the hour is not read."""
    if not _YEAR.search(text):
        return None
    found = [
        (match.start(), match.end(), date)
        for form in (*_DAY_FIRST, _ISO)
        for match in form.finditer(text)
        if (date := _date(match))
    ]
    if not found:
        return None
    start, end, date = min(found)
    return date, start, end


def without_dates(text: str) -> str:
    """Return `text` with every full date and hour taken out."""
    for form in (_ISO, *_DAY_FIRST, _HOUR):
        text = form.sub(" ", text)
    return text


def _date(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    word = parts.get("word")
    month = _MONTHS.index(word.lower()) + 1 if word else int(parts["month"])
    return calendar_day(int(parts["year"]), month, int(parts["day"]))


def calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None when the calendar has none such: 39/63/2021, 30 February."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> datetime.date | None:
    date = _date(match)
    if date is None or match["hour"] is None:
        return date
    return _at(date, int(match["hour"]), int(match["minute"]), match["second"], match["zone"])


def _with_hour(date: datetime.date, before: str, after: str) -> datetime.date:
    match = _HOUR.search(after) or _HOUR.search(before)
    if match is None:
        return date
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and hour <= _NOON:
        hour = hour % _NOON + _NOON * (half in _AFTER_NOON)
    if hour == 0 and match["minute"] == "00":
        return date  # "12:00 AM" is what a site prints when it keeps no hour
    return _at(date, hour, int(match["minute"]), None, match["zone"]) or date


def _at(
    date: datetime.date, hour: int, minute: int, second: str | None, zone: str | None
) -> datetime.datetime | None:
    try:
        clock = datetime.time(hour, minute, int(second or 0), tzinfo=_zone(zone))
        moment = datetime.datetime.combine(date, clock)
        return moment.astimezone(VIET_NAM).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> datetime.timezone:
    if text is None:
        return VIET_NAM
    if text[0] not in "+-":
        return datetime.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return datetime.timezone(-offset if text[0] == "-" else offset)
