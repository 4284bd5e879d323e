"""The nodes that other tests start: what they can do, and what can be done to them."""

import json
import signal
import subprocess
import sys

import pytest

from tests.opensearch.node import ClusterError

ANALYSIS = {
    "filter": {
        "either": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": ["([^\\uE000]+)"],
        },
        "weight": {"type": "delimited_term_freq", "delimiter": "\ue001"},
    },
    "analyzer": {
        "alternatives": {"tokenizer": "whitespace", "filter": ["either"]},
        "weighted": {"tokenizer": "whitespace", "filter": ["weight"]},
    },
}
BY_FREQUENCY = {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}
SETTINGS = {"number_of_shards": 1, "number_of_replicas": 0}


@pytest.fixture
def weighted(opensearch):
    """Return the name of an index of two documents, whose frequencies come with their terms."""
    properties = {
        "terms": {
            "type": "text",
            "analyzer": "weighted",
            "search_analyzer": "alternatives",
            "index_options": "freqs",
            "norms": False,
            "similarity": "by_frequency",
        }
    }
    settings = SETTINGS | {"analysis": ANALYSIS, "similarity": {"by_frequency": BY_FREQUENCY}}
    opensearch.ask(
        "PUT", "/weighted", {"settings": settings, "mappings": {"properties": properties}}
    )
    lines = [
        {"index": {"_id": "one"}},
        {"terms": "vàng\ue001300 bạc\ue0017"},
        {"index": {"_id": "two"}},
        {"terms": "vàng\ue00120"},
    ]
    body = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    assert not opensearch.ask("POST", "/weighted/_bulk?refresh=true", body)["errors"]
    yield "weighted"
    opensearch.ask("DELETE", "/weighted*")


def scores(cluster, index, text):
    hits = cluster.ask("POST", f"/{index}/_search", {"query": {"match": {"terms": text}}})["hits"]
    return {hit["_id"]: hit["_score"] for hit in hits["hits"]}


def test_a_node_has_the_modules_of_the_engine(opensearch):
    (node,) = opensearch.ask("GET", "/_nodes/plugins")["nodes"].values()

    assert {plugin["name"].rsplit(".", 1)[1] for plugin in node["plugins"]} == {
        "CommonAnalysisPlugin",
        "MapperExtrasPlugin",
        "Netty4Plugin",
        "PainlessPlugin",
        "ReindexPlugin",
    }


def test_frequencies_come_with_the_terms_and_a_script_scores_by_them(opensearch, weighted):
    assert scores(opensearch, weighted, "vàng") == {"one": 300, "two": 20}
    assert scores(opensearch, weighted, "bạc\ue000vàng") == {"one": 307, "two": 20}


def test_one_token_stands_for_alternatives_at_one_place(opensearch, weighted):
    asked = {"analyzer": "alternatives", "text": "vàng\ue000vang bạc"}
    tokens = opensearch.ask("POST", f"/{weighted}/_analyze", asked)["tokens"]

    found = [(token["token"], token["position"]) for token in tokens]
    assert found == [("vàng", 0), ("vang", 0), ("bạc", 1)]


def test_documents_are_deleted_by_query(opensearch, weighted):
    query = {"query": {"match": {"terms": "bạc"}}}
    answer = opensearch.ask("POST", f"/{weighted}/_delete_by_query?refresh=true", query)

    assert (answer["deleted"], scores(opensearch, weighted, "vàng")) == (1, {"two": 20})


def test_an_index_is_cloned(opensearch, weighted):
    opensearch.ask("PUT", f"/{weighted}/_settings", {"index.blocks.write": True})
    alone = {"settings": {"number_of_replicas": 0}}  # it does not take over that there are none
    opensearch.ask("POST", f"/{weighted}/_clone/{weighted}-2", alone)

    assert scores(opensearch, f"{weighted}-2", "vàng") == {"one": 300, "two": 20}


def test_a_snapshot_brings_a_deleted_index_back(opensearch, weighted):
    repository = {"type": "fs", "settings": {"location": str(opensearch.snapshots)}}
    opensearch.ask("PUT", "/_snapshot/kept", repository)
    opensearch.ask("PUT", "/_snapshot/kept/first?wait_for_completion=true", {"indices": weighted})
    opensearch.ask("DELETE", f"/{weighted}")
    opensearch.ask(
        "POST", "/_snapshot/kept/first/_restore?wait_for_completion=true", {"indices": weighted}
    )

    assert scores(opensearch, weighted, "vàng") == {"one": 300, "two": 20}


def test_three_nodes_lose_one_and_nothing_else(three_nodes):
    three_nodes.ask("PUT", "/kept", {"settings": {**SETTINGS, "number_of_replicas": 2}})
    three_nodes.ask("PUT", "/kept/_doc/one?refresh=true", {"title": "tin"})
    assert three_nodes.wait("green", 3)["active_shards"] == 3

    three_nodes.kill(0)

    assert three_nodes.wait("yellow", 2)["status"] == "yellow"
    assert three_nodes.ask("GET", "/kept/_count")["count"] == 1
    three_nodes.start(0)
    assert three_nodes.wait("green", 3)["active_shards"] == 3
    assert three_nodes.nodes[0].ask("GET", "/kept/_count")[1]["count"] == 1


def test_a_node_that_hangs_answers_again_when_it_goes_on(three_nodes):
    three_nodes.stop(1)
    try:
        with pytest.raises(TimeoutError):
            three_nodes.nodes[1].ask("GET", "/", seconds=0.5)
        assert three_nodes.ask("GET", "/")["cluster_name"]
    finally:
        three_nodes.resume(1)

    assert three_nodes.nodes[1].ask("GET", "/")[0] == 200
    three_nodes.wait("green", 3)


def test_a_node_ends_when_told_to_and_when_who_started_it_is_gone(start_opensearch):
    with start_opensearch() as cluster:
        (node,) = cluster.nodes
        assert node.end() == 128 + signal.SIGTERM
        cluster.start(0)
        cluster.wait()
        node.process.stdin.close()
        assert node.process.wait(20) == 0


def test_a_node_that_does_not_start_says_why(start_opensearch):
    with pytest.raises(ClusterError, match="unknown setting"):
        start_opensearch(settings={"no.such.setting": "1"})


def test_what_is_missing_skips_or_fails(tmp_path):
    """Without Java: one reason, each time, and a failure where it is required."""
    test = ["-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::{MODULES}"]
    environment = {"PATH": str(tmp_path)}

    def run(**more):
        command = [sys.executable, *test]
        return subprocess.run(
            command, env=environment | more, capture_output=True, encoding="utf-8", check=False
        )

    assert "SKIPPED [1]" in run().stdout
    assert "no real OpenSearch: Java 17" in run().stdout
    assert run(TIMTIN_REQUIRE_OPENSEARCH="1").returncode == 1


MODULES = test_a_node_has_the_modules_of_the_engine.__name__
