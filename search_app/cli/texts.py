"""What articles say, as text for a terminal: marks in colour, nothing that could steer it."""

import html
import os
import re

from rich.style import Style
from rich.text import Text

from search_app.core.addresses import outside_url

MARK = "bold red"  # as grep marks: to be read on dark and on light
_MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
# An escape sequence in a title could clear the screen or rename the window.
_STEERS = dict.fromkeys([*range(10), *range(11, 32), *range(127, 160)], "\ufffd")
_PRINTABLE = re.compile(r"[!-~]+")


def shown(text: str) -> str:
    """Return `text` with a sign in the place of each control character but the line feed."""
    return text.translate(_STEERS)


def marked(source: str, style: Style | str = "") -> Text:
    """Return HTML with <mark> as styled text."""
    # https://no-color.org: then lines tell marks from what is bold anyway, as titles are.
    mark = f"{MARK} underline" if os.environ.get("NO_COLOR") else MARK
    text = Text(style=style)
    for number, part in enumerate(_MARKED.split(source)):
        text.append(shown(html.unescape(part)), style=mark if number % 2 else "")
    return text


def linked(url: str) -> Style:
    """Return the style of a title that leads to its article, where a terminal knows links."""
    address = outside_url(url)
    is_safe = address is not None and _PRINTABLE.fullmatch(address)
    return Style(bold=True, link=address if is_safe else None)


def counted(count: int, noun: str = "article") -> str:
    """Return ``1 article`` or ``12,345 articles``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
