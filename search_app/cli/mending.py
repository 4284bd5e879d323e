"""Commands that bring back an index that answered well: rollback, repair."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search_app.cli.consoles import stderr
from search_app.cli.exits import plain_errors
from search_app.cli.options import local_index
from search_app.cli.texts import counted, shown

if TYPE_CHECKING:
    from indexer.pipeline import Repaired

_SHOWN = 20  # ids of lost articles


@click.command()
@local_index("In a cluster, a rebuild makes its generation anew: timtin rebuild --index ADDRESS")
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


@click.command()
@local_index("In a cluster, replicas mend themselves; what is lost: timtin rebuild --index ADDRESS")
@plain_errors
def repair(root: Path) -> None:
    """Mend a damaged index from what is whole of it; exit 1 when articles were lost.

    Every checksum is compared. Sound files stay, whole articles of damaged ones are written
    anew, and the damaged files are moved to the folder damaged/ of the index. It answers as
    before until that is done.

    \b
    Example:
        timtin repair --index index_data
    """  # noqa: D301
    from indexer import pipeline  # noqa: PLC0415

    console = stderr()
    with console.status("Comparing checksums") as status:
        found = pipeline.repair(
            root, lambda saved: status.update(f"Repairing: {counted(saved)} saved")
        )
    _tell(found, root)
    if found.lost or found.went_back or found.is_guess:
        raise click.exceptions.Exit(1)


def _tell(found: "Repaired", root: Path) -> None:
    """Print what was damaged, what became of it, and what to do next."""
    if not found.damaged:
        click.echo(f"Nothing is damaged: {counted(found.kept, 'segment')}, every file is right.")
        return
    for damage in found.damaged:
        click.echo(f"damaged: {shown(damage)}")
    click.echo(
        f"{found.generation} answers now: {counted(found.kept, 'segment')} as before,"
        f" {counted(found.saved)} saved from damaged ones, {counted(found.lost)} lost."
    )
    if found.went_back:
        click.echo("It is the build from before: what came later is not in it.")
    if found.is_guess:
        back = f"timtin rollback --index {shlex.quote(str(root))}"
        click.echo(
            "Nobody knows which build answered: this is the last whole one, perhaps one that"
            f" somebody went back from. To go back one: {back}"
        )
    if found.lost_ids:
        more = ", …" * (len(found.lost_ids) > _SHOWN)
        click.echo(f"lost: {shown(', '.join(found.lost_ids[:_SHOWN]))}{more}")
    if found.quarantined:
        from indexer.quarantine import FOLDER  # noqa: PLC0415

        click.echo(f"The damaged files are now in {root / FOLDER}")
    if found.lost or found.went_back:
        update = f"timtin update --index {shlex.quote(str(root))}"
        click.echo(f"To read what is lost anew from its sources: {update}")
