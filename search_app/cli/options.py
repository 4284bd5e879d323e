"""What several commands can be told."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer.opensearch.address import DEFAULT_ALIAS, URL
from search_app.cli.completion import complete_query, values_of
from search_app.cli.indexes import (
    DEFAULT_INDEX,
    IndexType,
    LocalIndexType,
    index_of_engine,
    keep_engine,
    keep_url,
)
from search_app.core.model import SORTS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

EXISTING_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

TOPICS = functools.partial(click.option, "--topics", type=EXISTING_FILE)  # each says what for
_ENGINE = click.option(
    "--engine",
    type=click.Choice(("local", "opensearch")),
    is_eager=True,
    expose_value=False,
    callback=keep_engine,
    help="What keeps the index: this machine's disk, or a cluster.  [default: as --index says]",
)
_URL = click.option(
    "--url",
    metavar="URL",
    is_eager=True,
    expose_value=False,
    callback=keep_url,
    help=f"Address of the cluster, like http://127.0.0.1:9200; several hosts with commas."
    f"  [default: {URL}]",
)


def index_option(**told: Any) -> Decorator:
    """Return the options that say which index a command is about, in whatever engine."""
    index = click.option("--index", "root", type=IndexType(), callback=index_of_engine, **told)
    return lambda command: index(_ENGINE(_URL(command)))


def local_index(instead: str) -> Decorator:
    """Return the option of a command that works on this machine's disk only; else do `instead`."""
    return click.option(
        "--index",
        "root",
        type=LocalIndexType(instead),
        default=DEFAULT_INDEX,
        show_default=True,
        help="Directory of the index.",
    )


INDEX = index_option(
    default=DEFAULT_INDEX,
    show_default=True,
    help=f"Directory of the index, or its name in a cluster ({DEFAULT_ALIAS}), or where that is:"
    f" opensearch+http://127.0.0.1:9200/{DEFAULT_ALIAS}",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
QUERY = click.argument("query", shell_complete=complete_query)
LITERAL = click.option(
    "--literal", is_flag=True, help="Take QUERY as typed: add no accents, correct nothing."
)
PLACES = click.option(
    "--places",
    metavar="2025",
    help="Cities by their names since July 2025, not those of each article's time.",
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILTERS: tuple[Decorator, ...] = (
    click.option(
        "--city",
        multiple=True,
        shell_complete=values_of("city"),
        help="Province or city, by any name, with or without accents; repeatable.",
    ),
    click.option(
        "--year",
        multiple=True,
        shell_complete=values_of("year"),
        help='Year of publication, or "không rõ"; repeatable.',
    ),
    click.option(
        "--topic",
        multiple=True,
        shell_complete=values_of("topic"),
        help="Topic, with or without accents; repeatable.",
    ),
    PLACES,
    click.option("--from", "date_from", type=_DAY, help="Not before this day, like 2021-01-31."),
    click.option("--to", "date_to", type=_DAY, help="Not after this day."),
    click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True),
    click.option(
        "--collapse",
        is_flag=True,
        help="Of articles that are nearly the same, list only the best.",
    ),
    LITERAL,
)


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be told which articles to list, and in which order."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command
