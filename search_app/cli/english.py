"""What core says to people in Vietnamese, in the English of the command line."""

import functools
from gettext import GNUTranslations
from pathlib import Path

from search_app.core.messages import Message

_CATALOG = Path(__file__).parents[1] / "web/translations/en/LC_MESSAGES/messages.mo"


def in_english(text: str) -> str:
    """Return `text` in English if it is a message; other text is as it is."""
    return text.said_in(_catalog().gettext) if isinstance(text, Message) else text


@functools.cache
def _catalog() -> GNUTranslations:
    with _CATALOG.open("rb") as compiled:
        return GNUTranslations(compiled)
