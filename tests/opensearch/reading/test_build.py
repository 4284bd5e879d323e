"""What an engine says of the build it reads."""

import dataclasses

import pytest

from analyzers.abbreviations import default_abbreviations
from indexer.errors import ClusterFailedError, ClusterUnreachableError, IndexCorruptError
from indexer.opensearch import generations
from indexer.opensearch.address import Address
from indexer.opensearch.connection import GLANCE, connect
from indexer.opensearch.meta import Meta
from indexer.opensearch.parts import write_file
from indexer.schema import fingerprint
from search_app.engines.opensearch.build import Build

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


def test_each_build_of_each_index_has_a_fingerprint_of_its_own(client, address, made):
    other = dataclasses.replace(made, meta=dataclasses.replace(META, build="0123456789abcdee"))
    next_one = dataclasses.replace(made, name="build-tests-000002")

    found = {Build(client, address, own).fingerprint for own in (made, other, next_one)}

    assert len(found) == 3
    assert all(own.isascii() and own.isalnum() for own in found)


def test_a_build_has_the_abbreviations_that_were_added_to_it(client, address, made):
    own = Build(client, address, made)
    assert own.abbreviations() == default_abbreviations()

    write_file(client, made.lexicon, "abbreviations.tsv", "XYZ\txuân yên zui\n".encode())

    found = own.abbreviations()
    assert len(found.entries) == len(default_abbreviations().entries) + 1


def test_abbreviations_that_cannot_be_read_are_damage(client, address, made):
    write_file(client, made.lexicon, "abbreviations.tsv", b"\xff")

    with pytest.raises(IndexCorruptError, match="timtin rebuild"):
        Build(client, address, made).abbreviations()


def test_a_whole_build_has_no_damage(client, address, made):
    assert Build(client, address, made).damage() is None


def test_an_index_that_is_gone_is_damage(client, address, made):
    client.indices.delete(index=made.name)

    found = Build(client, address, made).damage()

    assert isinstance(found, ClusterFailedError)
    assert f"{made.name} is gone" in str(found)


def test_an_index_without_a_place_is_damage(client, address, made):
    red = "build-tests-000009"
    nowhere = {"index.routing.allocation.require._name": "none", "number_of_shards": 1}
    client.indices.create(
        index=red, body={"settings": nowhere}, params={"wait_for_active_shards": "0"}
    )

    found = Build(client, address, dataclasses.replace(made, name=red)).damage()

    client.indices.delete(index=red)
    assert "is red" in str(found)


def test_a_cluster_that_does_not_answer_is_told(made):
    silent = Address.parse("opensearch+http://127.0.0.1:9/build-tests")

    found = Build(connect(silent, GLANCE), silent, made).damage()

    assert isinstance(found, ClusterUnreachableError)
