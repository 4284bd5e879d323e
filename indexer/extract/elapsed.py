"""The year that a text lets one reckon: since 2001, and that was 16 years ago."""

import re
from collections.abc import Iterable, Iterator

from indexer.extract.year_mentions import Mention, this_year

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


def reckoned(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[int, int, int]]:
    """Yield each year that lies a stated number of years after a named one, and where it is told.

    Years to come are no years of publication.
    """
    for mention in mentions:
        if found := _counted(text, mention):
            count, start, end = found
            if mention.year + count <= this_year():
                yield mention.year + count, start, end


def _counted(text: str, mention: Mention) -> tuple[int, int, int] | None:
    if mention.role == "since":
        after = mention.end + _WINDOW
        match = _UNTIL_NOW.match(text, mention.end) or _FOR_YEARS.search(text, mention.end, after)
        return (int(match["count"]), mention.start, match.end()) if match else None
    if mention.role != "law":
        return None
    before = text[max(0, mention.start - _LONGEST_BEFORE) : mention.start]
    match = _IN_FORCE.search(before)
    return (int(match["count"]), mention.start, mention.end) if match else None
