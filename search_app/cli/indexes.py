"""Which index a command is about: a directory, or a name in a cluster of OpenSearch."""

import os
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from indexer.errors import AddressError
from indexer.opensearch.address import DEFAULT_ALIAS, URL, Address, Place, is_address

DEFAULT_INDEX = Path("index_data")
_ENGINE, _URL = f"{__name__}.engine", f"{__name__}.url"  # where a context keeps what was said


class IndexType(click.ParamType):  # type: ignore[type-arg]  # in click 8.1 it takes none
    """What ``--index`` names: a directory, or an index in a cluster as `Address` reads it.

    With ``--engine opensearch`` it is a name in the cluster at ``--url``.
    """

    name = "index"
    _directory = click.Path(file_okay=False)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Place:
        """Return the path or the address; a usage error where there is none."""
        if isinstance(value, Address):
            return value
        try:
            named = os.fspath(value)
            if is_address(named):
                return Address.parse(named)
            if url := ctx and _url(ctx):
                return Address.of_url(url, named)
        except AddressError as error:
            raise click.UsageError(str(error), ctx) from error
        return Path(os.fsdecode(self._directory.convert(value, param, ctx)))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete directories."""
        return self._directory.shell_complete(ctx, param, incomplete)


class LocalIndexType(IndexType):
    """What ``--index`` names where only a directory will do; `instead` is what to do otherwise."""

    name = "directory"

    def __init__(self, instead: str) -> None:
        self._instead = instead

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Place:
        """Return the path; a usage error where an index in a cluster is named."""
        index = super().convert(value, param, ctx)
        if isinstance(index, Address):
            self.fail(
                f"this command works on an index on this machine's disk. {self._instead}",
                param,
                ctx,
            )
        return index


def keep_engine(context: click.Context, _option: click.Parameter, engine: str | None) -> None:
    """Keep which engine is wanted until the index is read."""
    context.meta[_ENGINE] = engine


def keep_url(context: click.Context, _option: click.Parameter, url: str | None) -> None:
    """Keep where the cluster is until the index is read."""
    context.meta[_URL] = url


def index_of_engine(
    context: click.Context, option: click.Parameter, index: Place | None
) -> Place | None:
    """Return the index: where none was named, the default one of the engine.

    Raises:
        UsageError: what was named belongs to another engine.
    """
    engine = context.meta.get(_ENGINE)
    if engine != "opensearch" and context.meta.get(_URL):
        raise click.UsageError("--url is the address of a cluster: add --engine opensearch")
    source = context.get_parameter_source(option.name or "")
    url = _url(context)
    if url and source in {ParameterSource.DEFAULT, None}:
        try:
            return Address.of_url(url, DEFAULT_ALIAS)
        except AddressError as error:
            raise click.UsageError(str(error), context) from error
    if engine == "local" and isinstance(index, Address):
        raise click.UsageError("--engine local reads a directory, and --index names a cluster.")
    return index


def _url(context: click.Context) -> str | None:
    """Return the address of the cluster that is wanted; None when none is.

    Raises:
        UsageError: one is wanted, and nobody said where it is.
    """
    if context.meta.get(_ENGINE) != "opensearch":
        return None
    url = context.meta.get(_URL) or os.environ.get(URL)
    if not url:
        raise click.UsageError(
            f"Where is the cluster? Add --url http://127.0.0.1:9200 or set {URL}."
        )
    return url


def full_name(index: Place) -> str:
    """Return what names the index in any other directory; never with a password."""
    return str(index) if isinstance(index, Address) else str(index.absolute())
