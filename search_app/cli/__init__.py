"""The ``timtin`` command: parse, call one function, print.

Exit codes: 0 done, 1 the work failed or found damage, 2 wrong usage.
"""

import click

from search_app.cli import building, searching
from search_app.cli.consoles import accept_any_terminal
from search_app.cli.topics import topics


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="timtin")
def main() -> None:
    """Tìm Tin: full-text search of Vietnamese news."""
    accept_any_terminal()


for _command in (
    *(building.rebuild, building.update, building.watch, topics),
    *(searching.search, searching.explain, searching.serve, searching.check, searching.stats),
):
    main.add_command(_command)
