"""What extraction hands on: one article before its facets are known."""

import datetime
from dataclasses import dataclass

from indexer.extract.dating import Dating


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """Empty text means: the document does not say. All text is NFC."""

    title: str
    body: str  # plain text, one "\n" between paragraphs
    captions: tuple[str, ...] = ()  # one per picture, in their order, not in the body
    byline: str
    source: str
    url: str
    dating: Dating  # of publication

    @property
    def date(self) -> datetime.date | None:
        """A datetime (Viet Nam, no zone) when the hour is stated."""
        return self.dating.date

    @property
    def year(self) -> int | None:
        """May be known when the date is not."""
        return self.dating.year
