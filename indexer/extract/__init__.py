"""What a found document says: title, body, byline, source, date. Start at `extract`."""

from indexer.extract.dates import parse_date
from indexer.extract.dating import Dating
from indexer.extract.extracted import Extracted
from indexer.extract.given_date import lies_ahead
from indexer.extract.html import extract_html
from indexer.extract.record import extract_record, stated_line
from indexer.extract.text_dump import extract_text
from indexer.sources.document import Document

__all__ = ["Dating", "Extracted", "extract", "lies_ahead", "parse_date", "stated_line"]

_EXTRACTORS = {"text": extract_text, "html": extract_html, "record": extract_record}


def extract(document: Document) -> Extracted:
    """Return what `document` says of itself; any text is accepted, none raises."""
    return _EXTRACTORS[document.kind](document)
