"""Commands that read an index: search, explain, serve, check, stats."""

from pathlib import Path
from typing import Any

import click

from search_app.cli import printing
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX
from search_app.core.model import SORTS

_LITERAL = click.option(
    "--literal", is_flag=True, help="Take QUERY as typed: add no accents, correct nothing."
)
_PLACES = click.option(
    "--places",
    metavar="2025",
    help="Cities by their names since July 2025, not those of each article's time.",
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("query")
@click.option(
    "--city",
    multiple=True,
    help="Province or city, by any name, with or without accents; repeatable.",
)
@click.option("--year", multiple=True, help='Year of publication, or "không rõ"; repeatable.')
@click.option("--topic", multiple=True, help="Topic, with or without accents; repeatable.")
@_PLACES
@click.option("--from", "date_from", type=_DAY, help="Not before this day, like 2021-01-31.")
@click.option("--to", "date_to", type=_DAY, help="Not after this day.")
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="relevance",
    show_default=True,
)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--per-page", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option(
    "--collapse", is_flag=True, help="Of articles that are nearly the same, list only the best."
)
@_LITERAL
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@INDEX
@plain_errors
def search(query: str, *, as_json: bool, root: Path, **options: Any) -> None:
    """Print the articles that best match QUERY; an empty QUERY lists all, newest first.

    QUERY may hold "phrases", exclusions (-covid), alternatives (HOẶC, OR), prefixes (chuy*) and
    fields: tieude:, tacgia:, nguon:, nam:2021..2023, thanhpho:, chude:. Put -- before one that
    begins with a minus.

    \b
    Example:
        timtin search "chuyen doi so" --city "hai phong" --year 2021 --json
        timtin search -- '-covid nam:2021 tieude:"hội nghị"'
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415  after the usage is known to be right
    from search_app.core.serialise import page_to_json  # noqa: PLC0415

    page = open_index(root).search(query, **options)
    if as_json:
        printing.print_json(page_to_json(page))
    else:
        printing.print_page(page)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@INDEX
@plain_errors
def serve(host: str, port: int, root: Path) -> None:
    """Serve the search page; what is built meanwhile is served from then on.

    \b
    Example:
        timtin serve --port 8000
    """  # noqa: D301
    from search_app.engines.latest import Latest  # noqa: PLC0415
    from search_app.web.serve import serve as serve_page  # noqa: PLC0415  Flask: only here

    serve_page(Latest(root), host, port)


@click.command()
@INDEX
@plain_errors
def check(root: Path) -> None:
    """Verify the checksum of every file of the index; exit 1 and name what is damaged.

    \b
    Example:
        timtin check --index index_data
    """  # noqa: D301
    from indexer.store import current_generation, damaged_files  # noqa: PLC0415

    generation = current_generation(root)
    damaged = damaged_files(generation)
    for path, problem in damaged[1:]:
        click.echo(f"{path}: {problem}", err=True)
    if damaged:
        raise generation.corrupt(*damaged[0])
    click.echo(f"{len(generation.manifest.files)} files, every checksum is right.")


@click.command()
@INDEX
@plain_errors
def stats(root: Path) -> None:
    """Print how many articles the index has, by city, year and topic.

    \b
    Example:
        timtin stats --index index_data
    """  # noqa: D301
    from indexer.store import current_generation  # noqa: PLC0415
    from search_app import open_index  # noqa: PLC0415

    printing.print_stats(current_generation(root).manifest, open_index(root).search(per_page=1))


@click.command()
@click.argument("query")
@click.argument("article_id", metavar="ID")
@_LITERAL
@_PLACES
@INDEX
@plain_errors
def explain(query: str, article_id: str, *, root: Path, **options: Any) -> None:
    """Print why the article ID has its rank for QUERY.

    \b
    Example:
        timtin explain "chuyển đổi số" 004_1bdf98d3562686db
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415

    printing.print_explanation(open_index(root).explain(query, article_id, **options))
