"""The year an article was published in, when only its sentences tell.

The latest year that is neither planned, nor remembered, nor a law's is the
year of publication; as what it is named says how sure that is.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from indexer.extract.elapsed import reckoned
from indexer.extract.year_mentions import Mention, find_mentions, this_year
from indexer.extract.year_roles import Role

_EARLIEST = 2012  # of 130 saved pages; older years that are not sure are remembered: 11 of 11
# An older year that is only named is remembered, in 23 of 25 articles for 2014 itself, and tells
# no date by its month: 20 of 20 that did were wrong.
_RECENT = 2015
_AHEAD = 4  # years between the present and a plan or games to come, which may be named as plainly
_OFTEN = 4  # times as many mentions make a year the one that is written in
_SUMMED = 6  # until this month, the year before is summed up: 27 of 35 times
_EARLY = 3  # until this month, what a whole year brought is told in the next one
_LATE = 8  # from this month on, plans are made for the year to come
_ENDING = 11  # from this month on, the year to come is spoken of as the present one
_DECEMBER = 12  # 8 of 27 names are those of the year to come
_SCHOOL = 8  # the month in which a school year begins
_NEAR = 2  # months from what is told to its telling
_HEAD = 800  # characters of title and lead: further down stand names of other years
_MANY = 3  # mentions that make a year sure
_STOPS = (". ", "\n")
_LAST_YEAR = re.compile(r"năm (?:ngoái|trước)\b")
_NO_WITNESS = frozenset(
    ("planned", "compared", "remembered", "since", "once", "law", "document", "range", "stage",
     "school year")
)  # fmt: skip
_PAST = frozenset(("compared", "remembered", "since", "once", "law", "document"))
_UNSURE = frozenset(("foreseen", "passing"))
_FORESEEABLE = frozenset(("foreseen", "name", "plain", "passing"))
_SURE = frozenset(
    ("now", "first months", "tasks", "summed up", "new year", "congress", "anniversary")
)


class Year(NamedTuple):
    """A year of publication, where the text tells it, and how well."""

    year: int
    is_sure: bool  # enough to make a date of a day and a month
    start: int  # of what tells it, in the text
    end: int


class Day(NamedTuple):
    """The day of the news, as a lead tells it without its year."""

    month: int
    start: int  # in the text


class _Witness(NamedTuple):
    year: int  # of publication, as far as this mention goes
    mention: Mention


def infer_year(text: str, day: Day | None = None) -> Year | None:
    """Return the year of publication that `text` gives away, or None."""
    mentions = list(find_mentions(text))
    if not mentions:
        return None
    month = day.month if day else 0
    late = {m.year for m in mentions if m.month >= _LATE and m.role != "once"}
    witnesses = [w for mention in mentions if (w := _witness(mention, month, late))]
    found = []
    if witnesses:  # the first of the latest counts: no text is older than what it remembers
        found.append(_told(witnesses, late, month, _sentence(text, day)))
        found += [_unsure(mention) for mention in mentions if mention.role in _PAST]
    found += [
        Year(year, is_sure=False, start=start, end=end)
        for year, start, end in reckoned(text, mentions)
    ]
    found = found or list(_hinted(text, mentions, month))
    best = max(found, key=lambda year: year.year, default=None)
    return best if best and (best.is_sure or best.year >= _earliest(text, best)) else None


def _earliest(text: str, year: Year) -> int:
    """Return before when `year` is remembered: sooner, where others are counted from the text."""
    is_named = text[year.start : year.end] == str(year.year)
    return _RECENT if is_named else _EARLIEST


def _unsure(mention: Mention, shift: int = 0) -> Year:
    return Year(mention.year + shift, is_sure=False, start=mention.start, end=mention.end)


def _sentence(text: str, day: Day | None) -> range:
    """Return where the sentence stands that tells the day of the news."""
    if day is None:
        return range(0)
    start = max(text.rfind(stop, 0, day.start) for stop in _STOPS)
    ends = [end for stop in _STOPS if (end := text.find(stop, day.start)) >= 0]
    return range(start + 1, min(ends, default=len(text)))


def _witness(mention: Mention, month: int, late: Collection[int]) -> _Witness | None:
    if mention.role in _NO_WITNESS:
        return None
    by_month = mention.month and month
    shift = _shift_by_month(mention, month) if by_month else _shift(mention, month, late)
    year = mention.year + shift
    return _Witness(year, mention) if year <= this_year() else None


def _shift(mention: Mention, month: int, late: Collection[int]) -> int:
    """Return how many years after the year it names such a sentence is written."""
    role = mention.role
    if role == "after" or (role == "summed up" and 0 < month <= _SUMMED):
        return 1
    if role == "result" and 0 < month <= _EARLY:
        return 1
    if role in ("tasks", "new year") and month >= _LATE:
        return -1
    return -1 if role == "foreseen" and mention.year - 1 in late else 0


def _shift_by_month(mention: Mention, month: int) -> int:
    """Return the same for a year that comes with its month."""
    if mention.role == "after":
        return 1
    if mention.role == "anniversary":  # prepared for months, and never told of after it
        return -1 if month > mention.month + _NEAR else 0
    if mention.role == "foreseen":
        return 0
    return int(
        mention.month > month and (mention.day > 0 or _months_since(mention, month) <= _NEAR)
    )


def _months_since(mention: Mention, month: int) -> int:
    return (month - mention.month) % 12


def _told(witnesses: Collection[_Witness], late: Collection[int], month: int, near: range) -> Year:
    year = _latest(witnesses, late, month)
    own = [witness for witness in witnesses if witness.year == year]
    best = max(own, key=lambda w: (_is_sure(w.mention, month, near), -w.mention.start)).mention
    often = sum(w.mention.year == year for w in own) >= _MANY
    often = often and month < _ENDING and year >= _RECENT
    return Year(year, often or _is_sure(best, month, near), best.start, best.end)


def _latest(witnesses: Collection[_Witness], late: Collection[int], month: int) -> int:
    """Return the latest year, unless it is named in passing at the end of the year before."""
    now = [w.year for w in witnesses if w.mention.role == "now"]
    if now:
        return max(now)
    years = Counter(w.year for w in witnesses)
    top = max(years)
    if len(years) > 1 and _is_ahead(top, sorted(years)[-2], witnesses):
        return _latest([w for w in witnesses if w.year != top], late, month)
    often = 1 if month >= _ENDING else _OFTEN
    is_ending = month >= _LATE if month else top - 1 in late
    return top - 1 if is_ending and years[top - 1] >= often * years[top] else top


def _is_ahead(top: int, before: int, witnesses: Iterable[_Witness]) -> bool:
    """Return whether the latest year is only foreseen, or lies alone, far from the one `before`."""
    named = [witness.mention for witness in witnesses if witness.year == top]
    roles = {mention.role for mention in named}
    if roles == {"foreseen"}:
        return not any(mention.day for mention in named)  # a day is told of shortly before it
    is_far = _RECENT <= before <= top - _AHEAD
    return is_far and roles <= _FORESEEABLE and not any(mention.month for mention in named)


def _is_sure(mention: Mention, month: int, near: range) -> bool:
    role = mention.role
    if role in _UNSURE:
        return False
    if mention.year < _RECENT and role not in _SURE:
        return False
    if mention.month and month:
        return _months_since(mention, month) <= _NEAR or role == "anniversary"
    if role == "name":
        return month != _DECEMBER and mention.start < _HEAD
    if role == "plain":  # 86 of 99 times; before April it may be the year summed up
        return month > _EARLY and mention.start in near
    return role in _SURE


def _hinted(text: str, mentions: Collection[Mention], month: int) -> Iterator[Year]:
    """Yield the years that are near the writing: compared with, a quoted law's."""
    for roles, shift in _hints(text, month):
        named = [mention for mention in mentions if mention.role in roles]
        if found := [m for m in named if m.year + shift <= this_year()]:
            yield from (_unsure(mention, shift) for mention in found)
            if "document" in roles:  # no text is older than what it remembers
                yield from (_unsure(mention) for mention in mentions if mention.role in _PAST)
            return


def _hints(text: str, month: int) -> Iterator[tuple[tuple[Role, ...], int]]:
    """Yield, the best first, roles that hint at a year, and how long after it is written."""
    yield ("compared",), 1
    if _LAST_YEAR.search(text):
        yield ("once",), 1
    yield ("school year",), int(0 < month < _SCHOOL)
    if not month:  # 9 of 30 were right in a text with the day of its news, 32 of 38 in others
        yield ("document", "stage"), 0
