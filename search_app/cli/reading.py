"""An article on stdout, as long as it is: a terminal shows it page by page."""

import sys
from collections.abc import Iterator

import click
from rich.console import RenderableType
from rich.text import Text

from indexer.article import Article
from search_app.cli.consoles import stdout
from search_app.cli.texts import marked, shown
from search_app.core.addresses import source_of

_WIDEST = 100  # cells: longer lines are hard to follow


def print_article(article: Article, title_html: str, text_html: str) -> None:
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
    date = f"{article.date:%d/%m/%Y}" if article.date else str(article.year or "no date")
    about = [source_of(article), date, ", ".join(article.cities), ", ".join(article.topics)]
    for line in (" · ".join(filter(None, about)), article.byline, article.url, article.id):
        if line:
            yield Text(shown(line), style="dim")
    for paragraph in text_html.split("\n"):
        yield ""
        yield marked(paragraph)
