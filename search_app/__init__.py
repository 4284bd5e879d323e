"""Search an index of Vietnamese news.

from search_app import open_index

index = open_index("index_data")
page = index.search("chuyen doi so", city=["hai phong"], year=[2021])
"""

from os import PathLike
from pathlib import Path

from indexer.article import Article
from indexer.errors import (
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
    TimTinError,
)
from search_app.core.errors import InvalidRequestError, UnknownFacetValueError
from search_app.core.explanation import Explanation
from search_app.core.index import Index
from search_app.core.model import (
    Bar,
    FacetValue,
    Histogram,
    Hit,
    Page,
    Relaxation,
    SourceCount,
    Stats,
    Understood,
)
from search_app.engines.latest import Latest

__all__ = [
    "Article",
    "Bar",
    "Explanation",
    "FacetValue",
    "Histogram",
    "Hit",
    "Index",
    "IndexCorruptError",
    "IndexMissingError",
    "IndexOutdatedError",
    "InvalidRequestError",
    "Page",
    "Relaxation",
    "SourceCount",
    "Stats",
    "TimTinError",
    "Understood",
    "UnknownFacetValueError",
    "open_index",
]


def open_index(path: str | PathLike[str] = "index_data") -> Index:
    """Open the index in the directory `path` for reading; what is built later answers from then on.

    `Index.snapshot` gives one that stays as it is, to ask it several things that must agree.

    Raises:
        IndexMissingError: nothing was built there yet.
        IndexOutdatedError: it was built by another version; the message names the command.
        IndexCorruptError: a file is damaged or missing; the message names it.
    """
    return Latest(Path(path))
