"""A session of the shell: lines in, pages of results out."""

from collections.abc import Iterable

import click
from rich.table import Table
from rich.text import Text

from indexer.errors import TimTinError
from indexer.opensearch.address import Place
from search_app.cli.consoles import stderr, stdout
from search_app.cli.opening import open_number
from search_app.cli.remembering import LastSearch, remember
from search_app.cli.results import print_page
from search_app.cli.shell.commands import COMMANDS, HelpWanted, QuitShell, changed
from search_app.cli.shell.state import State
from search_app.cli.texts import counted, shown
from search_app.core.errors import InvalidRequestError
from search_app.core.index import Index

_HINT = "N opens result N · :city NAME and the like narrow · :help"
_NEXT = " · :next"
_LONGEST_NUMBER = 9  # digits; Python itself reads no number of 5,000
_NO_HITS = ":clear drops the filters · :help"


class Session:
    """What was searched last, and what a line makes of it."""

    def __init__(self, index: Index, root: Place) -> None:
        self.index = index
        self.state = State()
        self.pages = 0
        self.refused = 0  # lines
        self._root = root
        self._listed: LastSearch | None = None

    def greet(self) -> None:
        """Say what can be done, once."""
        stdout().print(
            f"{counted(self.index.articles)}. Type what you look for; :help lists the commands."
        )

    def run(self, lines: Iterable[str]) -> None:
        """Do what each line says, until one says to quit. Ctrl-C ends only what is being done."""
        for line in lines:
            try:
                self.take(line.strip())
            except QuitShell:
                return
            except KeyboardInterrupt:
                stderr().print("Stopped.")

    def take(self, line: str) -> None:
        """Do what one line says; what is wrong with it is printed, and nothing changes.

        Raises:
            QuitShell: it says so.
        """
        try:
            if line.startswith(":"):
                self._search(changed(self.state, line))
            elif self._listed and (number := self._number(line)):
                open_number(self.index, self._listed, number)
            elif line:
                self._search(self.state.changed(text=line))
        except HelpWanted:
            _print_help()
        except (InvalidRequestError, TimTinError) as error:
            self._refuse(str(error))
        except click.ClickException as error:
            self._refuse(error.format_message())

    def _number(self, line: str) -> int | None:
        """Return the number of a result that was listed, when the line is one."""
        is_number = line.isdecimal() and len(line) <= _LONGEST_NUMBER
        return int(line) if is_number and self._listed and self._listed.id_of(int(line)) else None

    def _refuse(self, message: str) -> None:
        self.refused += 1
        console = stderr()
        console.print(Text(shown(message)), soft_wrap=not console.is_terminal)

    def _search(self, state: State) -> None:
        page = state.search(self.index)
        if page.total and not page.hits:
            raise InvalidRequestError(f"Page {page.pages} is the last one.")
        self.state, self.pages = state, page.pages
        self._listed = LastSearch.of(page, state.text, self._root, literal=state.literal)
        hint = f"{_HINT}{_NEXT if page.page < page.pages else ''}" if page.hits else _NO_HITS
        print_page(page, hint=hint, literally=":literal")
        remember(self._listed)


def _print_help() -> None:
    table = Table.grid(padding=(0, 2))
    table.add_row("words", "search for them, with the filters that are set")
    table.add_row("3", "open result 3 (as a search: “3”)")
    for name, command in COMMANDS.items():
        table.add_row(f":{name} {command.argument}", command.help)
    stdout().print(table)
