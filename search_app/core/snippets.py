"""Which stretch of an article to show, and what in it to mark. The text is always escaped."""

import bisect
import html
from collections.abc import Sequence

from analyzers import Syllable, pair_starts, split_syllables
from analyzers.compose import compose
from analyzers.units import find_units
from indexer.article import Article
from search_app.core.query import Query, is_bare

SNIPPET_SYLLABLES = 48  # about three lines on a desktop
_HEADING_SYLLABLES = 14  # shown of the body when an article has no title
_BEFORE = 10  # syllables shown before the first match
_JOINS_A_MARK = frozenset(
    ["", " ", "-", "/"]
)  # between two marked syllables: one mark reads better than two


def heading(article: Article) -> str:
    """Return the title, or the first words of the body when there is none, on one line."""
    if article.title:
        return article.title
    line = article.body.lstrip().partition("\n")[0]
    syllables = split_syllables(line)
    if len(syllables) <= _HEADING_SYLLABLES:
        return line
    return line[: syllables[_HEADING_SYLLABLES - 1].end] + " …"


def highlight(text: str, query: Query) -> str:
    """Return all of `text` as HTML, what matches `query` in <mark>."""
    return _Marked(text, query).to_html(0, len(text))


def excerpt(heading: str, body: str, query: Query) -> tuple[str, str]:
    """Return as HTML `heading`, and the stretch of `body` that says most about `query`.

    Both are marked as one text. Without a match the stretch is the start.
    """
    marked = _Marked(f"{heading}\n{body}", query)
    return marked.to_html(0, len(heading)), marked.snippet(len(heading) + 1)


class _Marked:
    """A text, its syllables and which of them to mark."""

    def __init__(self, text: str, query: Query) -> None:
        self.text = text
        self.syllables = split_syllables(text)
        self.matches = _matches(text, self.syllables, query)
        self.spans = self._spans()

    def snippet(self, begin: int) -> str:
        """Return a stretch of the text from character `begin` on."""
        begin_at = bisect.bisect_left(self.syllables, begin, key=lambda syllable: syllable.start)
        matches = [at for at in sorted(self.matches) if at >= begin_at]
        first = max(begin_at, self._best(matches, begin_at) - _BEFORE)
        last = min(first + SNIPPET_SYLLABLES, len(self.syllables))
        start = self.syllables[first].start if first > begin_at else begin
        end = self.syllables[last - 1].end if last < len(self.syllables) else len(self.text)
        before = "… " if first > begin_at else ""
        after = " …" if last < len(self.syllables) else ""
        return before + self.to_html(start, end).strip() + after

    def _best(self, matches: Sequence[int], otherwise: int) -> int:
        """Return the match whose window has the most different matches, then the most."""
        best, best_value = otherwise, (0, 0)
        for at, first in enumerate(matches):
            end = bisect.bisect_left(matches, first + SNIPPET_SYLLABLES - _BEFORE)
            inside = matches[at:end]
            value = (len({self.syllables[number].folded for number in inside}), len(inside))
            if value > best_value:
                best, best_value = first, value
        return best

    def to_html(self, start: int, end: int) -> str:
        """Return characters `start` to `end`, escaped, matches in <mark>."""
        parts, at = [], start
        for first, last in self.spans:
            if start <= first and last <= end:
                parts += [html.escape(self.text[at:first]), "<mark>"]
                parts += [html.escape(self.text[first:last]), "</mark>"]
                at = last
        return "".join([*parts, html.escape(self.text[at:end])])

    def _spans(self) -> list[tuple[int, int]]:
        """Return the stretches to mark, in characters; matches side by side make one."""
        spans: list[tuple[int, int]] = []
        for at in sorted(self.matches):
            start, end = self.syllables[at].start, self.syllables[at].end
            if at - 1 in self.matches:
                between = self.text[self.syllables[at - 1].end : start]
                if between in _JOINS_A_MARK and spans:
                    start = spans.pop()[0]
            spans.append((start, end))
        return spans


def _matches(text: str, syllables: Sequence[Syllable], query: Query) -> set[int]:
    """Return the numbers of the syllables to mark.

    Accents as typed must stand there, unless nowhere in the text they do. A
    syllable that stands beside its neighbour of the query somewhere is marked
    only so: `so` in a text about “chuyển đổi số” is not every “sở” and “so”.
    """
    wanted = _wanted(syllables, query)
    found = {at for at, s in enumerate(syllables) if s.marked in wanted.get(s.folded, ())}
    neighbours = {
        (query.syllables[at].folded, query.syllables[at + 1].folded) for at in query.pair_starts
    }
    together = {
        number
        for at in (pair_starts(text, syllables) if neighbours else ())
        if {at, at + 1} <= found and (syllables[at].folded, syllables[at + 1].folded) in neighbours
        for number in (at, at + 1)
    }
    placed = {syllables[at].folded for at in together}
    placed |= _parts_of_numbers(query)
    alone = {at for at in found if syllables[at].folded not in placed}
    return together | alone | _in_forms(text, syllables, query) | _in_units(text, syllables, query)


def _parts_of_numbers(query: Query) -> set[str]:
    """Return what in the query is only a part of a document number or date: tư, of 15-NQ/TƯ."""
    spans = [unit[2:4] for unit in query.units if unit.kind in {"document", "date"}]
    parts: set[str] = set()
    words: set[str] = set()
    for syllable in query.syllables:
        inside = any(start <= syllable.start < end for start, end in spans)
        (parts if inside else words).add(syllable.folded)
    return parts - words


def _in_forms(text: str, syllables: Sequence[Syllable], query: Query) -> set[int]:
    """Return the syllables of any form of the query's abbreviations: UBND, Ủy ban nhân dân."""
    if not query.forms:
        return set()
    capitals = {form[0] for form in query.forms if form[0].isupper()}  # TƯ and AI, never tư and ai
    marked = tuple(
        written if (written := compose(text[s.start : s.end])) in capitals else s.marked
        for s in syllables
    )
    return {
        number
        for form in query.forms
        for at, first in enumerate(marked)
        if first == form[0] and marked[at : at + len(form)] == form
        for number in range(at, at + len(form))
    }


def _in_units(text: str, syllables: Sequence[Syllable], query: Query) -> set[int]:
    """Return the syllables of the query's units: of 15-NQ/TW, if 15-NQ/TƯ is looked for."""
    # 2175 is a syllable that 2.175 has for a unit.
    wanted = {unit.folded for unit in query.units}
    wanted.update(syllable.folded for syllable in query.syllables if syllable.folded.isdigit())
    starts = [syllable.start for syllable in syllables] if wanted else []
    return {
        number
        for unit in (find_units(text) if wanted else ())
        if unit.folded in wanted
        for number in range(
            bisect.bisect_left(starts, unit.start), bisect.bisect_left(starts, unit.end)
        )
    }


def _wanted(syllables: Sequence[Syllable], query: Query) -> dict[str, set[str]]:
    """Return the marked forms to look for, by folded form."""
    present: dict[str, set[str]] = {}
    for syllable in syllables:
        present.setdefault(syllable.folded, set()).add(syllable.marked)
    wanted: dict[str, set[str]] = {}
    for syllable in query.syllables:
        forms = present.get(syllable.folded, set())
        as_typed = forms if is_bare(syllable) else forms & {syllable.marked}
        wanted.setdefault(syllable.folded, set()).update(as_typed)
    return {folded: forms or present.get(folded, set()) for folded, forms in wanted.items()}
