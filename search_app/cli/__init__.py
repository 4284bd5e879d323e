"""The ``timtin`` command: parse, call one function, print.

Exit codes: 0 done, 1 the work failed or found damage, 2 wrong usage.
"""

import click

from search_app.cli.building import rebuild, update, watch
from search_app.cli.checking import check, doctor
from search_app.cli.completion import completion
from search_app.cli.consoles import accept_any_terminal
from search_app.cli.explaining import explain
from search_app.cli.exporting import export
from search_app.cli.mending import repair, rollback
from search_app.cli.opening import open_result
from search_app.cli.searching import search
from search_app.cli.serving import serve
from search_app.cli.shell import shell
from search_app.cli.stating import stats
from search_app.cli.topics import topics


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="timtin")
def main() -> None:
    """Tìm Tin: full-text search of Vietnamese news."""
    accept_any_terminal()


for _command in (
    *(rebuild, update, watch, topics),
    *(search, open_result, export, explain, shell, stats),
    *(serve, check, doctor, repair, rollback, completion),
):
    main.add_command(_command)
