"""Where a text names a year of our time, with its day and month and its role."""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.article import VIET_NAM
from indexer.extract.year_digits import is_number
from indexer.extract.year_roles import WINDOW, Role, role_of

_EARLIEST = 2000  # older pages are not saved from the web, older years are remembered ones
_LONGEST_TEXT = 200_000  # characters that are read: the year of a whole book is no news

# A pattern that opens with plain characters is looked for ten times faster than with a condition.
_YEAR = re.compile(r"20(?<![\d.,]20)\d\d(?!\d|[.,]\d{3})")
_DAY = re.compile(
    r"(?<![\d/.-])(?P<day>3[01]|[12]\d|0?[1-9])(?: ?[/.-] ?| tháng )(?P<month>1[0-2]|0?[1-9])"
    r"(?: ?[/.-] ?|,? năm |, )$"
)
_MONTH = re.compile(r"(?<![\d/.-])(?:\d{1,2}[/.-])?(?P<month>1[0-2]|0?[1-9])(?:[/.-]| năm )$")
_LONGEST_DAY = 24  # characters of either and of what stands before it


class Mention(NamedTuple):
    """One year in a text; `month` and `day` are written with it, 0 when they are not."""

    year: int
    role: Role
    month: int
    day: int
    start: int  # of the digits of the year, in the text
    end: int


def find_mentions(text: str) -> Iterator[Mention]:
    """Yield the years that `text` names, from 2000 to the next one."""
    latest = this_year() + 1
    for match in _YEAR.finditer(text, 0, _LONGEST_TEXT):
        start, end = match.span()
        after = text[end : end + WINDOW]
        before = text[max(0, start - WINDOW) : start].lower()
        year = int(match[0])
        if _EARLIEST <= year <= latest and not is_number(before, year, after):
            day, month = day_and_month(before)
            yield Mention(year, role_of(before, year, after), month, day, start, end)


def this_year() -> int:
    """Return the year on Viet Nam's clock: nothing was published after it."""
    return datetime.datetime.now(tz=VIET_NAM).year


def day_and_month(before: str) -> tuple[int, int]:
    """Return the day and the month that end `before`, each 0 when there is none."""
    # Asked first what characters there are: the patterns took half the time of a mention.
    if (
        before.rstrip()[-1:] not in ("/", "-", ".")
        and not before[-6:-5].isdigit()
        and before[-2:] != ", "
    ):
        return 0, 0
    tail = before[-_LONGEST_DAY:]
    if found := _DAY.search(tail):
        return int(found["day"]), int(found["month"])
    found = _MONTH.search(tail)
    return 0, int(found["month"]) if found else 0
