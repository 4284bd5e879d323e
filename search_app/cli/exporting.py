"""The command ``timtin export``: all that a search finds, in a format other programs read."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

import click

from indexer.article import Article
from indexer.opensearch.address import Place
from search_app.cli.consoles import stderr
from search_app.cli.exits import plain_errors
from search_app.cli.files import whole_file
from search_app.cli.options import INDEX, QUERY, filters
from search_app.cli.texts import counted
from search_app.core.exports import FORMATS, write

_EVERY = 500  # articles between two looks at the count


@click.command()
@QUERY
@filters
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    help="How to write them.  [default: as FILE ends, else csv]",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to; it appears when it is whole.  [default: stdout]",
)
@INDEX
@plain_errors
def export(
    query: str,
    *,
    format_name: str | None,
    output: Path | None,
    root: Place,
    **options: Any,
) -> None:
    """Write all articles that match QUERY, best first, without any limit.

    csv opens in Excel, jsonl is what `timtin rebuild` reads again, ris and bib are for reference
    managers (Zotero, EndNote, LaTeX).

    \b
    Example:
        timtin export "chuyển đổi số" --city "hải phòng" --format csv --output hai-phong.csv
        timtin export "" --format jsonl > all.jsonl
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415

    found = open_index(root).scan(query, **options)
    articles = _Counted(found, is_watched=output is not None)
    chunks = write(format_name or _format_of(output), articles)
    with _destination(output) as file:
        for chunk in chunks:
            file.write(chunk.encode())
    where = f" to {output}" if output else ""
    click.echo(f"{counted(articles.count)} written{where}.", err=True)


class _Counted:
    """Articles as they pass; on a terminal their number can be watched, unless they go there."""

    def __init__(self, articles: Iterable[Article], *, is_watched: bool) -> None:
        self._articles = articles
        self._is_watched = is_watched
        self.count = 0

    def __iter__(self) -> Iterator[Article]:
        shows = stderr().status("Writing …") if self._is_watched else nullcontext()
        with shows as status:
            for article in self._articles:
                self.count += 1
                if status and self.count % _EVERY == 0:
                    status.update(f"Writing … {counted(self.count)}")
                yield article


def _format_of(output: Path | None) -> str:
    suffix = output.suffix[1:].lower() if output else ""
    if suffix and suffix not in FORMATS:
        raise click.UsageError(
            f"Nothing writes .{suffix} files. Name one that ends with"
            f" {', '.join(f'.{name}' for name in FORMATS)}, or choose by --format."
        )
    return suffix or "csv"


def _destination(output: Path | None) -> AbstractContextManager[IO[bytes]]:
    if output is None:
        return nullcontext(sys.stdout.buffer)  # bytes: the format says how its lines end
    return whole_file(output)
