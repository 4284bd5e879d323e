"""An index of its own in the cluster for each test that wants one."""

import secrets

import pytest

from indexer.opensearch.address import Address
from indexer.opensearch.connection import WRITING, connect


@pytest.fixture
def address(opensearch):
    """Return where nobody has built an index."""
    return Address.parse(f"{opensearch.url}thu-{secrets.token_hex(4)}", env={})


@pytest.fixture
def client(address):
    """Return a client as writers have it."""
    return connect(address, WRITING)
