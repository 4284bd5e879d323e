"""What else can be wrong in a cluster: indices that are gone, damaged, or none of ours."""

from dataclasses import replace

import pytest

from indexer import pipeline
from indexer.errors import (
    ClusterFailedError,
    ClusterFullError,
    ForeignIndexError,
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
)
from indexer.opensearch import generations, parts
from indexer.opensearch.connection import WRITING, connect
from search_app import open_index
from search_app.web import create_app
from tests.opensearch.failures import news
from tests.opensearch.failures.conftest import named


@pytest.fixture
def address(opensearch, sources):
    own = named(opensearch)
    pipeline.rebuild([sources[0]], own)
    return own


@pytest.fixture
def client(address):
    return connect(address, WRITING)


@pytest.fixture
def own(client, address):
    return generations.current(client, address)


def test_an_alias_of_something_else_is_named_and_left_alone(opensearch, sources):
    address = named(opensearch)
    client = connect(address, WRITING)
    client.indices.create(index=f"{address.alias}-khac", body={})
    client.indices.put_alias(index=f"{address.alias}-khac", name=address.alias)

    for ask in (
        lambda: open_index(str(address)),
        lambda: pipeline.rebuild([sources[0]], address),
        lambda: pipeline.update([sources[0]], address),
    ):
        with pytest.raises(ForeignIndexError, match=f"^{address.alias} is an index of some"):
            ask()
    assert f"{address.alias}-khac" in client.indices.get_alias(name=address.alias)


def test_an_alias_of_two_is_named(client, address, own):
    second = generations.create(client, address, own.meta, shards=1, replicas=0)
    client.indices.put_alias(index=second.name, name=address.alias)

    with pytest.raises(ClusterFailedError, match="several indices"):
        open_index(str(address))


@pytest.mark.parametrize("changed", [{"format": "cũ"}, {"layout": "khác"}])
def test_an_index_of_another_version_goes_on_being_served_by_nobody(client, address, own, changed):
    index = open_index(str(address))
    before = news.totals(index)
    generations.save(client, own.name, replace(own.meta, **changed, build="khac"))

    with pytest.raises(IndexOutdatedError, match="timtin rebuild"):
        open_index(str(address))
    assert news.totals(index) == before  # it was opened when it could be read


def test_an_index_that_somebody_deletes_is_missed_until_it_is_back(
    client, address, own, sources, monkeypatch
):
    monkeypatch.setattr("search_app.engines.latest._PAUSE", 0)
    monkeypatch.setattr("search_app.engines.opensearch.opener._FRESH", 0)
    index = open_index(str(address))
    site = create_app(index).test_client()
    before = news.totals(index)
    client.indices.delete(index=own.name)

    with pytest.raises(IndexMissingError, match="Build one"):
        index.search("kinh")
    assert site.get("/?q=kinh").status_code == 503
    with pytest.raises(IndexMissingError):
        open_index(str(address))

    pipeline.rebuild([sources[0]], address)
    assert news.totals(index) == before
    assert site.get("/?q=kinh").status_code == 200


def _delete_lexicon(client, own):
    client.indices.delete(index=own.lexicon)


def _damage_part(client, own):
    found = client.get(index=own.lexicon, id="part-00000-0")["_source"]
    client.index(index=own.lexicon, id="part-00000-0", body={**found, "data": found["data"][:-8]})


@pytest.mark.parametrize("damage", [_delete_lexicon, _damage_part])
def test_a_damaged_lexicon_is_named_with_what_mends_it(client, address, own, sources, damage):
    index = open_index(str(address))
    before = news.totals(index)
    damage(client, own)

    with pytest.raises(IndexCorruptError, match=r"part-00000 .*timtin rebuild"):
        open_index(str(address))
    assert news.totals(index) == before  # it was read when the index was opened
    pipeline.rebuild([sources[0]], address)
    assert news.totals(open_index(str(address))) == before


def test_a_full_disk_stops_a_build_with_what_to_do(client, address, sources, write_patience):
    write_patience(120)
    before = news.held(address)

    def block(value):
        client.indices.put_settings(
            index=f"{address.alias}-*",
            body={"index.blocks.read_only_allow_delete": value},
            params={"expand_wildcards": "all"},
        )

    block("true")
    with pytest.raises(ClusterFullError, match=r"Make room there.* curl -X PUT"):
        pipeline.update([sources[1]], address)
    assert news.held(address) == before

    block(None)
    assert pipeline.update([sources[1]], address).indexed > 0
    assert news.held(address)["meta"][0] == 56


def test_a_process_that_sends_says_what_the_cluster_refused(address, client, sources, monkeypatch):
    monkeypatch.setattr("indexer.pipeline.reading._BATCH", 5)
    monkeypatch.setattr("indexer.opensearch.writer.WAITING", 5)  # then processes send
    block = "index.blocks.read_only_allow_delete"
    client.indices.put_settings(index=f"{address.alias}-0*", body={block: "true"})

    with pytest.raises(ClusterFullError, match="Make room there"):
        pipeline.update([sources[1]], address)


@pytest.mark.usefixtures("small")
def test_a_disk_that_fills_up_meanwhile_leaves_what_to_resume(
    address, client, sources, write_patience, monkeypatch
):
    write_patience(120)
    before = news.held(address)
    written = parts.write_part

    def fill(client, index, number, arrays):
        written(client, index, number, arrays)
        if number == 1:
            client.indices.put_settings(
                index=index.removesuffix("-lexicon"),
                body={"index.blocks.read_only_allow_delete": True},
            )

    with monkeypatch.context() as patched:
        patched.setattr("indexer.opensearch.writer.write_part", fill)
        with pytest.raises(ClusterFullError):
            pipeline.rebuild([sources[0]], address)
    assert news.held(address) == before
    client.indices.put_settings(
        index=f"{address.alias}-*", body={"index.blocks.read_only_allow_delete": None}
    )

    report = pipeline.rebuild([sources[0]], address)
    assert (report.resumed, report.indexed) == (20, 20)
    assert news.held(address) == before


def test_a_cluster_that_may_have_no_more_indices_says_so(start_opensearch, sources):
    with start_opensearch(settings={"cluster.max_shards_per_node": 2}) as cluster:
        address = named(cluster)
        with pytest.raises(ClusterFailedError, match=r"cannot be created: .*maximum shards"):
            pipeline.rebuild([sources[0]], address)
