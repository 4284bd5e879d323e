"""Passwords and certificates: a real nginx asks for them, in front of a real node."""

import logging
import subprocess
import sys
import time
import traceback

import pytest

from indexer import pipeline
from indexer.errors import ClusterError, ClusterRefusedError
from indexer.opensearch.address import PASSWORD, USER, Address
from indexer.opensearch.connection import WRITING, connect
from search_app import open_index
from search_app.web import create_app
from tests.docs import proxy
from tests.opensearch.failures import front
from tests.opensearch.failures.conftest import named

pytestmark = pytest.mark.skipif(
    not proxy.is_here(), reason="needs nginx (make test unpacks it) and openssl"
)
RIGHT = {USER: front.USER, PASSWORD: front.PASSWORD}
WRONG = "sai bét"


@pytest.fixture(scope="module")
def guarded(opensearch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("front")
    with front.Front(folder, opensearch.hosts[0]).running() as running:
        yield running


@pytest.fixture(scope="module")
def alias(opensearch, sources):
    """Return the name of an index that was built where nobody asks for a password."""
    own = named(opensearch)
    pipeline.rebuild([sources[0]], own)
    return own.alias


def at(host, alias, env=(), *, user="", password="", scheme="http"):
    return (
        Address(scheme, (host,), alias, user, password)
        if user
        else Address.parse(f"opensearch+{scheme}://{host}/{alias}", env=dict(env))
    )


def test_the_right_password_lets_in_from_the_url_and_the_environment(guarded, alias, sources):
    by_environment = at(guarded.plain, alias, RIGHT)
    by_url = at(guarded.plain, alias, user=front.USER, password=front.PASSWORD)

    for address in (by_environment, by_url):
        connect(address).info()
        assert pipeline.update([sources[0]], address).unchanged == 40


@pytest.mark.parametrize(
    "env", [{}, {USER: front.USER, PASSWORD: WRONG}, {USER: "ai", PASSWORD: front.PASSWORD}]
)
def test_another_password_or_none_is_refused_at_once(guarded, alias, sources, env, caplog):
    caplog.set_level(logging.DEBUG)
    address = at(guarded.plain, alias, env)
    began = time.monotonic()
    for ask in (
        lambda: pipeline.rebuild([sources[0]], address),
        lambda: pipeline.update([sources[0]], address),
        lambda: connect(address, WRITING).info(),
    ):
        with pytest.raises(ClusterRefusedError, match="TIMTIN_OPENSEARCH_USER") as raised:
            ask()
        shown = "".join(traceback.format_exception(raised.value)) + caplog.text
        assert front.PASSWORD not in shown
        assert WRONG not in shown
    assert time.monotonic() - began < WRITING.retries


def test_a_command_line_says_it_in_one_line(guarded, alias):
    command = [sys.executable, "-m", "search_app", "search", "covid", "--index"]
    own = f"opensearch+http://{front.USER}:{WRONG.replace(' ', '%20')}@{guarded.plain}/{alias}"
    told = subprocess.run([*command, own], capture_output=True, encoding="utf-8", check=False)

    assert (told.returncode, told.stdout) == (1, "")
    (line,) = told.stderr.splitlines()
    assert f"does not know the user {front.USER}" in line
    assert WRONG.split(maxsplit=1)[0] not in line


def test_a_page_that_may_ask_no_more_shows_no_password(guarded, alias, caplog, monkeypatch):
    """The password is changed while the server runs."""
    index = open_index(_with_env(monkeypatch, guarded, alias))
    site = create_app(index).test_client()
    assert site.get("/?q=covid").status_code == 200
    users = guarded.folder / "users"
    kept = users.read_text("utf-8")
    users.write_text("other:x\n", "utf-8")
    try:
        page = site.get("/?q=kinh")
    finally:
        users.write_text(kept, "utf-8")
    assert page.status_code == 503
    assert front.PASSWORD not in page.text + caplog.text
    assert "does not know the user" in caplog.text
    assert site.get("/?q=kinh").status_code == 200


def _with_env(monkeypatch, guarded, alias):
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)
    return f"opensearch+http://{guarded.plain}/{alias}"


def test_a_certificate_of_an_own_authority_is_taken(guarded, alias, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(guarded.authority))
    connect(at(guarded.tls, alias, RIGHT, scheme="https")).info()


def test_an_unknown_certificate_is_refused_at_once(guarded, alias, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    address = at(guarded.tls, alias, RIGHT, scheme="https")
    began = time.monotonic()
    with pytest.raises(ClusterError, match="SSL_CERT_FILE") as raised:
        connect(address, WRITING).info()
    assert time.monotonic() - began < WRITING.retries
    assert front.PASSWORD not in "".join(traceback.format_exception(raised.value))


def test_a_password_is_no_less_secret_over_tls(guarded, alias, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(guarded.authority))
    with pytest.raises(ClusterRefusedError):
        connect(at(guarded.tls, alias, {}, scheme="https"), WRITING).info()


def test_a_node_without_tls_is_told_apart(opensearch, alias):
    with pytest.raises(ClusterError, match=r"cannot be trusted .*opensearch\+http"):
        connect(at(opensearch.hosts[0], alias, scheme="https")).info()
