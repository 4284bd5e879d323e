"""What extraction hands on: one article before its facets are known."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """Empty text means: the document does not say. All text is NFC."""

    title: str
    body: str  # plain text, one "\n" between paragraphs
    captions: tuple[str, ...] = ()  # one per picture, in their order, not in the body
    byline: str
    source: str
    url: str
    date: datetime.date | None  # a datetime (Viet Nam, no zone) when the hour is stated
    year: int | None  # of publication; may be known when the date is not
