"""An address may ask for so much in a minute, and one that is this machine's for any number."""

import pytest

from search_app.web import create_app
from search_app.web.settings import Settings

ONE, OTHER = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def ask(seed_index):
    """Return a function that asks from an address; each may ask three times."""
    site = create_app(seed_index, Settings(requests_per_minute=3)).test_client()
    return lambda address, path="/": site.get(path, environ_overrides={"REMOTE_ADDR": address})


def test_who_asks_too_much_is_told_when_to_come_again_and_others_are_not(ask):
    assert [ask(ONE).status_code for _ in range(4)] == [200, 200, 200, 429]
    page, problem = ask(ONE), ask(ONE, "/api/v1/search")

    assert "Quá nhiều yêu cầu" in page.text
    assert problem.json["type"] == "/api/#too-many-requests"
    assert page.headers["Retry-After"] == problem.headers["Retry-After"] == "60"
    assert ask(OTHER).status_code == 200


@pytest.mark.parametrize("path", ["/static/base.css", "/healthz", "/favicon.ico"])
def test_what_costs_nothing_is_free(ask, path):
    assert {ask(ONE, path).status_code for _ in range(9)} < {200, 302, 308}
    assert ask(ONE).status_code == 200


def test_what_is_not_there_is_not_free(ask):
    assert [ask(ONE, "/gi-do").status_code for _ in range(4)] == [404, 404, 404, 429]


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
