"""The ``timtin`` command: parse, call one function, print.

Exit codes: 0 done, 1 the work failed or found damage, 2 wrong usage.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer.report import Report
from search_app import printing, reporting
from search_app.core.model import SORTS
from search_app.exits import plain_errors as _plain_errors
from search_app.topics_command import topics

_SOURCES = click.argument(
    "sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path)
)
_INDEX = click.option(
    "--index",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("index_data"),
    show_default=True,
    help="Directory of the index.",
)
_LITERAL = click.option(
    "--literal", is_flag=True, help="Take QUERY as typed: add no accents, correct nothing."
)
_REPORT = click.option(
    "--report",
    "rows_to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a row for each file and article to FILE, as JSON lines: what became of it, why,"
    " and by what evidence it has its date, cities and topics.",
)
_STRICT = click.option(
    "--strict", is_flag=True, help="Exit 1 when anything was skipped; the rest is indexed."
)
_PLACES = click.option(
    "--places",
    metavar="2025",
    help="Cities by their names since July 2025, not those of each article's time.",
)
_TOPICS = click.option(
    "--topics",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Topics of your own, kept for the next builds: see `timtin topics`.",
)
_DEFAULT_SOURCES = ("seeds",)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _build(
    label: str,
    build: Callable[..., Report],
    sources: tuple[Path, ...],
    root: Path,
    *,
    rows_to: Path | None,
    strict: bool,
    **options: Any,
) -> None:
    """Run a build with a progress bar, then print its report."""
    chosen = _chosen(sources, root)
    try:
        with reporting.report_file(rows_to) as rows, reporting.progress_bar(label) as progress:
            report = build(chosen, root, progress, rows=rows, **options)
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped. The index is whole: as it was, unless this was just done."
        ) from None
    reporting.print_report(report, root)
    if strict and report.skipped:
        raise click.ClickException(
            f"{len(report.skipped):,} skipped, and --strict asks for none. The rest is indexed."
        )


def _chosen(sources: tuple[Path, ...], root: Path) -> tuple[Path, ...]:
    """Return the sources that were named, else what the index was built from, else the seeds."""
    from indexer.store import recorded_sources  # noqa: PLC0415

    return sources or tuple(map(Path, recorded_sources(root) or _DEFAULT_SOURCES))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="timtin")
def main() -> None:
    """Tìm Tin: full-text search of Vietnamese news."""
    printing.accept_any_terminal()


main.add_command(topics)


@main.command()
@_SOURCES
@click.option(
    "--abbreviations",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Abbreviations of your own, kept for the next builds: a line has short forms, a tab,"
    " long forms, several parted by ' | '.",
)
@_TOPICS
@_REPORT
@_STRICT
@_INDEX
@_plain_errors
def rebuild(sources: tuple[Path, ...], root: Path, **options: Any) -> None:
    """Build the index anew from files and folders.

    Default: what the index was built from before, else seeds/.

    The index there before keeps answering until the new one is whole. Reads .txt,
    .html and .jsonl; a file that cannot be read is reported and passed over.

    \b
    Example:
        timtin rebuild ~/saved-articles export.jsonl --index index_data
    """  # noqa: D301  click's own mark for text that must not be wrapped
    from indexer import pipeline  # noqa: PLC0415  parsers and pyvi: not for searching

    _build("Indexing", pipeline.rebuild, sources, root, **options)


@main.command()
@_SOURCES
@_TOPICS
@_REPORT
@_STRICT
@_INDEX
@_plain_errors
def update(sources: tuple[Path, ...], root: Path, **options: Any) -> None:
    """Bring the index up to what SOURCEs hold: what is new, changed or gone.

    Articles from other sources stay. Builds the index when there is none.
    Default: what the index was built from before, else seeds/.

    \b
    Example:
        timtin update ~/saved-articles --index index_data
    """  # noqa: D301
    from indexer import pipeline  # noqa: PLC0415

    _build("Updating", pipeline.update, sources, root, **options)


@main.command()
@_SOURCES
@_INDEX
@_plain_errors
def watch(sources: tuple[Path, ...], root: Path) -> None:
    """Keep the index as SOURCEs are: what is new or changed can be found within seconds.

    Ctrl-C stops it. Default: what the index was built from before, else seeds/.

    \b
    Example:
        timtin watch ~/saved-articles --index index_data
    """  # noqa: D301
    from indexer import pipeline  # noqa: PLC0415

    chosen = _chosen(sources, root)
    reporting.print_watching(chosen)
    with contextlib.suppress(KeyboardInterrupt):
        pipeline.watch(chosen, root, lambda outcome: reporting.print_outcome(outcome, root))
    reporting.print_stopped(root)


@main.command()
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
@_INDEX
@_plain_errors
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


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@_INDEX
@_plain_errors
def serve(host: str, port: int, root: Path) -> None:
    """Serve the search page; what is built meanwhile is served from then on.

    \b
    Example:
        timtin serve --port 8000
    """  # noqa: D301
    from search_app.web.current import Latest  # noqa: PLC0415  Flask: only here
    from search_app.web.serve import serve as serve_page  # noqa: PLC0415

    serve_page(Latest(root), host, port)


@main.command()
@_INDEX
@_plain_errors
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


@main.command()
@_INDEX
@_plain_errors
def stats(root: Path) -> None:
    """Print how many articles the index has, by city, year and topic.

    \b
    Example:
        timtin stats --index index_data
    """  # noqa: D301
    from indexer.store import current_generation  # noqa: PLC0415
    from search_app import open_index  # noqa: PLC0415

    printing.print_stats(current_generation(root).manifest, open_index(root).search(per_page=1))


@main.command()
@click.argument("query")
@click.argument("article_id", metavar="ID")
@_LITERAL
@_PLACES
@_INDEX
@_plain_errors
def explain(query: str, article_id: str, *, root: Path, **options: Any) -> None:
    """Print why the article ID has its rank for QUERY.

    \b
    Example:
        timtin explain "chuyển đổi số" 004_1bdf98d3562686db
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415

    printing.print_explanation(open_index(root).explain(query, article_id, **options))
