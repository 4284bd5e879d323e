"""The line that is typed at: completion, history, and a bar that shows the filters."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from search_app.cli.completion import UNANSWERABLE, values
from search_app.cli.remembering import state_folder
from search_app.cli.shell.commands import COMMANDS
from search_app.cli.shell.session import Session
from search_app.core.model import FACETS, SORTS

_HISTORY = "shell-history"
_KEYS = ":help  ·  Ctrl-D ends"


class Prompt:
    """The lines that somebody types, one by one; Ctrl-C drops a line, Ctrl-D ends."""

    def __init__(
        self, session: Session, terminal: Input | None = None, screen: Output | None = None
    ) -> None:
        self._session = session
        self._prompt: PromptSession[str] = PromptSession(
            "timtin> ",
            completer=ThreadedCompleter(ShellCompleter(session)),  # typing never waits for it
            complete_while_typing=True,
            history=_history(),
            bottom_toolbar=self._toolbar,
            input=terminal,
            output=screen,
        )

    def __iter__(self) -> Iterator[str]:
        while True:
            try:
                yield self._prompt.prompt()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return

    def _toolbar(self) -> str:
        state = self._session.state
        pages = self._session.pages
        at = [f"page {state.page} of {pages:,}"] if pages > 1 else []
        return "  ·  ".join([*(state.told() or ["no filters"]), *at, _KEYS])


class ShellCompleter(Completer):
    """Completes commands, what may follow them, and what is looked for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002  Completer's shape
    ) -> Iterable[Completion]:
        """Yield what the text before the cursor may become; nothing when that fails."""
        text = document.text_before_cursor
        try:
            if not text.startswith(":"):
                yield from _all_of(text, self._session.index.suggest(text) if text else ())
                return
            name, space, begun = text[1:].partition(" ")
            if space:
                yield from _all_of(begun, self._values(name, begun))
            else:
                names = (f":{own}" for own in COMMANDS if own.startswith(name))
                yield from _all_of(text, names)
        except UNANSWERABLE:
            return

    def _values(self, name: str, begun: str) -> Iterable[str]:
        if name == "sort":
            return (order for order in SORTS if order.startswith(begun.lower()))
        if name in FACETS:
            return values(self._session.index, name, begun)
        return ()


def _all_of(typed: str, completions: Iterable[str]) -> Iterator[Completion]:
    """Yield completions that take the place of all that was typed."""
    return (Completion(text, start_position=-len(typed)) for text in completions)


def _history() -> History:
    """Return what was typed in earlier sessions, where that may be kept."""
    path: Path = state_folder() / _HISTORY
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)
