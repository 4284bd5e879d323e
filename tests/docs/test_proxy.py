"""The real nginx, set up as the page for an office says, in front of the server as it says."""

import configparser
import itertools
import shlex
import subprocess
import sys
import urllib.request

import pytest

from tests.docs import proxy
from tests.docs.pages import DOCS, blocks

pytestmark = pytest.mark.skipif(
    not proxy.is_here(), reason="needs nginx (make test unpacks it) and openssl"
)

BLOCKS = blocks(DOCS / "office.md")
(CONFIGURATION,) = [block.text for block in BLOCKS if block.language == "nginx"]
(UNIT,) = [block.text for block in BLOCKS if " serve " in block.text and block.language == "ini"]
WORD = "covid"
LIMIT = 15  # requests a minute of one address, in these tests
_numbers = itertools.count(1)


def started_as_the_unit_says():
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(UNIT)
    _, *arguments = shlex.split(parser["Service"]["ExecStart"])
    return arguments


@pytest.fixture(scope="module")
def server(seed_root):
    """Start the server with the options of the unit; return its port."""
    command = [sys.executable, "-m", "search_app", *started_as_the_unit_says(),
               "--port", "0", "--index", seed_root, "--rate-limit", str(LIMIT)]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        line = process.stderr.readline()
        assert "http://" in line, line + process.stderr.read()
        yield int(line.split()[2].rstrip("/").rpartition(":")[2])
        process.terminate()


@pytest.fixture(scope="module")
def office(server, tmp_path_factory):
    with proxy.Proxy(tmp_path_factory.mktemp("nginx"), CONFIGURATION, server).running() as running:
        yield running


@pytest.fixture
def client():
    """Return an address that has asked nothing yet."""
    return f"10.0.1.{next(_numbers)}"


def test_nginx_has_nothing_against_the_configuration(tmp_path):
    assert proxy.Proxy(tmp_path, CONFIGURATION).complaints() == ""


@pytest.mark.parametrize("wrong", ["limit_req zone=other;", "proxy_set_header Host;", "listen x;"])
def test_nginx_finds_what_it_cannot_do(wrong, tmp_path):
    text = CONFIGURATION.replace("server_tokens off;", wrong)

    assert "emerg" in proxy.Proxy(tmp_path, text).complaints()


def test_a_search_is_answered_over_tls_and_no_header_is_there_twice(office, client):
    status, headers, page = office.get(f"/?q={WORD}", client)

    assert status == 200
    assert "<mark>" in page
    assert {"Content-Security-Policy", "Strict-Transport-Security"} <= set(headers)
    names = [name.lower() for name in headers]
    assert sorted(names) == sorted(set(names))


def test_addresses_in_a_feed_are_those_that_people_ask_for(office, client):
    _, _, feed = office.get(f"/feed?q={WORD}", client)

    assert f'href="https://{proxy.NAME}/article/' in feed
    assert "http://127" not in feed
    assert f"http://{proxy.NAME}" not in feed


def test_an_export_comes_through_whole(office, server, client):
    status, _, passed_on = office.get("/export.jsonl", client)

    with urllib.request.urlopen(f"http://127.0.0.1:{server}/export.jsonl") as direct:
        assert (status, passed_on.count("\n")) == (200, direct.read().decode().count("\n"))


def test_a_pasted_page_of_text_is_let_through(office, client):
    status, _, page = office.get(f"/?q={'covid+' * 15_000}", client)

    assert "nginx" not in page
    assert status < 500


def test_the_plain_port_sends_to_tls(office, client):
    status, headers, _ = office.get(f"/?q={WORD}", client, tls=False)

    assert (status, headers["Location"]) == (301, f"https://{proxy.NAME}/?q={WORD}")


@pytest.mark.parametrize(
    ("client", "password", "status"),
    [("203.0.113.5", "not-a-secret", 403), ("10.0.2.1", "guessed", 401)],
)
def test_others_are_not_let_in(office, client, password, status):
    assert office.get("/", client, password=password)[0] == status


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_this_machine_is_not_told_to_others(office, client, path):
    status, _, body = office.get(path, client)

    assert status == 404
    assert "timtin" not in body


def test_the_requests_of_each_address_are_counted_whatever_it_says_of_itself(office, client):
    statuses = [office.get("/help", client)[0] for _ in range(LIMIT + 1)]
    claimed = {"X-Forwarded-For": "10.9.9.9", "Forwarded": "for=10.9.9.9", "X-Real-IP": "10.9.9.9"}

    assert statuses == [*[200] * LIMIT, 429]
    status, headers, _ = office.get("/help", client, headers=claimed)
    assert status == 429
    assert headers["Retry-After"]
    assert office.get("/help", f"10.0.3.{next(_numbers)}")[0] == 200


def test_a_name_that_is_not_the_sites_is_not_answered(office, client):
    for headers in ({"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}):
        status, _, page = office.get("/feed", client, headers=headers)
        assert status == (400 if "Host" in headers else 200)
        assert "evil.example" not in page


def test_nothing_that_people_look_for_is_written_down(office, client):
    office.get(f"/?q={WORD}", client)
    office.get(f"/?q={WORD}", client, tls=False)
    office.get(f"/?q={WORD}", "203.0.113.5")
    office.get(f"/?q={WORD}", client, password="guessed")
    office.get(f"/export.csv?q={WORD}", client)
    for _ in range(LIMIT):
        office.get(f"/?q={WORD}", client)

    assert WORD not in office.logged()
