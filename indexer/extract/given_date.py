"""The date that a record states of itself: a day, an hour, or only a year, as text or number."""

import datetime
import re

from indexer.article import VIET_NAM
from indexer.extract.dates import calendar_day
from indexer.extract.dating import Dating, is_to_come, read

_YEAR = re.compile(  # 2021, năm 2021, 5/2021, tháng 5 năm 2021, 2021-05
    r"(?:năm )?(?P<year>(?:19|20)\d\d)"
    r"|(?:tháng )?(?:0?[1-9]|1[0-2])(?: ?[/.-] ?|,? năm )(?P<after>(?:19|20)\d\d)"
    r"|(?P<before>(?:19|20)\d\d) ?[/.-] ?(?:0?[1-9]|1[0-2])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_FIRST_SECOND, _LAST_SECOND = 631_152_000, 4_102_444_800  # 1990 to 2100
_MILLI = 1000


def read_given(given: object) -> Dating | None:
    """Return what a record's date says, or None when it says nothing that can be read.

    A month or a year gives the year alone. A number, of JSON or of a table, is a year (2021), a day
    (20210506), or the seconds or milliseconds since 1970, told in Viet Nam's time.
    """
    if isinstance(given, str):
        words = given.strip()
    elif isinstance(given, int | float) and 0 < given < _LAST_SECOND * _MILLI:
        words = str(int(given))
    else:
        return None
    return read(words, "given") or _year(words) or _day(words) or _moment(words)


def lies_ahead(given: Dating) -> bool:
    """Return whether a given date or year is still to come, further than clocks differ."""
    if given.date is not None:
        return is_to_come(given.date)
    return given.year is not None and is_to_come(datetime.date(given.year, 1, 1))


def _year(words: str) -> Dating | None:
    match = _YEAR.fullmatch(words)
    if match is None:
        return None
    year = int(match["year"] or match["after"] or match["before"])
    return Dating.of("given", year, evidence=(words,))


def _day(words: str) -> Dating | None:
    match = _DIGITS.fullmatch(words)
    date = calendar_day(*map(int, match.groups())) if match else None
    return Dating.of("given", date.year, date, evidence=(words,)) if date else None


def _moment(words: str) -> Dating | None:
    if not (words.isascii() and words.isdecimal()) or len(words) > len(str(_LAST_SECOND * _MILLI)):
        return None
    seconds = int(words)
    if seconds >= _FIRST_SECOND * _MILLI:
        seconds //= _MILLI
    if not _FIRST_SECOND <= seconds < _LAST_SECOND:
        return None
    moment = datetime.datetime.fromtimestamp(seconds, tz=VIET_NAM).replace(tzinfo=None)
    return Dating.of("given", moment.year, moment, evidence=(words,))
