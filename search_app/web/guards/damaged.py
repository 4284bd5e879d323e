"""What a site answers while a file of its index is known to be damaged.

Pages say so above what they show: who reads can judge, and is better off with most articles than
with none. What goes into programs and files is refused: nobody reads it first, and a wrong row
looks like a right one.
"""

from flask import Flask, current_app, g, request

from indexer.errors import IndexCorruptError
from search_app.web.current import current_index
from search_app.web.guards.unavailable import UnavailableError
from search_app.web.observing.verification import verification_of

_ROOMS = frozenset({"api", "citing", "exports", "feeds", "opensearch"})  # blueprints that give data
_ALIVE = frozenset({"api.healthz"})
_RETRY_AFTER = 300  # s; it takes a person, or a build


def register(app: Flask) -> None:
    """Have `app` refuse data of a damaged index; pages ask by ``index_is_damaged()``."""
    app.before_request(_refuse_data)
    app.add_template_global(is_damaged, "index_is_damaged")


def is_damaged() -> bool:
    """Return whether the build that answers this request is known to be damaged."""
    verification = verification_of(current_app)
    return verification.finds_damage and (verification.of(current_index().fingerprint) == "damaged")


def note(error: Exception) -> None:
    """Remember it where an error of this request came of a damaged file."""
    if isinstance(error, IndexCorruptError) and "index" in g:
        verification_of(current_app).note_damage(current_index().fingerprint)


def _refuse_data() -> None:
    """Refuse.

    Raises:
        UnavailableError: the index is damaged, and data of it is asked for.
    """
    if request.blueprint in _ROOMS and request.endpoint not in _ALIVE and is_damaged():
        raise UnavailableError(retry_after=_RETRY_AFTER)
