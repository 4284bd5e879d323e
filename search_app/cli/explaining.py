"""The command ``timtin explain``: why an article has its rank, as a table that adds up."""

import sys
from typing import Any

import click
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from indexer.opensearch.address import Place
from search_app.cli.consoles import stdout
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX, LITERAL, PLACES, QUERY
from search_app.cli.texts import shown
from search_app.core.explanation import Explanation
from search_app.core.port import Share

_COUNTS = ("accents", "title", "body", "articles")
_FACTORS = ("weight", "rarity", "amount", "points")


@click.command()
@QUERY
@click.argument("article_id", metavar="ID")
@LITERAL
@PLACES
@INDEX
@plain_errors
def explain(query: str, article_id: str, *, root: Place, **options: Any) -> None:
    """Print why the article ID has its rank for QUERY.

    \b
    Example:
        timtin explain "chuyển đổi số" 004_1bdf98d3562686db
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415

    _print(open_index(root).explain(query, article_id, **options))


def _print(explanation: Explanation) -> None:
    console = stdout()
    title = explanation.article.title or explanation.article.id
    place = f"#{explanation.rank}" if explanation.rank else "no match"
    console.print(f"{shown(title)}\n{place} of {explanation.total:,}")
    for phrase in explanation.missing:
        console.print(Text(f"It lacks the phrase “{phrase}”."))
    if explanation.absent:
        console.print(Text(f"It lacks: {', '.join(explanation.absent)}"))
    console.print(_table(explanation, console))
    console.print(
        "points = weight × rarity × amount\n"
        "weight: names and numbers more, words that belong together less, beside their pair\n"
        "rarity: the fewer articles have it\n"
        "amount: how often in title (3 times as much) and body, beside their length, and a bit"
        " for the lead, the first 40 syllables; ever slower"
    )


def _table(explanation: Explanation, console: Console) -> Table:
    """Return all columns, or where there is no room for them only what is multiplied."""
    whole = _columns(explanation, (*_COUNTS, *_FACTORS), apart=2)
    boundless = console.options.update(max_width=sys.maxsize)
    if Measurement.get(console, boundless, whole).maximum <= console.width:
        return whole
    return _columns(explanation, _FACTORS, apart=1)


def _columns(explanation: Explanation, names: tuple[str, ...], apart: int) -> Table:
    """Return a table of so many cells between columns; a long term wraps, numbers are whole."""
    table = Table("term", box=None, padding=(0, apart, 0, 0), pad_edge=False)
    for name in names:
        table.add_column(name, justify="left" if name == "accents" else "right", no_wrap=True)
    for share in explanation.shares:
        cells = _cells(share)
        table.add_row(Text(share.clause.label), *(cells[name] for name in names))
    table.add_row("sum", *[""] * (len(names) - 1), f"{explanation.score:.3f}")
    return table


def _cells(share: Share) -> dict[str, str]:
    clause = share.clause
    return {
        "accents": "meant" if clause.form == "marked" else "any",
        "title": str(share.title_tf),
        "body": f"{'lead, ' if share.in_lead else ''}{share.body_tf}",
        "articles": f"{share.articles:,}",
        "weight": f"{clause.weight:.3f}",
        "rarity": f"{share.idf:.3f}",
        "amount": f"{share.amount:.3f}",
        "points": f"{share.score:.3f}",
    }
