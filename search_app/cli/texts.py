"""What articles say, as text for a terminal: marks in colour, nothing that could steer it.

Also as its lines, beside a label, filled, cut, of which none ends in spaces; and what core says
in Vietnamese, in English.
"""

import functools
import html
import os
import re
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.text import Text

from indexer.article import Article
from search_app.core.addresses import outside_url, source_of
from search_app.core.messages import Message
from search_app.core.model import Hit

MARK = "bold red"  # as grep marks: to be read on dark and on light
_MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
# An escape sequence in a title could clear the screen or rename the window.
_STEERS = dict.fromkeys([*range(10), *range(11, 32), *range(127, 160)], "\ufffd")
_CATALOG = Path(__file__).parents[1] / "web/translations/en/LC_MESSAGES/messages.mo"
_PRINTABLE = re.compile(r"[!-~]+")
_MOST = 2  # lines of a snippet or a facet
_CUT = "…"
_MORE = Text(f" {_CUT}")


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


def facts(of: Article | Hit) -> str:
    """Return source, date, cities and topics, as far as they are known, as one line."""
    date = f"{of.date:%d/%m/%Y}" if of.date else str(of.year or "no date")
    parts = (source_of(of), date, ", ".join(of.cities), ", ".join(of.topics))
    return shown(" · ".join(filter(None, parts)))


def beside(label: Text, lines: Iterable[Text]) -> Iterator[Text]:
    """Yield `lines`, the first behind `label`, the others below its end."""
    before = label
    for line in lines:
        line.rstrip()
        yield Text.assemble(before, line)
        before = Text(" " * label.cell_len)


def excerpt(text: Text, console: Console, width: int) -> list[Text]:
    """Return two lines of `text`, `width` cells wide: the first, or the first with a mark."""
    lines = text.wrap(console, width)
    first = next((at for at, line in enumerate(lines) if _is_marked(line)), 0)
    if first >= _MOST:
        rest = Text(" ").join(lines[first:])
        lines = Text.assemble(_CUT, " ", rest).wrap(console, width)
    chosen = lines[:_MOST]
    if len(lines) > _MOST:
        chosen[-1] = chosen[-1].wrap(console, width - _MORE.cell_len)[0]
        chosen[-1].rstrip()
        chosen[-1].append_text(_MORE)
    return chosen


def _is_marked(line: Text) -> bool:
    return any(str(span.style).startswith(MARK) for span in line.spans)


def filled(values: Iterable[Text], width: int) -> list[Text]:
    """Return two lines of at most `width` cells with `values`; one breaks only if it must."""
    lines: list[Text] = []
    for value in values:
        joined = Text.assemble(lines[-1], " · ", value) if lines else value
        if not lines:
            lines.append(value)
        elif joined.cell_len <= width - _MORE.cell_len:
            lines[-1] = joined
        elif len(lines) < _MOST:
            lines.append(value)
        else:
            lines[-1].append_text(_MORE)
            break
    return lines


def in_english(text: str) -> str:
    """Return `text` in English if it is a message; other text is as it is."""
    return text.said_in(_catalog().gettext) if isinstance(text, Message) else text


@functools.cache
def _catalog() -> GNUTranslations:
    with _CATALOG.open("rb") as compiled:
        return GNUTranslations(compiled)
