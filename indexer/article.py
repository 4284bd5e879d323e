"""The document model: what the rest of the code means by an article."""

import datetime
from dataclasses import dataclass

VIET_NAM = datetime.timezone(datetime.timedelta(hours=7))  # no summer time since 1975


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, extracted and ready to index. Empty text means: the source does not say."""

    id: str  # stable across runs: given, or made from the url, the file name or the content
    title: str = ""  # may be empty: a page then shows the first words of the body
    body: str  # plain text, one "\n" between paragraphs
    captions: tuple[str, ...] = ()  # of its pictures, in their order, a line each; not in the body
    date: datetime.date | None = (
        None  # of publication; a datetime when the hour is known (Viet Nam)
    )
    year: int | None = None  # of publication; may be known when the date is not
    byline: str = ""
    url: str = ""
    source: str = ""  # who published it, as written: "Haiphong.gov.vn"
    cities: tuple[str, ...] = ()  # canonical names of the provinces and cities it is about
    topics: tuple[str, ...] = ()  # names of the configured topics it is about

    @property
    def text(self) -> str:
        """The body and below it the captions: all that is searched but the title."""
        return "\n".join((self.body, *self.captions))
