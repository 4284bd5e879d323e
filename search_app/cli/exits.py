"""How a command ends: what went wrong in one line, with the documented exit code."""

import errno
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer.errors import (
    AbbreviationsError,
    AddressError,
    ReplicasError,
    SourceMissingError,
    TimTinError,
    TopicsError,
)
from indexer.opensearch.address import Place
from search_app.core.errors import InvalidRequestError

# What was typed is wrong, so that nothing was begun.
_USAGE = (
    AbbreviationsError,
    AddressError,
    InvalidRequestError,
    ReplicasError,
    SourceMissingError,
    TopicsError,
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Print what went wrong in one line, with the documented exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except _USAGE as error:
            raise click.UsageError(str(error)) from error
        except TimTinError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # of no interest to anybody: click ends quietly
        except OSError as error:
            raise click.ClickException(_told(error, kwargs.get("root"))) from error

    return run


def _told(error: OSError, root: Place | None) -> str:
    """Return what the system refused, and what to do where the index at `root` is meant."""
    if error.filename is None:
        return f"Cannot write: {error.strerror or error}"  # a stream: full, or gone
    if error.errno in _FULL:
        return f"{error.filename}: {error.strerror}. Make room on this disk, then try again."
    if not isinstance(error, PermissionError):
        return f"{error.filename}: {error.strerror}"
    is_of_index = isinstance(root, Path) and _lies_in(error.filename, root)
    another = ", or choose another --index" if is_of_index else ""
    return f"No right to use {error.filename}. Change its rights{another}."


def _lies_in(name: object, root: Path) -> bool:
    return Path(str(name)).absolute().is_relative_to(root.absolute())
