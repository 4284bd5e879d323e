"""Commands that bring back an index that answered well: rollback."""

import shlex
from pathlib import Path

import click

from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX
from search_app.cli.texts import counted


@click.command()
@INDEX
@plain_errors
def rollback(root: Path) -> None:
    """Go back to the build before the one that answers.

    What serves or searches the index answers from it at once. The build that is left stays on
    the disk until the next one.

    \b
    Example:
        timtin rollback --index index_data
    """  # noqa: D301
    from indexer.rollback import roll_back  # noqa: PLC0415

    generation = roll_back(root)
    manifest = generation.manifest
    click.echo(
        f"{generation.folder.name} answers again: {counted(manifest.articles)}, built"
        f" {manifest.built}.\nTo bring it up to its sources: timtin update --index"
        f" {shlex.quote(str(root))}"
    )
