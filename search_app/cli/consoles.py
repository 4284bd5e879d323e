"""The two streams of the command line: answers on stdout, everything about them on stderr."""

import io
import sys

from rich.console import Console


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
    return console


def stderr() -> Console:
    """Return what prints notes, progress and reports."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
