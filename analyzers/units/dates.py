"""Dates: ``26/10/2021``, ``5-5-2022``, ``6 tháng 10 năm 2022``, ``2021-10-26``, ``1/12``.

Day first, as everybody in Vietnam writes. A date with its year is also found by day and
month alone.
"""

import re

from analyzers.units.unit import BEGINS, ENDS, Found

_SPACE = r"[ \u00a0]+"
_DATE = re.compile(
    BEGINS + r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})(?:(?P<dash>[/.-])(?P<month>\d{1,2})(?P=dash)(?P<year>\d{4}|\d{2})"
    rf"|{_SPACE}th(?:á|a\u0301?)ng{_SPACE}(?P<named_month>\d{{1,2}})"
    rf"(?:,?{_SPACE}n(?:ă|a\u0306?)m{_SPACE}(?P<named_year>\d{{4}}))?"
    rf"|/(?P<second>\d{{4}}|\d{{1,2}}))){ENDS}",
    re.IGNORECASE,
)
_CENTURY_TURNS = 50  # 05/05/22 is of 2022, 30/4/75 of 1975
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find_at(text: str, digits: re.Match[str]) -> Found | None:
    """Return the date that begins with `digits`, as ``26/10/2021`` and as ``26/10``."""
    match = _DATE.match(text, digits.start())
    if match is None:
        return None
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    else:
        day = int(match["day"])
        month = int(match["month"] or match["named_month"] or match["second"])
        year = _whole_year(match["year"] or match["named_year"] or "0")
    if month in range(1, 13) and day in range(1, _DAYS[month] + 1):
        short = f"{day}/{month}"
        return Found(*match.span(), (f"{short}/{year}", short) if year else (short,))
    if match["second"] and len(match["second"]) == len("2021") and day in range(1, 13):
        return Found(*match.span(), (f"{day}/{month}",))  # a month of a year
    return None


def _whole_year(year: str) -> int:
    if len(year) != len("22"):
        return int(year)
    return int(year) + (2000 if int(year) < _CENTURY_TURNS else 1900)
