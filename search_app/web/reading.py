"""An article to read: its matches numbered in the order of the page."""

import itertools
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.article import Article
from search_app.core.index import Index
from search_app.core.snippets import heading
from search_app.web.state import SearchState

_DESCRIPTION = 200  # characters
_OPENING = re.compile("<mark>")


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a page as escaped HTML; its marks have the ids ``m1`` to ``m{matches}``."""

    title: str  # plain
    title_html: str
    paragraphs: Sequence[str]
    captions: Sequence[str]
    description: str  # the first words of the body, plain
    matches: int
    current: int | None  # the match that is looked at, from 1

    @property
    def following(self) -> int:
        """The match behind the current one; behind the last the first."""
        return (self.current or 0) % self.matches + 1

    @property
    def preceding(self) -> int:
        """The match before the current one; before the first the last."""
        return ((self.current or 1) - 2) % self.matches + 1


def read(article: Article, index: Index, state: SearchState, wanted: int | None) -> Reading:
    """Return `article` with the matches of a search marked, the match `wanted` as the current one.

    One behind the last is the last: another index may mark fewer.
    """
    title = heading(article) or article.id
    # As one text: what is marked in the title depends on what the body holds.
    marked = index.highlight(f"{title}\n{article.text}", state.q, literal=state.literal)
    matches = marked.count("<mark>")
    current = min(wanted, matches) if wanted and matches else None
    numbers = itertools.count(1)
    numbered = _OPENING.sub(lambda _: _mark(next(numbers), current), marked)
    title_html, *lines = numbered.split("\n")
    captions = len(lines) - len(article.captions)
    return Reading(
        title=title,
        title_html=title_html,
        paragraphs=[line for line in lines[:captions] if line.strip()],
        captions=lines[captions:],
        description=textwrap.shorten(
            article.body[: 2 * _DESCRIPTION], _DESCRIPTION, placeholder=" …"
        ),
        matches=matches,
        current=current,
    )


def _mark(number: int, current: int | None) -> str:
    looked_at = ' aria-current="true"' if number == current else ""
    return f'<mark id="m{number}"{looked_at}>'
