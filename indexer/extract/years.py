"""The year an article was published in, when only its sentences tell.

The latest year that is neither planned, nor remembered, nor a law's is the
year of publication; how it is named says how sure that is.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indexer.extract.elapsed import year_reached
from indexer.extract.year_mentions import Mention, Year, find_mentions

_OFTEN = 4  # times as many mentions make a year the one that is written in
_SUMMED = 6  # until this month, the year before is summed up: 27 of 35 times
_EARLY = 3  # until this month, what a whole year brought is told in the next one
_LATE = 8  # from this month on, plans are made for the year to come
_ENDING = 11  # from this month on, the year to come is spoken of as the present one
_SCHOOL = 8  # the month in which a school year begins
_NEAR = 2  # months from what is told to its telling
_HEAD = 800  # characters of title and lead: further down stand names of other years
_STOPS = (". ", "\n")
_MANY = 3  # mentions that make a year sure
_LAST_YEAR = re.compile(r"năm (?:ngoái|trước)\b")
_NO_WITNESS = frozenset(
    ("range", "compared", "remembered", "since", "once", "law", "planned", "document", "running", "school year")
)  # fmt: skip
_PAST = frozenset(("compared", "remembered", "since", "once", "law", "document"))
_SURE = frozenset(("now", "anniversary", "first months", "name", "tasks", "summed up", "congress"))


@dataclass(frozen=True, slots=True)
class _Witness:
    year: int  # of publication, as far as this mention goes
    mention: Mention


def infer_year(text: str, *, month: int = 0, day_at: int | None = None) -> Year | None:
    """Return the year of publication that `text` gives away, or None.

    `month` is the month of publication when a day without its year states it,
    `day_at` where that day stands in the text.
    """
    mentions = list(find_mentions(text))
    if not mentions:
        return None
    reached = year_reached(text, mentions)
    late = {m.year for m in mentions if m.month >= _LATE and m.role != "once"}
    witnesses = [w for mention in mentions if (w := _witness(mention, month, late))]
    if not witnesses:
        return reached or _hinted(text, mentions, month)
    year = _latest(witnesses, late, month)
    if reached and reached.year > year:
        return reached
    past = max((m for m in mentions if m.role in _PAST), key=lambda m: m.year, default=None)
    if past and past.year > year:
        return Year(past.year, False, past.start, past.end)
    near = _sentence(text, day_at)
    return _told(year, [w for w in witnesses if w.year == year], month, near)


def _sentence(text: str, day_at: int | None) -> range:
    """Return where the sentence stands that tells the day of the news."""
    if day_at is None:
        return range(0)
    start = max(text.rfind(stop, 0, day_at) for stop in _STOPS)
    ends = [end for stop in _STOPS if (end := text.find(stop, day_at)) >= 0]
    return range(start + 1, min(ends, default=len(text)))


def _witness(mention: Mention, month: int, late: Collection[int]) -> _Witness | None:
    if mention.role in _NO_WITNESS:
        return None
    return _Witness(mention.year + _shift(mention, month, late), mention)


def _shift(mention: Mention, month: int, late: Collection[int]) -> int:
    """Return how many years after the year it names such a sentence is written."""
    role = mention.role
    if mention.month and month:
        return _shift_by_month(mention, month)
    if role == "after" or (role == "summed up" and 0 < month <= _SUMMED and not mention.month):
        return 1
    if role == "result" and 0 < month <= _EARLY:
        return 1
    if role in ("tasks", "new year") and month >= _LATE:
        return -1
    return -1 if role == "foreseen" and mention.year - 1 in late else 0


def _shift_by_month(mention: Mention, month: int) -> int:
    """Return the same for a year that comes with its month."""
    if mention.role == "anniversary":  # prepared for half a year, and never told of after it
        return -1 if month > mention.month + _NEAR else 0
    if mention.role == "foreseen":
        return 0
    return int(mention.month > month and (mention.day > 0 or month + 12 - mention.month <= _NEAR))


def _latest(witnesses: Iterable[_Witness], late: Collection[int], month: int) -> int:
    """Return the latest year, unless it is named in passing at the end of the year before."""
    now = [w.year for w in witnesses if w.mention.role == "now"]
    if now:
        return max(now)
    years = Counter(w.year for w in witnesses)
    top = max(years)
    often = 1 if month >= _ENDING else _OFTEN
    is_ending = month >= _LATE if month else top - 1 in late
    return top - 1 if is_ending and years[top - 1] >= often * years[top] else top


def _told(year: int, witnesses: list[_Witness], month: int, near: range) -> Year:
    best = max(witnesses, key=lambda w: (_is_sure(w, month, near), -w.mention.start))
    sure = _is_sure(best, month, near) or sum(w.year == w.mention.year for w in witnesses) >= _MANY
    return Year(year, sure, best.mention.start, best.mention.end)


def _is_sure(witness: _Witness, month: int, near: range) -> bool:
    mention = witness.mention
    if mention.role == "foreseen":
        return False
    if mention.month and month:
        return (month - mention.month) % 12 <= _NEAR or mention.role == "anniversary"
    if mention.role == "name":
        return month < _ENDING + 1 and mention.start < _HEAD
    if mention.role == "plain":  # 86 of 99 times; before April it may be the year summed up
        return month > _EARLY and mention.start in near
    return mention.role in _SURE


def _hinted(text: str, mentions: Iterable[Mention], month: int) -> Year | None:
    """Return a year that is near the writing: compared with, a quoted law's."""
    for roles, shift in (
        (("compared",), 1),
        (("once",) if _LAST_YEAR.search(text) else (), 1),
        ((), 0) if month else (("document", "running", "school year"), 0),
        (("since",), 0),
    ):
        found = [m for m in mentions if m.role in roles and (m.role != "since" or m.month)]
        if found:
            best = max(found, key=lambda m: m.year)
            return Year(best.year + shift, False, best.start, best.end)
    return None
