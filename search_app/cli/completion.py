"""The command ``timtin completion``: a script that has a shell complete what is typed."""

import click
from click.shell_completion import get_completion_class

_NAME, _VARIABLE = "timtin", "_TIMTIN_COMPLETE"
_INSTALL = {
    "bash": "timtin completion bash >> ~/.bashrc",
    "zsh": "timtin completion zsh >> ~/.zshrc",
    "fish": "timtin completion fish > ~/.config/fish/completions/timtin.fish",
}
# As names of files, readline quotes values that hold spaces, such as Hải Phòng.
_QUOTED = {
    "bash": """\
_timtin_quoted() {
    _timtin_completion "$@"
    compopt -o filenames
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
