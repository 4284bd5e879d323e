"""What several commands can be told."""

import functools
from pathlib import Path

import click

EXISTING_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

TOPICS = functools.partial(click.option, "--topics", type=EXISTING_FILE)  # each says what for
INDEX = click.option(
    "--index",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("index_data"),
    show_default=True,
    help="Directory of the index.",
)
