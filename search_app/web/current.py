"""Where a view finds the index its site searches."""

from typing import cast

from flask import current_app

from search_app.core.index import Index

EXTENSION = "timtin-index"


def current_index() -> Index:
    """Return the index that was given to `create_app`."""
    return cast(Index, current_app.extensions[EXTENSION])
