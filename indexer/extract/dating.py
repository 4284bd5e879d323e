"""What is known of the time of an article: day and year, who says so, and how sure that is."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

from indexer.article import VIET_NAM
from indexer.extract.dates import parse_date

Kind = Literal[
    "given",  # the record itself states it: trusted, never asked for
    "stated",  # a line or the metadata of the page states it
    "url",  # the address holds it
    "lead",  # a sentence of the lead opens with the whole date
    "reckoned",  # with day and month; another sentence tells the year surely
    "text",  # no day, or none that fits; the sentences tell the year surely
    "hint",  # the same, not surely: the latest year that is named, or one counted from
    "none",
]
# The share of each kind that was right, the day within one where it gives a day, else the year.
# Counted with date and address taken away, over 5,917 leads of government news of 2024 and 2025
# and 278 articles of 2014 to 2025 whose year was read by a person (of these the year alone). In
# whole articles of 2016 to 2019 about half of the hints are right, by a small sample.
CONFIDENCE: dict[Kind, float] = {
    "given": 1.0,  # by definition
    "stated": 0.95,  # an estimate: those collections hold no datelines; two seeds do, and are right
    "url": 0.99,  # 5,873 of 5,921
    "lead": 0.95,  # 41 of 43 leads, 6 of 6 articles
    "reckoned": 0.95,  # 630 of 649 leads, 24 of 24 articles
    "text": 0.9,  # 414 of 426 leads, 60 of 64 articles
    "hint": 0.6,  # 195 of 261 leads, 51 of 64 articles
    "none": 0.0,
}
_LONGEST_LINE = 200  # characters
_LONGEST_EVIDENCE = 120  # characters
_BETWEEN = " … "
# What a line dates that is no publication: a document, an anniversary, a term, a day of the moon.
_REFERRING = re.compile(
    r"(?:nghị quyết|nghị định|quyết định|thông tư|chỉ thị|công văn|kế hoạch|luật|văn bản)\b"
    r"[^|]{0,60}ngày"
    r"|kỷ niệm|thành lập|\bsinh ngày|từ ngày|đến ngày|trước ngày|âm lịch"
    r"|\d{4} ?[-–] ?\d{1,2}/\d{1,2}/\d{4}",
    re.IGNORECASE,
)
_AHEAD = datetime.timedelta(days=2)  # clocks differ, and tomorrow's paper is out today


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published. Nothing tells it: no date, no year, kind "none"."""

    date: datetime.date | None = None  # a datetime (Viet Nam, no zone) when the hour is stated
    year: int | None = None  # may be known when the date is not
    evidence: str = ""  # the words of the source that tell it, as they stand
    kind: Kind = "none"
    confidence: float = 0.0  # share of articles dated by this kind whose year is right

    @classmethod
    def of(
        cls, kind: Kind, year: int, date: datetime.date | None = None, *, evidence: Sequence[str]
    ) -> Self:
        """Return what passages of the source tell, with the confidence of their kind."""
        return cls(date, year, _quoted(evidence), kind, CONFIDENCE[kind])


def dated(date: datetime.date, words: str, kind: Kind) -> Dating | None:
    """Return what a date tells, or None when it is still to come: then nothing was published."""
    return None if is_to_come(date) else Dating.of(kind, date.year, date, evidence=(words,))


def read(words: str, kind: Kind) -> Dating | None:
    """Return the publication that `words` state, or None: also when they date something else."""
    date = parse_date(words)
    if date is None or (kind == "stated" and _REFERRING.search(words[:_LONGEST_LINE])):
        return None
    if kind == "given":  # trusted, whatever it says
        return Dating.of(kind, date.year, date, evidence=(words,))
    return dated(date, words, kind)


def is_to_come(date: datetime.date) -> bool:
    """Return whether the day lies further ahead than clocks differ."""
    today = datetime.datetime.now(tz=VIET_NAM).date()
    return datetime.date(date.year, date.month, date.day) > today + _AHEAD


def _quoted(passages: Sequence[str]) -> str:
    """Return the passages as one line that is short enough to be shown."""
    share = (_LONGEST_EVIDENCE - len(_BETWEEN)) // len(passages)
    return _BETWEEN.join(" ".join(passage[: 4 * share].split())[:share] for passage in passages)
