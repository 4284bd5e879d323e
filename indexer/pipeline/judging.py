"""Why articles are about topics, read and judged as for an index, which is left alone."""

from collections.abc import Iterator
from pathlib import Path

from indexer.errors import IndexMissingError
from indexer.extract import extract
from indexer.facets import Topics
from indexer.judgement import Judged
from indexer.pipeline.added import added_to
from indexer.pipeline.local import LocalTarget
from indexer.report import Skipped, failed_row
from indexer.sources import read
from indexer.sources.document import Document
from indexer.sources.files import list_files
from indexer.store import current_folder


def topics_for(root: Path | None, given: Path | None, default: Path) -> Topics:
    """Return the shipped topics with those in `given`, else with those added to an index.

    That is the one at `root`, or, when none is named, the one at `default`, if there is one.

    Raises:
        TopicsError: the given file cannot be read, or an entry of it is none.
        IndexMissingError: nothing was built at `root`.
        IndexCorruptError: the file in the index is not as it was written.
    """
    if root is not None and current_folder(root) is None:
        raise IndexMissingError(root)
    return added_to(LocalTarget(root or default), topics=given).tables.topics


def judge_text(title: str, body: str, topics: Topics) -> Judged:
    """Return what a text gathers for `topics`."""
    return Judged("", title, topics.judge(title, body))


def judge_file(path: Path, topics: Topics) -> Iterator[Judged | Skipped]:
    """Yield what each article in `path`, a file or a folder, gathers for `topics`.

    Raises:
        SourceMissingError: it does not exist.
    """
    files, unlisted = list_files([path])
    yield from (found.row for found in unlisted)
    for file in files:
        for document in read(file):
            if isinstance(document, Skipped):
                yield document
                continue
            yield _judge_document(document, topics)


def _judge_document(document: Document, topics: Topics) -> Judged | Skipped:
    try:
        found = extract(document)
        return Judged(document.origin, found.title, topics.judge(found.title, found.body))
    except Exception as error:  # noqa: BLE001  one odd page must not end the test of a folder
        return failed_row(document.origin, error)
