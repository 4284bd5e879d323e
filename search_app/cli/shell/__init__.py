"""The command ``timtin shell``: search after search, with completion while typing."""

import sys

import click

from indexer.opensearch.address import Place
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX


@click.command()
@INDEX
@plain_errors
def shell(root: Place) -> None:
    """Search interactively, with completion while typing; :help lists the commands.

    What is built meanwhile is searched from then on. Ctrl-D or :quit ends it. Without a
    terminal, each line of stdin is taken as if it was typed; exits 1 when one was refused.

    \b
    Example:
        timtin shell --index index_data
        printf 'chuyển đổi số\\n:year 2021\\n' | timtin shell
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415
    from search_app.cli.shell.session import Session  # noqa: PLC0415

    session = Session(open_index(root), root)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        session.run(line.rstrip("\n") for line in sys.stdin)
        if session.refused:
            raise click.exceptions.Exit(1)
        return
    from search_app.cli.shell.prompting import Prompt  # noqa: PLC0415  a terminal's own library

    session.greet()
    session.run(Prompt(session))
