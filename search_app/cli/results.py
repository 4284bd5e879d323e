"""One page of results on stdout: laid out for a terminal, plain lines for a pipe."""

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from search_app.cli.consoles import stderr, stdout
from search_app.cli.texts import (
    beside,
    counted,
    excerpt,
    facts,
    filled,
    in_english,
    linked,
    marked,
    shown,
)
from search_app.core.model import FACETS, FacetName, Hit, Page, Understood

_FACET_VALUES = 8


def print_page(page: Page, *, hint: str = "", literally: str = "add --literal") -> None:
    """Print one page of results; below it, on a terminal, `hint` says what can be done next.

    `literally` says how to have a text searched as it was typed.
    """
    console = stdout()
    is_plain = not console.is_terminal
    console.print(_heading(page))
    for note in page.understood.notes:
        stderr().print(Text(shown(in_english(note))))
    said = [*_understood(page.understood, literally), *_suggestion(page), *_nothing(page)]
    for text in said:
        for line in [text] if is_plain else beside(Text(), text.wrap(console, console.width)):
            console.print(line)
    if page.total and not page.hits:
        console.print(f"Page {page.page} is past the last one, {page.pages}.")
    console.print()
    for renderable in _plain(page) if is_plain else _laid_out(page, console):
        console.print(renderable)
    if hint and not is_plain:
        console.print(Text(hint, style="dim"))


def _heading(page: Page) -> Text:
    listed = f", {page.listed:,} without copies" if page.listed < page.total else ""
    first = (page.page - 1) * page.per_page + 1
    last = first + len(page.hits) - 1
    shows = f", {first:,}–{last:,}" if 0 < len(page.hits) < page.listed else ""
    text = Text(f"{counted(page.total)}{listed}", style="bold")
    return text.append(f"{shows} ({page.took_ms:.0f} ms)", style="not bold")


def _understood(understood: Understood, literally: str) -> Iterator[Text]:
    """Yield how the query was read, as far as it is not as typed."""
    literal = (f" (as typed: {literally})", "dim")
    if understood.accents:
        yield Text.assemble("Read as: ", (shown(understood.accents), "bold"), literal)
    if understood.cited:
        cited = ", ".join(f"“{shown(text)}”" for text in understood.cited)
        yield Text.assemble(f"No article has all of it, so these are only words: {cited}", literal)
    if understood.filters:
        yield Text(f"Only: {shown('; '.join(map(in_english, understood.filters)))}")
    if understood.expansions:
        yield Text(f"Looked for either: {shown('; '.join(understood.expansions))}")
    if understood.corrected:
        text, corrected = shown(understood.text), shown(understood.corrected)
        yield Text(f"Nothing has “{text}”. These have “{corrected}”.")


def _suggestion(page: Page) -> Iterator[Text]:
    if page.suggestion:
        found = counted(page.suggestion_total or 0)
        yield Text(f"Did you mean: {shown(page.suggestion)} ({found})")


def _nothing(page: Page) -> Iterator[Text]:
    """Yield what a search that finds nothing looked for, and what to drop of it."""
    if page.total:
        return
    phrases = page.understood.phrases
    words = [term for term in page.understood.terms if term not in " ".join(phrases).split()]
    looked_for = [*words, *(f"“{phrase}”" for phrase in phrases)]
    if looked_for:
        yield Text(f"Looked for: {shown(', '.join(looked_for))}")
    for own in page.relaxations:
        found = f"  {counted(own.total)} without {shown(in_english(own.label))}"
        text = f": {shown(own.text)}" if own.kind in {"condition", "all"} and own.text else ""
        yield Text.assemble(found, (text, "bold"))


def _plain(page: Page) -> Iterator[RenderableType]:
    """Yield the hits line by line, each part whole on its line, then the facets."""
    for place, hit in _numbered(page):
        yield Text(f"{place:>2}. ").append_text(marked(hit.title_html))
        for line in (_about(hit), _snippet(hit), *_copies(hit)):
            if line:
                yield Text("    ").append_text(line)
        yield ""
    for name in FACETS:
        values = ", ".join(value.plain for value in _values(page, name))
        yield f"{name}: {values or '–'}"


def _laid_out(page: Page, console: Console) -> Iterator[RenderableType]:
    """Yield the hits, their text beside their number, then the facets beside their name."""
    last = (page.page - 1) * page.per_page + len(page.hits)
    indent = max(2, len(str(last))) + 1
    for place, hit in _numbered(page):
        number = Text(f"{place:>{indent - 1}} ", style="dim")
        yield from beside(number, _hit(hit, console, console.width - indent))
        yield ""
    for name in FACETS:
        label = Text(f"{name:>5} ", style="dim")
        if page.facets[name]:
            yield from beside(label, filled(_values(page, name), console.width - len(label)))


def _hit(hit: Hit, console: Console, width: int) -> Iterator[Text]:
    yield from marked(hit.title_html, linked(hit.url)).wrap(console, width)
    for line in _about(hit).wrap(console, width):
        line.stylize("dim")
        yield line
    if hit.snippet:
        yield from excerpt(_snippet(hit), console, width)
    for line in _copies(hit):
        yield from line.wrap(console, width)


def _numbered(page: Page) -> Iterator[tuple[int, Hit]]:
    return enumerate(page.hits, start=(page.page - 1) * page.per_page + 1)


def _about(hit: Hit) -> Text:
    return Text(f"{facts(hit)} · {shown(hit.id)}")


def _snippet(hit: Hit) -> Text:
    return marked(hit.snippet.replace("\n", " "))


def _copies(hit: Hit) -> Iterator[Text]:
    if hit.copies:
        more = ", …" * (hit.copies_total > len(hit.copies))
        ids = shown(", ".join(copy.id for copy in hit.copies))
        yield Text(f"and {hit.copies_total:,} much the same: {ids}{more}")


def _values(page: Page, name: FacetName) -> Iterator[Text]:
    for value in page.facets[name][:_FACET_VALUES]:
        text = f"{shown(str(value.value))} ({value.count:,})"
        yield Text(text, style="bold" if value.selected else "")
