"""By its names and those of loopback, and by no other, a site is asked for."""

import pytest

from search_app.web import create_app
from search_app.web.settings import Settings

NAMED = Settings(host_names=("tin.example.org", "Tin.Example.VN"))


@pytest.fixture
def named(seed_index):
    return create_app(seed_index, NAMED).test_client()


@pytest.mark.parametrize(
    "host",
    [
        "tin.example.org",
        "TIN.example.org:8443",
        "tin.example.org.",
        "tin.example.vn",
        "localhost",
        "localhost:9",
        "127.0.0.1:8080",
        "127.0.0.2",
        "[::1]:8080",
        "[::1]",
    ],
)
def test_its_names_and_those_of_loopback_are_answered(named, host):
    assert named.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "tin.example.org.evil.example",
        "eviltin.example.org",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::1].evil.example",
        "192.0.2.1",
        "[2001:db8::1]",
        "0.0.0.0",
        "",
        "tin.example.org, evil.example",
        "<script>alert(1)</script>",
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/feed", "/static/base.css", "/healthz"])
def test_no_other_name_is_answered_nor_repeated(named, path, host):
    answer = named.get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "--host-name" in answer.text
    assert "evil" not in answer.text
    assert "alert(1)" not in answer.text
    if path in {"/api/v1/search", "/feed"}:
        assert answer.json["type"] == "/api/#unknown-host"


def test_who_has_an_answer_learns_nothing_by_another_name(named):
    tag = named.get("/").headers["ETag"]
    answer = named.get("/", headers={"If-None-Match": tag, "Host": "evil.example"})

    assert answer.status_code == 400


def test_a_request_without_a_host_comes_from_no_browser(named):
    assert named.get("/", environ_overrides={"HTTP_HOST": None}).status_code == 200


def test_without_names_any_is_answered(client):
    assert client.get("/", headers={"Host": "any.example"}).status_code == 200
