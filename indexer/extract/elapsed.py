"""The year that a text lets one reckon: since 2001, and that was 16 years ago."""

import datetime
import re
from collections.abc import Iterable, Iterator

from indexer.extract.year_mentions import Mention, Year

_WINDOW = 280  # characters between the year and the words that count from it
# from 2001 until now (16 years); from May 2012 … for more than 5 years now
_UNTIL_NOW = re.compile(r",? (?:cho )?(?:đến|tới) nay[^.\n\d]{0,25}(?P<count>\d{1,3}) năm\b")
_FOR_YEARS = re.compile(r"(?:hơn|gần|suốt|đã|tròn) (?P<count>\d{1,3}) năm (?:nay|qua)\b")
# after 17 years in force, the law of 2008
_IN_FORCE = re.compile(
    r"[Ss]au (?:hơn |gần )?(?P<count>\d{1,3}) năm (?:triển khai|thi hành|thực hiện|hoạt động)"
    r"[^.;\n\d]{0,60}$"
)
_LONGEST_BEFORE = 110  # characters of that


def year_reached(text: str, mentions: Iterable[Mention]) -> Year | None:
    """Return the year that lies a stated number of years after a stated one, or None."""
    now = datetime.datetime.now(tz=datetime.UTC).year
    return next((year for year in _reached(text, mentions) if year.year <= now), None)


def _reached(text: str, mentions: Iterable[Mention]) -> Iterator[Year]:
    for mention in mentions:
        match, start = None, mention.start
        if mention.role == "since":
            after = mention.end + _WINDOW
            match = _UNTIL_NOW.match(text, mention.end) or _FOR_YEARS.search(
                text, mention.end, after
            )
        elif mention.role == "law":
            match = _IN_FORCE.search(text[max(0, start - _LONGEST_BEFORE) : start])
        if match:
            end = max(mention.end, match.end() if mention.role == "since" else 0)
            yield Year(mention.year + int(match["count"]), False, start, end)
