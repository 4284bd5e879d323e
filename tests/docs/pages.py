"""The pages people read, README.md and docs/, and what stands between their fences."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("**/*.md"))]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
_LONGEST = 100  # characters of a line of output
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """What stands between two fences."""

    place: str  # README.md:12
    language: str
    text: str
    start: int  # of the text, in the page


def blocks(page):
    """Return the blocks of a page, in order."""
    text = page.read_text("utf-8")
    return [
        Block(
            f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}",
            found[1],
            found[2],
            found.start(2),
        )
        for found in _FENCED.finditer(text)
    ]


def prose(page):
    """Return the text of a page without its blocks."""
    return _FENCED.sub("", page.read_text("utf-8"))


def command_lines(block):
    """Return the command lines of a block: continued ones joined, without comments and blanks."""
    joined = block.text.replace("\\\n", " ")
    lines = (re.sub(r"(^|\s+)#\s.*", "", line).strip() for line in joined.split("\n"))
    return [line for line in lines if line]


def rewrite(page, outputs):
    """Put other texts in the place of some blocks, with ``...`` for what is too long.

    A block that ends with ``...`` stays as short as it is.
    """
    if not outputs:
        return
    text = page.read_text("utf-8")
    for block, output in reversed(outputs):
        lines = [_cut(line.rstrip()) for line in output.strip("\n").split("\n")]
        if block.text.endswith("...\n"):
            lines = [*lines[: block.text.count("\n") - 1], "..."]
        new = "\n".join(lines) + "\n"
        text = text[: block.start] + new + text[block.start + len(block.text) :]
    page.write_text(text, "utf-8")


def _cut(line):
    return line if len(line) <= _LONGEST else line[: _LONGEST - 4].rsplit(" ", 1)[0] + " ..."
