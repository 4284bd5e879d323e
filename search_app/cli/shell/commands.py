"""What begins with a colon in the shell: how each command changes the search."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from search_app.cli.shell.state import State
from search_app.core.errors import InvalidRequestError
from search_app.core.model import SORTS, FacetName
from search_app.core.parameters import as_date

Change = Callable[[State, str], State]


class QuitShell(Exception):  # noqa: N818  no error: somebody is done
    """Somebody is done."""


class HelpWanted(Exception):  # noqa: N818  no error either
    """Somebody wants to know the commands."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what follows it, what it does, and how."""

    argument: str
    help: str
    change: Change


def _facet(name: FacetName) -> Change:
    def change(state: State, value: str) -> State:
        chosen = (*getattr(state, name), value) if value else ()
        return state.changed(**{name: tuple(dict.fromkeys(chosen))})

    return change


def _day(name: str) -> Change:
    def change(state: State, value: str) -> State:
        return state.changed(**{name: as_date(name.removeprefix("date_"), value or None)})

    return change


def _sort(state: State, value: str) -> State:
    wanted: Any = value or "relevance"
    if wanted not in SORTS:
        raise InvalidRequestError(f":sort takes one of {', '.join(SORTS)}, not {value!r}.")
    return state.changed(sort=wanted)


def _turn(pages: int) -> Change:
    def change(state: State, _value: str) -> State:
        if state.page + pages < 1:
            raise InvalidRequestError("This is the first page.")
        return state.changed(page=state.page + pages)

    return change


def _quit(_state: State, _value: str) -> NoReturn:
    raise QuitShell


def _help(_state: State, _value: str) -> NoReturn:
    raise HelpWanted


COMMANDS: Mapping[str, Command] = {
    "city": Command("NAME", "only this city, too; without NAME any", _facet("city")),
    "year": Command("YEAR", "only this year, too; without YEAR any", _facet("year")),
    "topic": Command("NAME", "only this topic, too; without NAME any", _facet("topic")),
    "from": Command("2021-01-31", "not before this day; alone: any day", _day("date_from")),
    "to": Command("2021-12-31", "not after this day; alone: any day", _day("date_to")),
    "sort": Command("ORDER", f"{', '.join(SORTS)}", _sort),
    "literal": Command(
        "", "take the text as typed, or no longer", lambda s, _: s.changed(literal=not s.literal)
    ),
    "clear": Command("", "drop all filters", lambda state, _: state.unfiltered()),
    "next": Command("", "the next page", _turn(1)),
    "prev": Command("", "the page before", _turn(-1)),
    "help": Command("", "this list", _help),
    "quit": Command("", "end; so does Ctrl-D", _quit),
}


def changed(state: State, line: str) -> State:
    """Return what the command in `line`, which begins with a colon, makes of `state`.

    Raises:
        InvalidRequestError: there is no such command, or it cannot take what follows it.
        QuitShell, HelpWanted: it asks for that.
    """
    name, _, value = line[1:].strip().partition(" ")
    known = [own for own in COMMANDS if own.startswith(name.lower())] if name else []
    if name.lower() in COMMANDS:
        known = [name.lower()]
    if len(known) != 1:
        either = f": {' or '.join(f':{own}' for own in known)}?" if known else "."
        raise InvalidRequestError(f"There is no command :{name[:40]}{either} :help lists them.")
    return COMMANDS[known[0]].change(state, value.strip())
