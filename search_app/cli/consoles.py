"""The two streams of the command line: answers on stdout, everything about them on stderr."""

import io
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click
from rich.console import Console

from search_app.core.serialise import dumps

_NARROWEST = 20  # cells; in less not even a number stands beside its text
_WHOLE = 10_000  # cells: no table is cut


def accept_any_terminal() -> None:
    """Print letters that the terminal's encoding lacks as ``?`` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def stdout() -> Console:
    """Return what prints answers."""
    # Piped output is for programs and files: there a line is a line.
    console = Console(highlight=False, markup=False, emoji=False)
    console.soft_wrap = not console.is_terminal
    console.width = max(_NARROWEST, console.width) if console.is_terminal else _WHOLE
    return console


def stderr() -> Console:
    """Return what prints notes, progress and reports."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def print_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as one JSON document."""
    # As bytes: JSON is UTF-8 whatever the terminal's encoding.
    click.echo(dumps(answer).encode("utf-8"))


def print_chunks(chunks: Iterable[str]) -> None:
    """Print text of a format, with its own ends of lines, as UTF-8."""
    for chunk in chunks:
        click.echo(chunk.encode("utf-8"), nl=False)
