"""Dates: ``26/10/2021``, ``5-5-2022``, ``6 tháng 10 năm 2022``, ``2021-10-26``, ``1/12``.

Day first, as everybody in Vietnam writes. A date with its year is also found by day and
month alone. ``5-5`` is a date only after “ngày”, ``5 năm 2022`` a month only after “tháng”.
"""

import re

from analyzers.units.unit import ALONE, ENDED, SPACE, Found

_GAP = rf"{SPACE}*(?:{SPACE}|\n){SPACE}*"
_YEAR_IN_WORDS = rf",?{_GAP}n[ăa]m{_GAP}"
_DATE = re.compile(
    rf"{ALONE}(?<!\d[./:])(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<day>\d{{1,2}})(?:"
    r"(?P<dash>[/.]|(?<!\d-\d)(?<!\d-\d\d)-)(?P<month>\d{1,2})(?P=dash)(?P<year>\d{4}|\d{2})(?!-\d{4})"
    rf"|{_GAP}th[áa]ng{_GAP}(?P<named_month>\d{{1,2}})(?:{_YEAR_IN_WORDS}(?P<named_year>\d{{4}}))?"
    rf"|/(?P<second>\d{{4}}|\d{{1,2}})"
    rf"|-(?P<dashed>\d{{1,2}})(?!-\d)"
    rf"|{_YEAR_IN_WORDS}(?P<of_year>\d{{4}}))){ENDED}(?![./:]\d)",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 10  # characters: “tháng” and the space behind it
_CENTURY_TURNS = 50  # 05/05/22 is of 2022, 30/4/75 of 1975
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find_at(text: str, digits: re.Match[str]) -> Found | None:
    """Return the date that begins with `digits`, as ``26/10/2021`` and as ``26/10``."""
    match = _DATE.match(text, digits.start())
    if match is None:
        return None
    if match["iso"]:
        iso_year, iso_month, iso_day = map(int, match["iso"].split("-"))
        return _found(match, iso_day, iso_month, iso_year)
    first = int(match["day"])
    before = text[max(0, match.start() - _LONGEST_BEFORE) : match.start()].rstrip().lower()
    if match["of_year"]:
        after_month = before.endswith(("tháng", "thang"))
        return _of_year(match, first, int(match["of_year"])) if after_month else None
    if match["dashed"] and not before.endswith(("ngày", "ngay")):
        return None
    if match["second"] and len(match["second"]) == len("2021"):
        return _of_year(match, first, int(match["second"]))
    month = match["month"] or match["named_month"] or match["second"] or match["dashed"]
    year = match["year"] or match["named_year"] or "0"
    return _found(match, first, int(month), _whole_year(year))


def _found(match: re.Match[str], day: int, month: int, year: int) -> Found | None:
    if month not in range(1, 13) or day not in range(1, _DAYS[month] + 1):
        return None
    short = f"{day}/{month}"
    return Found(*match.span(), (f"{short}/{year}", short) if year else (short,))


def _of_year(match: re.Match[str], month: int, year: int) -> Found | None:
    return Found(*match.span(), (f"{month}/{year}",)) if month in range(1, 13) else None


def _whole_year(year: str) -> int:
    if len(year) != len("22"):
        return int(year)
    return int(year) + (2000 if int(year) < _CENTURY_TURNS else 1900)
