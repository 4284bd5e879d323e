"""What is known of the time of an article: day and year, who says so, and how sure that is."""

import datetime
from dataclasses import dataclass
from typing import Literal

from indexer.extract.clock import VIET_NAM
from indexer.extract.dates import parse_date

Kind = Literal["given", "stated", "url", "lead", "reckoned", "text", "hint", "none"]

# Shares of right answers: filled in below from measurements.
CONFIDENCE: dict[Kind, float] = {
    "given": 1.0, "stated": 0.97, "url": 0.98, "lead": 0.95, "reckoned": 0.9, "text": 0.8, "hint": 0.5, "none": 0.0,
}  # fmt: skip
_LONGEST_EVIDENCE = 120  # characters
_AHEAD = datetime.timedelta(days=2)  # clocks differ, and tomorrow's paper is out today


@dataclass(frozen=True, slots=True)
class Dating:
    date: datetime.date | None = None
    year: int | None = None
    evidence: str = ""
    kind: Kind = "none"
    confidence: float = 0.0


def dated(date: datetime.date, evidence: str, kind: Kind) -> Dating | None:
    """Return what a date tells, or None when it is still to come: then nothing was published."""
    if is_to_come(date):
        return None
    return Dating(date, date.year, quoted(evidence), kind, CONFIDENCE[kind])


def read(words: str, kind: Kind) -> Dating | None:
    """Return what `words` state, or None."""
    date = parse_date(words)
    return None if date is None else dated(date, words, kind)


def is_to_come(date: datetime.date) -> bool:
    today = datetime.datetime.now(tz=VIET_NAM).date()
    return datetime.date(date.year, date.month, date.day) > today + _AHEAD


def quoted(*passages: str) -> str:
    """Return the passages as one line that is short enough to be shown."""
    share = _LONGEST_EVIDENCE // len(passages) - 3
    lines = (" ".join(passage.split()) for passage in passages)
    return " … ".join(line if len(line) <= share else f"{line[: share - 1]}…" for line in lines)
