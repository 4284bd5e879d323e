"""What is known of a build besides its articles: its table of abbreviations, and its damage."""

import dataclasses

import pytest

from analyzers.abbreviations import default_abbreviations
from indexer.errors import (
    ClusterFailedError,
    ClusterUnreachableError,
    IndexCorruptError,
    IndexMissingError,
)
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.checking import damage
from indexer.opensearch.connection import GLANCE, connect
from indexer.opensearch.meta import Meta
from indexer.opensearch.parts import read_abbreviations, write_file
from indexer.schema import fingerprint

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


def test_a_whole_build_has_no_damage(client, address, made):
    assert damage(client, address, made) is None


def test_an_index_that_is_gone_is_damage(client, address, made):
    client.indices.delete(index=made.name)

    assert isinstance(damage(client, address, made), IndexMissingError)


def test_an_index_without_a_place_is_damage(client, address, made):
    red = "build-tests-000009"
    nowhere = {"index.routing.allocation.require._name": "none"}
    client.indices.create(
        index=red, body={"settings": nowhere}, params={"wait_for_active_shards": "0"}
    )

    found = damage(client, address, dataclasses.replace(made, name=red))

    client.indices.delete(index=red)
    assert isinstance(found, ClusterFailedError)
    assert "is red" in str(found)


def test_a_cluster_that_does_not_answer_is_told(made):
    silent = Address.parse("opensearch+http://127.0.0.1:9/build-tests")

    assert isinstance(damage(connect(silent, GLANCE), silent, made), ClusterUnreachableError)
