"""The lines of an answer."""

from search_app.core.copies import shown_copies
from search_app.core.limits import spend
from search_app.core.model import Hit
from search_app.core.port import Engine, Matches
from search_app.core.snippets import excerpts
from search_app.core.wanted import Tables


def hits(engine: Engine, matches: Matches, looked_for: Tables) -> list[Hit]:
    """Return what is shown of the articles of one page, what was looked for marked."""
    if not matches.numbers:
        return []
    spend()
    heads = engine.heads(matches.numbers)
    shown = excerpts(engine.texts(matches.numbers, looked_for.wanted), looked_for)
    spend()
    copies = shown_copies(engine, matches.copies)
    return [
        Hit(
            id=head.id,
            title=excerpt.title,
            url=head.url,
            source=head.source,
            date=head.date,
            year=head.year,
            cities=head.cities,
            topics=head.topics,
            score=score,
            title_html=excerpt.title_html,
            snippet=excerpt.snippet,
            copies=copies.get(number, ()),
            copies_total=len(matches.copies.get(number, ())),
        )
        for number, head, excerpt, score in zip(
            matches.numbers, heads, shown, matches.scores, strict=True
        )
    ]
