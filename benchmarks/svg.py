"""Drawings as text: scales, dots, lines; readable on light and on dark pages."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 760  # pixels, as all lengths here
LETTER = 7.0  # the usual width of one, to place what stands in a row
_STYLE = """
text { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1f2328 }
.title { font-size: 16px; font-weight: 600 } .head { font-weight: 600 }
.quiet { fill: #59636e } .page { fill: #ffffff } .grid { stroke: #d8dee4 } .bar { stroke-width: 2 }
.line { fill: none; stroke-width: 2 } .dashed { stroke-dasharray: 6 4 }
.c0 { fill: #c2410c; stroke: #c2410c } .c1 { fill: #1d4ed8; stroke: #1d4ed8 }
.c2 { fill: #047857; stroke: #047857 } .c3 { fill: #7e22ce; stroke: #7e22ce }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .quiet { fill: #9aa4ae } .page { fill: #0d1117 } .grid { stroke: #30363d }
.c0 { fill: #fb923c; stroke: #fb923c } .c1 { fill: #60a5fa; stroke: #60a5fa }
.c2 { fill: #34d399; stroke: #34d399 } .c3 { fill: #c084fc; stroke: #c084fc }
}
.line { fill: none }
"""


@dataclass(frozen=True, slots=True)
class LogScale:
    """Values from `low` to `high`, each ten times as far along as the last, in pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value stands."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """Return round values to label: 1, 2, 5, 10 and so on, or powers of ten if many."""
        steps = (1, 2, 5) if self.high / self.low < 300 else (1,)  # noqa: PLR2004
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        values = (step * 10.0**power for power in powers for step in steps)
        return [value for value in values if self.low <= value * 1.001 and value <= self.high]


def around(values: Iterable[float], start: float, end: float) -> LogScale:
    """Return a scale that leaves a little room on both sides of positive values."""
    held = list(values)
    return LogScale(min(held) / 1.3, max(held) * 1.3, start, end)


def number(value: float) -> str:
    """Write a measured number as exactly as it deserves: 0.25, 3.1, 48, 1,000."""
    digits = 2 if value < 0.995 else 1 if value < 9.95 else 0  # noqa: PLR2004
    return f"{value:,.{digits}f}"


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Write words at a place: from there, up to there (`end`) or around it (`middle`)."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="{kind}">{escape(words)}</text>'


def rule(x1: float, y1: float, x2: float, y2: float, kind: str = "grid") -> str:
    """Draw a straight line."""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" class="{kind}"/>'


def dot(x: float, y: float, kind: str) -> str:
    """Draw a dot."""
    return f'<circle cx="{x}" cy="{y}" r="4.5" class="{kind}"/>'


def curve(points: Sequence[tuple[float, float]], kind: str) -> str:
    """Draw a line through points."""
    return f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" class="line {kind}"/>'


def picture(title: str, note: str, height: float, parts: Iterable[str]) -> str:
    """Return an SVG file: a title, what the picture says in a line, and its parts."""
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{height}" rx="6"/>',
        text(20, 30, title, "title"),
        text(20, 51, note, "quiet"),
    )
    return "\n".join((*head, *parts, "</svg>\n"))
