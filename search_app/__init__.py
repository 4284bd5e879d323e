"""Search an index of Vietnamese news.

from search_app import open_index

index = open_index("index_data")
page = index.search("chuyen doi so", city=["hai phong"], year=[2021])
"""

from os import PathLike
from pathlib import Path

from indexer.article import Article
from indexer.errors import (
    AddressError,
    ClusterError,
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
    TimTinError,
)
from indexer.opensearch.address import Address, is_address
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
from search_app.engines.latest import Latest, LocalOpener

__all__ = [
    "Address",
    "AddressError",
    "Article",
    "Bar",
    "ClusterError",
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


def open_index(path: str | PathLike[str] | Address = "index_data") -> Index:
    """Open the index in the directory `path` for reading; what is built later answers from then on.

    One in a cluster of OpenSearch is named by its address, for which the extra ``opensearch`` must
    be installed: ``opensearch+http://user:password@127.0.0.1:9200/timtin``. `Index.snapshot` gives
    one that stays as it is, to ask it several things that must agree.

    Raises:
        AddressError: the address cannot be read.
        ClusterError: the cluster cannot be asked; the message says what to do.
        IndexMissingError: nothing was built there yet.
        IndexOutdatedError: it was built by another version; the message names the command.
        IndexCorruptError: a file is damaged or missing; the message names it.
    """
    if isinstance(path, str) and is_address(path):
        path = Address.parse(path)
    if isinstance(path, Address):
        from search_app.engines.opensearch.opener import ClusterOpener  # noqa: PLC0415  an extra

        return Latest(ClusterOpener(path))
    return Latest(LocalOpener(Path(path)))
