"""What is known of a build besides its articles: its table of abbreviations, and its damage."""

import pytest

from analyzers.abbreviations import default_abbreviations
from indexer.errors import (
    IndexCorruptError,
    IndexMissingError,
)
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.connection import connect
from indexer.opensearch.meta import Meta
from indexer.opensearch.parts import read_abbreviations, write_file
from indexer.schema import fingerprint
from search_app.engines.opensearch.engine import OpenSearchEngine

META = Meta(format=fingerprint(), layout="", state="whole", build="0123456789abcdef", built="2026")


@pytest.fixture
def address(opensearch):
    return Address.parse(f"{opensearch.url}build-tests")


@pytest.fixture
def client(address):
    return connect(address)


@pytest.fixture
def made(client, address):
    """Return a build of an index without articles."""
    own = generations.create(client, address, META, shards=1, replicas=0)
    yield own
    client.indices.delete(index=f"{own.name},{own.lexicon}", ignore=[404])


def test_a_build_has_the_abbreviations_that_were_added_to_it(client, made):
    shipped = read_abbreviations(client, made.lexicon)

    write_file(client, made.lexicon, "abbreviations.tsv", "XYZ\txuân yên zui\n".encode())

    assert shipped == default_abbreviations()
    found = read_abbreviations(client, made.lexicon)
    assert len(found.entries) == len(shipped.entries) + 1


def test_abbreviations_that_cannot_be_read_are_damage(client, made):
    write_file(client, made.lexicon, "abbreviations.tsv", b"\xff")

    with pytest.raises(IndexCorruptError, match=r"abbreviations\.tsv.* timtin rebuild"):
        read_abbreviations(client, made.lexicon)


def test_what_is_wrong_with_a_cluster_is_no_damage_because_it_may_pass(client, made):
    engine = OpenSearchEngine(client, made)
    client.indices.delete(index=made.name)

    assert engine.damage() is None
    with pytest.raises(IndexMissingError):
        engine.number("a")
