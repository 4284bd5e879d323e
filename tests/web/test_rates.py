"""An address may ask for so much in a minute, and one that is this machine's for any number."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from search_app.web import create_app
from search_app.web.guards import rates
from search_app.web.settings import Settings

ONE, OTHER = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def clock(monkeypatch):
    """Stop the clock of the counts, at 40 seconds of a minute."""
    now = [100_000 * 60.0 + 40]
    monkeypatch.setattr(rates.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def ask(seed_index, clock):  # noqa: ARG001  no minute ends between two requests
    """Return a function that asks from an address; each may ask three times."""
    site = create_app(seed_index, Settings(requests_per_minute=3)).test_client()
    return lambda address, path="/": site.get(path, environ_overrides={"REMOTE_ADDR": address})


def test_who_asks_too_much_is_told_when_to_come_again_and_others_are_not(ask):
    assert [ask(ONE).status_code for _ in range(4)] == [200, 200, 200, 429]
    page, problem = ask(ONE), ask(ONE, "/api/v1/search")

    assert "Quá nhiều yêu cầu" in page.text
    assert problem.json["type"] == "/api/#too-many-requests"
    assert page.headers["Retry-After"] == problem.headers["Retry-After"] == "20"
    assert ask(OTHER).status_code == 200


def test_in_the_next_minute_all_may_ask_again(ask, clock):
    assert [ask(ONE).status_code for _ in range(4)] == [200, 200, 200, 429]
    clock[0] += 19.5
    assert ask(ONE).headers["Retry-After"] == "1"
    clock[0] += 0.5
    assert [ask(ONE).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_addresses_beyond_many_share_one_count(ask, monkeypatch):
    monkeypatch.setattr(rates, "_MOST_ADDRESSES", 2)
    assert [ask(address).status_code for address in (ONE, OTHER)] == [200, 200]

    asked = [ask(f"198.51.100.{number}").status_code for number in range(4)]

    assert asked == [200, 200, 200, 429]
    assert [ask(ONE).status_code for _ in range(3)] == [200, 200, 429]


def test_each_of_many_at_once_is_counted():
    counts = rates.Counts()
    with ThreadPoolExecutor(8) as threads:
        given = list(threads.map(lambda _: counts.add(ONE), range(4_000)))

    assert sorted(given) == list(range(1, 4_001))


@pytest.mark.parametrize("path", ["/static/base.css", "/healthz", "/favicon.ico"])
def test_what_costs_nothing_is_free(ask, path):
    assert {ask(ONE, path).status_code for _ in range(9)} < {200, 302, 308}
    assert ask(ONE).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/gi-do", 404),
        ("/static/gi-do.css", 404),
        ("/static/../base.css", 404),
        ("/static/", 404),
        ("/readyz", 200),
        ("/metrics", 403),
    ],
)
def test_what_costs_something_is_not_free(ask, path, status):
    assert [ask(ONE, path).status_code for _ in range(4)] == [status] * 3 + [429]


def test_of_what_is_no_address_only_the_beginning_counts(ask):
    asked = [ask("x" * 100 + "y" * number).status_code for number in range(4)]

    assert asked == [200, 200, 200, 429]


def test_all_addresses_of_one_line_are_one(ask):
    asked = [ask(f"2001:db8:0:1::{number}").status_code for number in range(4)]

    assert asked == [200, 200, 200, 429]
    assert ask("[2001:db8:0:1::9]:4711").status_code == 429
    assert ask("2001:db8:0:2::1").status_code == 200


def test_an_old_address_is_the_same_in_its_new_form(ask):
    assert [ask(f"::ffff:{ONE}").status_code for _ in range(3)] == [200] * 3
    assert ask(ONE).status_code == 429


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_ask_for_any_number(ask, address):
    assert {ask(address).status_code for _ in range(9)} == {200}


@pytest.mark.parametrize("address", ["unknown", "_hidden", "1.2.3.4.5", "x" * 10_000, ""])
def test_what_is_no_address_is_counted_too(ask, address):
    assert [ask(address).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_site_can_be_without_a_limit(seed_index):
    site = create_app(seed_index, Settings(requests_per_minute=0)).test_client()
    asked = [site.get("/help", environ_overrides={"REMOTE_ADDR": ONE}) for _ in range(1_300)]

    assert {answer.status_code for answer in asked} == {200}
