"""The formats: one module for each, and what a new one must give."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from indexer.report import Skipped
from indexer.sources import (
    csv_rows,
    docx,
    feed,
    gz,
    json_values,
    jsonl,
    mhtml,
    page,
    pdf,
    tar,
    warc,
    zips,
)
from indexer.sources.document import Document, Raw
from indexer.sources.streams import Budget, Member, Stream


class Format(NamedTuple):
    """How a kind of file is read.

    `split` runs in one process and holds one document at a time: it gets the file, and
    its place to put before those of its documents. `parse` runs in many: it gets a
    document, and what to call it in a report. Neither raises over what is in a file.
    """

    split: Callable[[BinaryIO, str], Iterator[Raw | Skipped]]
    parse: Callable[[Raw, str], Document | Skipped]
    states_ids: bool = False  # its documents are records: they say what they are
    by_line: bool = False  # what is in UTF-16 is handed to it as UTF-8


FORMATS: Mapping[str, Format] = {
    "text": Format(page.split_text, page.parse),
    "html": Format(page.split_html, page.parse),
    "jsonl": Format(jsonl.split, jsonl.parse, states_ids=True, by_line=True),
    "csv": Format(csv_rows.split, jsonl.parse, states_ids=True, by_line=True),
    "json": Format(json_values.split, jsonl.parse, states_ids=True, by_line=True),
    "mhtml": Format(mhtml.split, mhtml.parse),
    "feed": Format(feed.split, feed.parse, states_ids=True),
    "pdf": Format(pdf.split, pdf.parse),
    "docx": Format(docx.split, docx.parse),
}

# What holds other files, or pages with their addresses: places are those inside it.
CONTAINERS: Mapping[str, Callable[[Stream, Budget], Iterator[Member | Raw | Skipped]]] = {
    "gzip": gz.members,
    "zip": zips.members,
    "tar": tar.members,
    "warc": warc.members,
}
