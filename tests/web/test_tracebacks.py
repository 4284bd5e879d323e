"""What is logged when the site fails."""

import io
import logging

import pytest

from search_app.web import create_app
from search_app.web.settings import Settings

MARK = "zimbabwe"


class Failing:
    """Fails at a search by quoting what it was given, and hides another error behind that."""

    fingerprint = "f" * 64
    articles = 0

    def search(self, text, **_):
        try:
            return {}[text]
        except KeyError as error:
            raise ValueError(f"cannot look for {text}") from error

    def get(self, article_id):
        raise RuntimeError(article_id)


@pytest.fixture
def written():
    """Return a function that asks a failing site, and returns what its log has."""

    def ask(path, index=Failing, status=500, **settings):
        log = io.StringIO()
        handler = logging.StreamHandler(log)
        logger = logging.getLogger("search_app.web")
        logger.addHandler(handler)
        try:
            answer = create_app(index, Settings(**settings)).test_client().get(path)
            assert answer.status_code == status
        finally:
            logger.removeHandler(handler)
        return log.getvalue()

    return ask


@pytest.mark.parametrize("path", [f"/?q={MARK}", f"/article/{MARK}", f"/api/v1/search?q={MARK}"])
def test_a_failure_is_logged_with_its_place_but_without_what_was_looked_for(written, path):
    log = written(path)

    assert MARK not in log
    assert log.startswith("Exception in ")
    assert "test_tracebacks.py" in log
    assert "Traceback (most recent call last):" in log
    assert "--log-queries" in log


class Full(Failing):
    """Has no memory or disk for what it was given, which it quotes."""

    def __init__(self, error):
        self.error = error

    def search(self, text, **_):
        try:
            return {}[text]
        except KeyError:
            self.error.add_note(text)
            raise self.error  # noqa: B904  as it happens: what led to it stays with it


@pytest.mark.parametrize(
    "error", [MemoryError(MARK), OSError(28, MARK, MARK), OSError(MARK), RecursionError(MARK)]
)
def test_what_is_answered_with_503_is_logged_without_what_was_looked_for(written, error):
    log = written(f"/?q={MARK}", lambda: Full(error), status=503)

    assert MARK not in log
    assert 0 < log.index("builtins.KeyError") < log.index(f"builtins.{type(error).__name__}")
    assert ("No space left on device" in log) == (error.args[0] == 28)
    assert MARK in written(f"/?q={MARK}", lambda: Full(error), status=503, logs_queries=True)


def test_causes_are_logged_first(written):
    log = written(f"/?q={MARK}")

    assert log.startswith("Exception in pages.search\n")
    assert 0 < log.index("builtins.KeyError") < log.index("builtins.ValueError")
    assert 'raise ValueError(f"cannot look for {text}") from error' in log


def test_an_operator_who_logs_queries_has_messages_too(written):
    log = written(f"/?q={MARK}", logs_queries=True)

    assert f"ValueError: cannot look for {MARK}" in log
    assert MARK not in written(f"/?q={MARK}")


def test_what_breaks_a_stream_is_logged_without_its_message(caplog):
    create_app(Failing)
    try:
        int(MARK)
    except ValueError:
        logging.getLogger("waitress").exception("Exception while serving %s", f"/export/{MARK}")

    assert MARK not in caplog.text
    assert "Exception in a stream" in caplog.text
    assert "builtins.ValueError" in caplog.text
