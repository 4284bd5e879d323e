"""What a user adds to an index: given once, kept from one generation to the next."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from analyzers.abbreviations import default_abbreviations
from indexer.durable import naming
from indexer.errors import AbbreviationsError, TopicsError
from indexer.facets import default_topics, load_topics
from indexer.facets.topic_file import SHIPPED
from indexer.pipeline.tables import Tables
from indexer.pipeline.target import Target
from indexer.store import ADDED_ABBREVIATIONS, ADDED_TOPICS, read_abbreviations


class Added(NamedTuple):
    """What is added, and the shipped tables with it."""

    files: Mapping[str, bytes]  # by the name it has in a generation; an empty one adds nothing
    tables: Tables


def added_to(
    target: Target, *, abbreviations: Path | None = None, topics: Path | None = None
) -> Added:
    """Return what is added to an index: the given files, else those the index has.

    Raises:
        AbbreviationsError, TopicsError: a file cannot be read, or an entry of it is none.
        IndexCorruptError: a file in the index is not as it was written.
        OSError: one in the index cannot be read.
    """
    terms = abbreviations or target.added_file(ADDED_ABBREVIATIONS)
    own = topics or target.added_file(ADDED_TOPICS)
    with _refused_by_the_system(terms, is_given=bool(abbreviations)):
        forms = read_abbreviations(terms) if terms else default_abbreviations()
    with _refused_by_the_system(own, is_given=bool(topics)):
        tables = Tables(forms, load_topics(SHIPPED, own) if own else default_topics())
    paths = {ADDED_ABBREVIATIONS: terms, ADDED_TOPICS: own}
    return Added({name: path.read_bytes() if path else b"" for name, path in paths.items()}, tables)


@contextmanager
def _refused_by_the_system(path: Path | None, *, is_given: bool) -> Iterator[None]:
    """Say of a file of the index that it cannot be read: nobody named it, so no usage is wrong."""
    try:
        yield
    except (AbbreviationsError, TopicsError) as error:
        if path and not is_given and isinstance(error.__cause__, OSError):
            with naming(path):
                raise error.__cause__ from None
        raise
