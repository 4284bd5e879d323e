"""Where a view finds the index its site searches."""

from collections.abc import Callable
from typing import cast

from flask import current_app, g

from search_app.core.index import Index

EXTENSION = "timtin-index"


def current_index() -> Index:
    """Return the index that answers this request, from its first question to its last."""
    if "index" not in g:
        g.index = cast(Callable[[], Index], current_app.extensions[EXTENSION])()
    return cast(Index, g.index)


def forget_index(_: object = None) -> None:
    """Let go of the index of a request that is over.

    The macros of a page hold `g` in circles, and with it an index that is served no more, its
    memory and its files, until Python looks for such circles.
    """
    g.pop("index", None)
