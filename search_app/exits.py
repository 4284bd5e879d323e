"""How a command ends: what went wrong in one line, with the documented exit code."""

import functools
from collections.abc import Callable
from typing import Any

import click

from indexer.errors import AbbreviationsError, SourceMissingError, TimTinError, TopicsError
from search_app.core.errors import InvalidRequestError


def plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Print what went wrong in one line, with the documented exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (AbbreviationsError, InvalidRequestError, SourceMissingError, TopicsError) as error:
            raise click.UsageError(str(error)) from error
        except TimTinError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # of no interest to anybody: click ends quietly
        except PermissionError as error:
            raise click.ClickException(
                f"No right to use {error.filename}. Change its rights, or choose another --index."
            ) from error
        except OSError as error:
            raise click.ClickException(
                f"{error.filename or 'The index'}: {error.strerror}"
            ) from error

    return run
