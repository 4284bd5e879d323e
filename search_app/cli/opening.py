"""The command ``timtin open``: a result of the last search, in the browser or in the terminal."""

import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from indexer.article import Article
from indexer.opensearch.address import Address, Place, is_address
from search_app.cli.consoles import stdout
from search_app.cli.exits import plain_errors
from search_app.cli.indexes import DEFAULT_INDEX, full_name
from search_app.cli.options import index_option
from search_app.cli.remembering import LastSearch, last_search
from search_app.cli.texts import facts, marked, shown
from search_app.core.addresses import outside_url
from search_app.core.index import Index

_WIDEST = 100  # cells: longer lines are hard to follow


@click.command("open")
@click.argument("number", metavar="[N]", type=click.IntRange(min=1), required=False)
@click.option("--id", "article_id", metavar="ID", help="An article by its id, instead of N.")
@click.option("--print", "in_terminal", is_flag=True, help="Print it, whatever its address is.")
@index_option(help=f"The index that has ID.  [default: {DEFAULT_INDEX}]")
@plain_errors
def open_result(
    number: int | None, article_id: str | None, root: Place | None, *, in_terminal: bool
) -> None:
    """Open result N of the last search: its web page, or its text when it has none.

    \b
    Example:
        timtin search "chuyển đổi số"
        timtin open 3
        timtin open 3 --print
        timtin open --id 004_1bdf98d3562686db
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415

    if (number is None) == (article_id is None):
        raise click.UsageError("Write the number of a result, or --id and the id of an article.")
    if article_id is not None:
        search = LastSearch(index=full_name(root or DEFAULT_INDEX), query="", ids=(article_id,))
        number = search.first
    else:
        search = _remembered()
        if root is not None and not _is_same(root, search.index):
            raise click.UsageError(
                f"N is a result of the last search, which was in {search.index}: leave out --index."
            )
    open_number(open_index(search.index), search, number or search.first, in_terminal=in_terminal)


def _is_same(index: Place, name: str) -> bool:
    if isinstance(index, Address) or is_address(name):
        return str(index) == name
    return index.resolve() == Path(name).resolve()


def open_number(
    index: Index, search: LastSearch, number: int, *, in_terminal: bool = False
) -> None:
    """Open the article that `search` listed under a number.

    Raises:
        UsageError: it listed none under this.
        ClickException: the article is no longer in the index, or no browser opens its page.
    """
    article_id = search.id_of(number)
    if article_id is None:
        raise click.UsageError(f"The last search listed {search.numbers}, not {number}.")
    article = index.get(article_id)
    if article is None:
        raise click.ClickException(
            f"No article of {search.index} has the id {article_id[:60]!r}, or no longer."
            " Search again: timtin search QUERY"
        )
    address = outside_url(article.url)
    if address and not in_terminal:
        click.echo(f"Opening {address}  (here: --print)", err=True)
        if not webbrowser.open(address):  # which tells, as click.launch does not
            raise click.ClickException(
                "No browser could be opened. To read it here: timtin open N --print"
            )
        return
    title, text = (
        index.highlight(own, search.query, literal=search.literal)
        for own in (article.title, article.text)
    )
    _print(article, title, text)


def _remembered() -> LastSearch:
    search = last_search()
    if search is None:
        raise click.ClickException("There was no search yet. Search first: timtin search QUERY")
    if not search.ids:
        raise click.ClickException(
            "The last search listed nothing. Search again: timtin search QUERY"
        )
    return search


def _print(article: Article, title_html: str, text_html: str) -> None:
    """Print title, facts and text of an article, both given as HTML with <mark>."""
    console = stdout()
    if not console.is_terminal:
        for renderable in _parts(article, title_html, text_html):
            console.print(renderable)
        return
    console.width = min(console.width, _WIDEST)
    with console.capture() as captured:
        for renderable in _parts(article, title_html, text_html):
            console.print(renderable)
    printed = captured.get()
    # What fits stays on the screen; less, which click asks to keep colours, takes the rest.
    if printed.count("\n") < console.height or not sys.stdin.isatty():
        click.echo(printed, nl=False, color=True)
    else:
        click.echo_via_pager(printed)


def _parts(article: Article, title_html: str, text_html: str) -> Iterator[RenderableType]:
    if article.title:
        yield marked(title_html, "bold")
    for line in (facts(article), article.byline, article.url, article.id):
        if line:
            yield Text(shown(line), style="dim")
    for paragraph in text_html.split("\n"):
        yield ""
        yield marked(paragraph)
