"""The command ``timtin stats``."""

from pathlib import Path

import click

from search_app.cli import printing
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX


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
