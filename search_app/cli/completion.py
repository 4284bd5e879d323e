"""What can be completed while somebody types, and the script that has a shell ask for it.

A wrong answer is none at all: whatever fails completes nothing, and says nothing.
"""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from indexer.errors import TimTinError
from search_app.core.index import Index
from search_app.core.model import FacetName

Completer = Callable[[click.Context, click.Parameter, str], list[str]]
UNANSWERABLE = (TimTinError, OSError, ValueError)  # what an index that is damaged or gone raises
_MOST_VALUES = 30
_NAME, _VARIABLE = "timtin", "_TIMTIN_COMPLETE"
_INSTALL = {
    "bash": "timtin completion bash >> ~/.bashrc",
    "zsh": "timtin completion zsh >> ~/.zshrc",
    "fish": "timtin completion fish > ~/.config/fish/completions/timtin.fish",
}
# As names of files, readline quotes values that hold spaces, such as Hải Phòng. What several have
# in common it puts in place of what was typed, which without accents is more: of "ha" it leaves
# the H of Hà Nội and Hải Phòng. So only the best one is offered where that would happen.
_QUOTED = {
    "bash": """\
_timtin_quoted() {
    local offered typed=${2#[\\"\\']}
    _timtin_completion "$@"
    compopt -o filenames
    for offered in "${COMPREPLY[@]}"; do
        if [[ "$offered" != "$typed"* ]]; then
            COMPREPLY=("${COMPREPLY[0]}")
            break
        fi
    done
}
complete -o nosort -F _timtin_quoted timtin
"""
}


@click.command()
@click.argument("shell", type=click.Choice(tuple(_INSTALL)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, cities, years, topics and queries.

    \b
    Example:
        timtin completion bash >> ~/.bashrc
        timtin completion zsh >> ~/.zshrc
        timtin completion fish > ~/.config/fish/completions/timtin.fish
    """  # noqa: D301
    kind = get_completion_class(shell)
    if kind is None:
        raise click.ClickException(f"This version of click completes nothing in {shell}.")
    source = kind(context.find_root().command, {}, _NAME, _VARIABLE).source()
    # At the end, because zsh reads the first line of what it finds in its path.
    install = f"# To have it in every new {shell}: {_INSTALL[shell]}"
    click.echo("\n".join([source.rstrip(), _QUOTED.get(shell, "").rstrip(), install]).encode())


def values(index: Index, facet: FacetName, begun: str) -> Iterator[str]:
    """Yield the values of a facet of which a word begins so, the most frequent first."""
    from analyzers import fold  # noqa: PLC0415

    wanted = f" {fold(begun)}"
    names = (str(value.value) for value in index.search(per_page=1).facets[facet])
    return (name for name in names if wanted in f" {fold(name)}")


def values_of(facet: FacetName) -> Completer:
    """Return what completes the values of a facet for a shell."""

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [*itertools.islice(values(_index(context), facet, incomplete), _MOST_VALUES)]
        except UNANSWERABLE:
            return []

    return complete


def complete_query(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Complete a query for a shell by the phrases and titles of the index."""
    try:
        return _index(context).suggest(incomplete)
    except UNANSWERABLE:
        return []


def _index(context: click.Context) -> Index:
    """Open the index that the line names; the shell has not yet read its ``~`` as a home."""
    from search_app import open_index  # noqa: PLC0415

    index = context.params["root"]
    if index is None:
        raise ValueError("the line does not say yet which index is meant")
    return open_index(index.expanduser() if isinstance(index, Path) else index)
