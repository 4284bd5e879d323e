"""The command ``timtin search``."""

from typing import Any

import click

from indexer.opensearch.address import Place
from search_app.cli import results
from search_app.cli.consoles import print_chunks, print_json
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX, JSON, QUERY, filters
from search_app.cli.remembering import LastSearch, remember
from search_app.core.serialise import page_to_json

_HINT = "Open one: timtin open N"
_NEXT = " · next page: --page {}"


@click.command()
@QUERY
@filters
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--per-page", type=click.IntRange(1, 1000), default=10, show_default=True)
@JSON
@click.option("--csv", "as_csv", is_flag=True, help="Print the articles of the page as CSV.")
@INDEX
@plain_errors
def search(query: str, *, as_json: bool, as_csv: bool, root: Place, **options: Any) -> None:
    """Print the articles that best match QUERY; an empty QUERY lists all, newest first.

    QUERY may hold "phrases", exclusions (-covid), alternatives (HOẶC, OR), prefixes (chuy*) and
    fields: tieude:, tacgia:, nguon:, nam:2021..2023, thanhpho:, chude:. Put -- before one that
    begins with a minus. `timtin open 3` opens the third result.

    \b
    Example:
        timtin search "chuyen doi so" --city "hai phong" --year 2021 --json
        timtin search -- '-covid nam:2021 tieude:"hội nghị"'
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415  after the usage is known to be right

    if as_json and as_csv:
        raise click.UsageError("Choose one of --json and --csv.")
    index = open_index(root)
    page = index.search(query, **options)
    if as_json:
        print_json(page_to_json(page))
    elif as_csv:
        found = (index.get(hit.id) for hit in page.hits)
        from search_app.core.exports import write  # noqa: PLC0415

        print_chunks(write("csv", filter(None, found)))
    else:
        more = _NEXT.format(page.page + 1) if page.page < page.pages else ""
        results.print_page(page, hint=f"{_HINT}{more}" if page.hits else "")
        remember(LastSearch.of(page, query, root, literal=options["literal"]))
