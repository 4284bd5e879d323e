"""The year that a text lets one reckon: since 2001, and that was 16 years ago."""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

_EARLIEST = 2000
_LONGEST_TEXT = 200_000  # characters that are read
_BEFORE, _AFTER = 320, 120  # characters around the words that count

_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d-])"
_SINCE = rf"[Tt]ừ (?:ngày |tháng |năm |đầu |cuối |giữa ){{0,3}}(?:\d{{1,2}}[/-]){{0,2}}{_YEAR}"
# The words that count are looked for first: they are rare, and "từ" is everywhere.
_COUNTS = re.compile(r"năm (?:nay|qua)\b|(?:đến|tới) nay\b|[Ss]au (?:hơn |gần )?\d{1,3} năm ")
_FORMS = (
    # from 2001 until now (16 years)
    re.compile(rf"{_SINCE},? (?:cho )?(?:đến|tới) nay[^.\n\d]{{0,25}}(?P<count>\d{{1,3}}) năm\b"),
    # from May 2012 … for more than 5 years now
    re.compile(rf"{_SINCE}.{{0,260}}?(?:hơn|gần|suốt|đã|tròn) (?P<count>\d{{1,3}}) năm (?:nay|qua)\b", re.DOTALL),
    # after 17 years in force, the law of 2008
    re.compile(
        r"[Ss]au (?:hơn |gần )?(?P<count>\d{1,3}) năm (?:triển khai|thi hành|thực hiện|hoạt động)"
        rf"[^.;\n\d]{{0,60}}năm {_YEAR}"
    ),
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
    years = (year for year in _reached(text) if _EARLIEST <= year.year <= now)
    return next(years, None)


def _reached(text: str) -> Iterator[Year]:
    done = 0
    for counts in _COUNTS.finditer(text, 0, _LONGEST_TEXT):
        if counts.start() < done:
            continue
        done = counts.end() + _AFTER
        start = max(0, counts.start() - _BEFORE)
        for form in _FORMS:
            if match := form.search(text, start, done):
                yield Year(int(match["year"]) + int(match["count"]), False, *match.span())
