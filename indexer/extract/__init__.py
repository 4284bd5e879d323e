"""What a found document says: title, body, byline, source, date. Start at `extract`."""

from indexer.extract.dates import parse_date
from indexer.extract.extracted import Extracted
from indexer.extract.given_date import lies_ahead, read_given
from indexer.extract.html import extract_html
from indexer.extract.record import extract_record
from indexer.extract.text_dump import extract_text
from indexer.sources.document import Document

__all__ = ["Extracted", "extract", "lies_ahead", "parse_date", "read_given"]

_EXTRACTORS = {"text": extract_text, "html": extract_html, "record": extract_record}


def extract(document: Document) -> Extracted:
    """Return what `document` says of itself; any text is accepted, none raises."""
    return _EXTRACTORS[document.kind](document)
