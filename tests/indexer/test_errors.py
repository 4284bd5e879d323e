"""What errors keep on their way from one process to another."""

import inspect
import pickle
from pathlib import Path

import pytest

from indexer.errors import TimTinError
from indexer.opensearch.address import Address
from search_app.core import errors as _more  # noqa: F401  some are defined there

ARGUMENTS = {
    "address": Address("http", ("127.0.0.1:9200",), "bao"),
    "path": Path("index"),
    "file": Path("index/segment"),
    "status": 403,
    "replicas": 9,
    "nodes": 3,
    "problems": ("một",),
}


def subclasses(kind):
    for own in kind.__subclasses__():
        yield own
        yield from subclasses(own)


def made(kind):
    """Return such an error, with something for each of its arguments."""
    named = inspect.signature(kind.__init__).parameters.values()
    wanted = [own for own in named if own.name != "self" and own.kind is not own.VAR_KEYWORD]
    if any(own.kind is own.VAR_POSITIONAL for own in wanted):
        return kind("điều gì đó")
    given = {own.name: ARGUMENTS.get(own.name, own.name) for own in wanted}
    keywords = {own.name: given.pop(own.name) for own in wanted if own.kind is own.KEYWORD_ONLY}
    return kind(*given.values(), **keywords)


@pytest.mark.parametrize("kind", sorted(set(subclasses(TimTinError)), key=lambda own: own.__name__))
def test_an_error_comes_out_of_a_process_as_it_was(kind):
    error = made(kind)

    found = pickle.loads(pickle.dumps(error))

    assert (type(found), str(found), vars(found)) == (kind, str(error), vars(error))
