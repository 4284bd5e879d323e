"""Where an article stops, and what a site adds below it begins."""

import re
from collections.abc import Sequence

from indexer.extract import leftovers
from indexer.extract.bylines import byline_of, is_labelled
from indexer.extract.captions import is_caption

# Characters from which a line is surely a sentence; titles end in the marks of the second row too.
_SENTENCES = (((".", ":", ";"), 40), (("!", "?", "…", "”", '"'), 100))
_PARAGRAPH = 150  # characters that make a paragraph without a mark at its end
_LAST_LINES = 5  # above a marker; a byline stands among them when the article is over
_REST = 4  # times as much must stand above a closing line, for what stands below to be no part
_FEWEST_DATED = 2  # lines in a row that make a list of other news
_DATED = re.compile(r".{10,200}\(?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\)?")


def trim(lines: Sequence[str]) -> Sequence[str]:
    """Return `lines` without the tail that a site adds below an article."""
    kept = list(lines[: _article_end(lines)])
    while kept and is_leftover(kept[-1]):
        kept.pop()
    dated = 0
    while dated < len(kept) and _is_dated(kept[-1 - dated]):
        dated += 1
    return kept[:-dated] if dated >= _FEWEST_DATED else kept


def is_sentence(line: str) -> bool:
    """Return whether `line` is surely text of an article."""
    if leftovers.is_site_line(line):
        return False
    shortest = next((size for ends, size in _SENTENCES if line.endswith(ends)), _PARAGRAPH)
    return len(line) >= shortest


def is_leftover(line: str) -> bool:
    """Return whether `line` is none of an article, where it stands at an end of one."""
    return (
        leftovers.is_noise(line)
        or leftovers.is_site_line(line)
        or leftovers.is_dateline(line)
        or leftovers.is_marker(line, "tail")
        or leftovers.is_marker(line, "sections")
    )


def _article_end(lines: Sequence[str]) -> int:
    """Return where the article stops; a box of links in its middle does not stop it."""
    sentences = [len(line) if is_sentence(line) else 0 for line in lines]
    above, below = 0, sum(sentences)
    for index, line in enumerate(lines):
        if leftovers.is_marker(line, "tail") or leftovers.is_doubled(line):
            if below <= above or _is_closed(lines[max(0, index - _LAST_LINES) : index]):
                return index
        elif above and not below and leftovers.is_site_line(line):
            return index
        above += sentences[index]
        below -= sentences[index]
        if below * _REST <= above and (line.endswith("./.") or is_labelled(line)):
            return _after_pictures(lines, index + 1)
    return len(lines)


def _is_closed(lines: Sequence[str]) -> bool:
    last = next((line for line in reversed(lines) if not leftovers.is_noise(line)), "")
    return last.endswith("./.") or bool(byline_of(last))


def _after_pictures(lines: Sequence[str], start: int) -> int:
    """Return where bylines and captions end that stand right below a closing line."""
    end = start
    for index in range(start, len(lines)):
        if byline_of(lines[index]) or is_caption(lines[index]):
            end = index + 1
        elif not leftovers.is_noise(lines[index]):
            break
    return end


def _is_dated(line: str) -> bool:
    return not is_sentence(line) and _DATED.fullmatch(line) is not None
