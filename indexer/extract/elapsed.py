"""The year that a text lets one reckon: since 2001, and that was 16 years ago."""

import datetime
import re
from typing import NamedTuple

_SINCE = r"từ (?:ngày |tháng |năm |đầu |cuối |giữa ){0,3}(?:\d{1,2}[/-]){0,2}(?P<year>(?:19|20)\d\d)(?![\d-])"
_COUNTED = (
    re.compile(rf"{_SINCE},? (?:cho )?(?:đến|tới) nay[^.\n\d]{{0,25}}(?P<count>\d{{1,3}}) năm\b", re.IGNORECASE),
    re.compile(rf"{_SINCE}[^.]{{0,200}}?(?:\.[^.]{{0,200}}?){{0,2}}(?:hơn|gần|suốt|đã|tròn) (?P<count>\d{{1,3}}) năm (?:nay|qua)\b", re.IGNORECASE),
    re.compile(r"sau (?:hơn |gần )?(?P<count>\d{1,3}) năm (?:triển khai|thi hành|thực hiện|hoạt động)[^.;\n\d]{0,60}năm (?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
)  # fmt: skip


class Year(NamedTuple):
    """A year of publication, where the text tells it, and how well."""

    year: int
    is_sure: bool  # enough to make a date of a day and a month
    start: int  # of what tells it, in the text
    end: int


def year_reached(text: str) -> Year | None:
    """Return the year that lies a stated number of years after a stated one, or None."""
    now = datetime.datetime.now(tz=datetime.UTC).year
    for pattern in _COUNTED:
        for match in pattern.finditer(text, 0, 200_000):
            year = int(match["year"]) + int(match["count"])
            if 2000 <= year <= now:
                return Year(year, False, match.start(), match.end())
    return None
