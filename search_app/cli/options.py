"""What several commands can be told."""

from pathlib import Path

import click

INDEX = click.option(
    "--index",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("index_data"),
    show_default=True,
    help="Directory of the index.",
)
