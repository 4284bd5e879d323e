"""Commands that build an index: rebuild, update, watch."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.opensearch.address import Address, Place
from indexer.report import Report
from search_app.cli import reporting
from search_app.cli.exits import plain_errors
from search_app.cli.options import EXISTING_FILE, INDEX, TOPICS, local_index

if TYPE_CHECKING:
    from indexer.pipeline.target import Target

_SOURCES = click.argument(
    "sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path)
)
_ABBREVIATIONS = click.option(
    "--abbreviations",
    type=EXISTING_FILE,
    help="Abbreviations of your own, kept for the next builds: a line has short forms, a tab,"
    " long forms, several parted by ' | '.",
)
_TOPICS = TOPICS(help="Topics of your own, kept for the next builds: see `timtin topics`.")
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
_SHARDS = click.option(
    "--shards",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="In a cluster: parts of the index that nodes keep and search side by side.  [default: 1]",
)
_REPLICAS = click.option(
    "--replicas",
    type=click.IntRange(0, 16),
    metavar="N",
    help="In a cluster: further copies of each, on other nodes.  [default: 1, on one node 0]",
)
_DEFAULT_SOURCES = ("seeds",)


@click.command()
@_SOURCES
@_ABBREVIATIONS
@_TOPICS
@_REPORT
@_STRICT
@INDEX
@_SHARDS
@_REPLICAS
@plain_errors
def rebuild(
    sources: tuple[Path, ...],
    root: Place,
    shards: int | None,
    replicas: int | None,
    **options: Any,
) -> None:
    """Build the index anew from files and folders.

    Default: what the index was built from before, else seeds/.

    The index there before keeps answering until the new one is whole. Reads pages
    (.txt, .html, .mhtml, .pdf, .docx), records (.jsonl, .json, .csv), feeds (.xml),
    web archives (.warc) and all of these in .zip, .tar and .gz; what cannot be read
    is reported and passed over.

    \b
    Example:
        timtin rebuild ~/saved-articles export.jsonl --index index_data
        timtin rebuild ~/saved-articles --engine opensearch --url http://127.0.0.1:9200

    A build into a cluster that was stopped goes on where it was when it is run again.
    """  # noqa: D301  click's own mark for text that must not be wrapped
    if not isinstance(root, Address) and (shards, replicas) != (None, None):
        raise click.UsageError("--shards and --replicas are of a cluster: add --engine opensearch")
    from indexer import pipeline  # noqa: PLC0415  parsers and pyvi: not for searching

    target: Place | Target = root
    if isinstance(root, Address):
        from indexer.opensearch.target import ClusterTarget  # noqa: PLC0415

        target = ClusterTarget(root, shards=shards, replicas=replicas)
    _build("Indexing", pipeline.rebuild, sources, target, root, **options)


@click.command()
@_SOURCES
@_TOPICS
@_REPORT
@_STRICT
@INDEX
@plain_errors
def update(sources: tuple[Path, ...], root: Place, **options: Any) -> None:
    """Bring the index up to what SOURCEs hold: what is new, changed or gone.

    Articles from other sources stay. Builds the index when there is none.
    Default: what the index was built from before, else seeds/.

    \b
    Example:
        timtin update ~/saved-articles --index index_data
    """  # noqa: D301
    from indexer import pipeline  # noqa: PLC0415

    _build("Updating", pipeline.update, sources, root, root, **options)


@click.command()
@_SOURCES
@local_index("For one in a cluster, have this run again and again: timtin update --index ADDRESS")
@plain_errors
def watch(sources: tuple[Path, ...], root: Path) -> None:
    """Keep the index as SOURCEs are: what is new or changed can be found within seconds.

    Ctrl-C stops it. Default: what the index was built from before, else seeds/.

    \b
    Example:
        timtin watch ~/saved-articles --index index_data
    """  # noqa: D301
    with contextlib.suppress(KeyboardInterrupt):
        from indexer import pipeline  # noqa: PLC0415

        chosen = _chosen(sources, root)
        if all(map(Path.exists, chosen)):
            reporting.print_watching(chosen)
        pipeline.watch(chosen, root, lambda outcome: reporting.print_outcome(outcome, root))
    reporting.print_stopped(root)


def _build(
    label: str,
    build: Callable[..., Report],
    sources: tuple[Path, ...],
    target: "Place | Target",
    root: Place,
    *,
    rows_to: Path | None,
    strict: bool,
    **options: Any,
) -> None:
    """Run a build with a progress bar, then print its report."""
    chosen = _chosen(sources, target)
    try:
        with reporting.report_file(rows_to) as rows, reporting.progress_bar(label) as progress:
            own = [rows_to] if rows_to else []
            report = build(chosen, target, progress, rows=rows, leave_out=own, **options)
    except KeyboardInterrupt:
        raise click.ClickException(
            "Stopped. What answers is as it was, unless this was just done."
        ) from None
    reporting.print_report(report, root)
    if strict and report.failed:
        raise click.ClickException(
            f"{len(report.failed):,} skipped, and --strict asks for none. The rest is indexed."
        )


def _chosen(sources: tuple[Path, ...], index: "Place | Target") -> tuple[Path, ...]:
    """Return the sources that were named, else what the index was built from, else the seeds."""
    if sources:
        return sources
    from indexer.pipeline.target import target_of  # noqa: PLC0415

    return tuple(map(Path, target_of(index).recorded_sources() or _DEFAULT_SOURCES))
