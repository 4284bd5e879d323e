"""Commands that say what is wrong: check, doctor."""

from pathlib import Path

import click

from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX


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
