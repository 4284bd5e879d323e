"""Commands that say what is wrong: check, doctor."""

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from rich.text import Text

from indexer.errors import rebuild_command
from indexer.opensearch.address import Address, Place
from search_app.cli.consoles import print_json, stdout
from search_app.cli.exits import plain_errors
from search_app.cli.health import Finding, Status
from search_app.cli.options import INDEX, JSON, local_index
from search_app.cli.texts import beside, counted, shown

_STYLES: Mapping[Status, str] = {
    "ok": "green",
    "warning": "bold yellow",
    "problem": "bold red",
}


@click.command()
@INDEX
@plain_errors
def check(root: Place) -> None:
    """Verify the checksum of every file of the index; exit 1 and name what is damaged.

    In a cluster, which verifies its own files, the articles are counted, and what counts their
    terms is read.

    \b
    Example:
        timtin check --index index_data
        timtin check --engine opensearch --url http://127.0.0.1:9200
    """  # noqa: D301
    if isinstance(root, Address):
        _check_cluster(root)
        return
    from indexer.store import damaged_files, held_generation  # noqa: PLC0415

    generation = held_generation(root)  # else a build could remove it meanwhile
    damaged = damaged_files(generation)
    for path, problem in damaged[1:]:
        click.echo(f"{path}: {problem}", err=True)
    if damaged:
        raise generation.corrupt(*damaged[0])
    click.echo(f"{len(generation.manifest.files)} files, every checksum is right.")


def _check_cluster(address: Address) -> None:
    from indexer.opensearch import checking  # noqa: PLC0415

    found = checking.check(address)
    for problem in found.problems:
        click.echo(problem, err=True)
    told = (
        f"{found.name}: {counted(found.articles)}, {counted(found.parts, 'part')} of the lexicon,"
        f" {counted(found.shards, 'shard')}, cluster {found.status}."
    )
    if found.problems:
        command = rebuild_command(address, found.sources)
        raise click.ClickException(f"{told} Something is wrong. Build it anew: {command}")
    click.echo(f"{told} All of it is there.")


@click.command()
@click.option("--thorough", is_flag=True, help="Compare every checksum of the index, too.")
@JSON
@local_index("To see whether one in a cluster is whole: timtin check --index ADDRESS")
@plain_errors
def doctor(root: Path, *, thorough: bool, as_json: bool) -> None:
    """Say what is wrong with this installation and the index, and the command that mends it.

    Exits with 1 when there is a problem; a warning is none.

    \b
    Example:
        timtin doctor --index index_data --thorough
    """  # noqa: D301
    from search_app.cli.health.installation import installation  # noqa: PLC0415
    from search_app.cli.health.machine import machine  # noqa: PLC0415
    from search_app.cli.health.stored import stored  # noqa: PLC0415

    findings = [*installation(), *machine(root), *stored(root, thorough=thorough)]
    if as_json:
        print_json({"findings": [dataclasses.asdict(own) for own in findings]})
    else:
        _print(findings)
    if any(own.status == "problem" for own in findings):
        raise click.exceptions.Exit(1)


def _print(findings: Iterable[Finding]) -> None:
    console = stdout()
    for own in findings:
        status = Text(f"{own.status:<9}", style=_STYLES[own.status])
        said = [Text(f"{own.name}: {shown(own.text)}")]
        said += [Text(shown(own.mend), style="bold")] if own.mend else []
        if console.is_terminal:
            room = console.width - len(status)
            said = [line for text in said for line in text.wrap(console, room)]
        for line in beside(status, said):
            console.print(line)
