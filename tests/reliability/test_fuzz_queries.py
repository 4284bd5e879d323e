"""Whatever is asked, in Python or over HTTP, is answered; what is wrong with it is said."""

import contextlib
import itertools
from urllib.parse import quote

import pytest
from hypothesis import given, settings

from search_app.core.errors import InvalidRequestError, NoWordsError
from search_app.web import create_app
from tests.reliability.answers import faults
from tests.reliability.fuzzing import ask_http, ask_python
from tests.reliability.hostile import ANY_TEXT, HUGE, IN_THE_LANGUAGE, huge
from tests.reliability.requesting import MARK


@pytest.fixture(scope="module")
def is_soak(request):
    return request.config.getoption("--soak", default=False)


@pytest.fixture(scope="module")
def client(seed_index):
    return create_app(seed_index).test_client()


def test_python_answers_hostile_texts(seed_root, is_soak):
    asked = ask_python(seed_root, 140_000 if is_soak else 2_000)

    assert asked.failures == []
    assert len(asked.answers) > 10, "it was asked in many ways"


def test_the_site_answers_hostile_requests(seed_root, is_soak):
    asked = ask_http(seed_root, 50_000 if is_soak else 1_000)

    assert asked.failures == []
    assert asked.answers["HTTP 200"] > 300, "not all was refused"
    assert {"HTTP 400", "HTTP 404", "HTTP 405"} <= set(asked.answers)


def test_whatever_can_be_typed_is_answered(seed_index, is_soak):
    @settings(max_examples=5_000 if is_soak else 100)
    @given(text=ANY_TEXT | IN_THE_LANGUAGE)
    def is_answered(text):
        page = seed_index.search(text, collapse=True, histogram=True)
        assert page.total >= len(page.hits)
        assert all(own.id for own in itertools.islice(seed_index.scan(text, literal=True), 2))
        assert all(seed_index.suggest(text))
        seed_index.highlight(text, text)
        with contextlib.suppress(NoWordsError):
            seed_index.explain(text, "000_fd392c4447f1aa74")

    is_answered()


def test_whatever_can_be_typed_is_answered_over_http(client, is_soak):
    @settings(max_examples=5_000 if is_soak else 50)
    @given(text=ANY_TEXT | IN_THE_LANGUAGE)
    def is_answered(text):
        for path in ("/?q=", "/api/v1/search?q=", "/feed?q=", "/?city="):
            answer = client.get(path + quote(text + MARK, errors="replace"))
            assert [*faults(answer.status_code, answer.headers.to_wsgi_list(), answer.data)] == []

    is_answered()


@pytest.mark.parametrize("number", range(len(huge())))
def test_a_million_characters_are_answered_in_little(seed_index, number):
    text = huge()[number]
    assert len(text) == HUGE

    page = seed_index.search(text)
    assert len(page.understood.text) <= 2_001
    assert all(seed_index.suggest(text))
    seed_index.highlight("Tin covid", text)
    with pytest.raises(InvalidRequestError):
        seed_index.explain("tin", text)
    assert seed_index.get(text) is None
    with pytest.raises(InvalidRequestError) as refused:
        seed_index.search("tin", city=text)
    assert len(str(refused.value)) < 1_000
