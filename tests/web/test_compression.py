import gzip

import brotli
import pytest
from backports import zstd

UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}
PATHS = [
    "/",
    "/static/base.css",
    "/feed",
    "/opensearch.xml",
    "/api/openapi.json",
    "/api/v1/article/000_fd392c4447f1aa74",
    "/export.csv",
    "/export.jsonl",
    "/export.ris",
    "/export.bib",
]


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_packed_as_the_browser_can_read_them(client, path, encoding):
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": encoding})

    assert packed.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert len(packed.data) < len(plain.data)
    if path != "/":  # it says how long it took
        assert UNPACK[encoding](packed.data) == plain.data


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("", None),
        ("identity", None),
        ("x-unheard-of", None),
    ],
)
def test_the_smallest_is_chosen_of_what_is_accepted(client, accepted, chosen):
    answer = client.get("/api/openapi.json", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == chosen


def test_what_is_streamed_takes_the_fastest(client):
    answer = client.get("/export.jsonl", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})

    assert answer.headers["Content-Encoding"] == "zstd"
    assert "Content-Length" not in answer.headers


def test_head_has_the_length_of_what_get_sends(client):
    accepted = {"Accept-Encoding": "br"}
    got, head = (
        method("/api/openapi.json", headers=accepted) for method in (client.get, client.head)
    )

    assert head.data == b""
    assert int(head.headers["Content-Length"]) == len(got.data)
