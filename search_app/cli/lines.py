"""Text as lines of a terminal: beside a label, filled, cut. No line ends in spaces."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from search_app.cli.texts import MARK

_MOST = 2  # lines of a snippet or a facet
_CUT = "…"
_MORE = Text(f" {_CUT}")


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
