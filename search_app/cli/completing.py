"""What a shell may complete: values of filters and queries, from the index that --index names.

A wrong answer here is none at all: whatever fails completes nothing, and says nothing.
"""

from collections.abc import Callable
from pathlib import Path

import click

from indexer.errors import TimTinError
from search_app.core.model import FacetName

Completer = Callable[[click.Context, click.Parameter, str], list[str]]
_MOST_VALUES = 30


def values_of(facet: FacetName) -> Completer:
    """Return what completes the values of a facet, the most frequent first."""

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        from analyzers import fold  # noqa: PLC0415
        from search_app import open_index  # noqa: PLC0415

        begun = fold(incomplete)
        try:
            known = open_index(_root(context)).search(per_page=1).facets[facet]
        except (TimTinError, OSError, ValueError):
            return []
        names = [str(value.value) for value in known]
        return [name for name in names if f" {begun}" in f" {fold(name)}"][:_MOST_VALUES]

    return complete


def queries(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete a query by the phrases and titles of the index."""
    from search_app import open_index  # noqa: PLC0415

    try:
        return open_index(_root(context)).suggest(incomplete)
    except (TimTinError, OSError, ValueError):
        return []


def _root(context: click.Context) -> Path:
    return Path(context.params.get("root") or "index_data").expanduser()
