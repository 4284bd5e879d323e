"""What the command line prints on stdout: results, statistics, explanations."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.judgement import Judged, Judgement
from indexer.manifest import Manifest
from indexer.report import Skipped
from search_app.cli.consoles import stderr, stdout
from search_app.core.explanation import Explanation
from search_app.core.model import FACETS, Hit, Page, Understood

_MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def print_page(page: Page) -> None:
    """Print one page of results as a person reads it."""
    console = stdout()
    listed = f", {page.listed:,} without copies" if page.listed < page.total else ""
    console.print(f"{page.total:,} articles{listed} ({page.took_ms:.0f} ms)")
    _print_understood(page.understood, console)
    if page.suggestion:
        console.print(Text(f"Did you mean: {page.suggestion} ({page.suggestion_total:,} articles)"))
    if page.total and not page.hits:
        console.print(f"Page {page.page} is past the last one, {page.pages}.")
    for place, hit in enumerate(page.hits, start=(page.page - 1) * page.per_page + 1):
        console.print()
        console.print(Text(f"{place:>2}. ").append_text(_styled(hit.title_html, "bold")))
        console.print(Text(f"    {_about(hit)}", style="dim"))
        console.print(Text("    ").append_text(_styled(hit.snippet.replace("\n", " "), "")))
        if hit.copies:
            more = ", …" * (hit.copies_total > len(hit.copies))
            ids = ", ".join(copy.id for copy in hit.copies)
            console.print(Text(f"    and {hit.copies_total:,} much the same: {ids}{more}"))
    console.print()
    for name in FACETS:
        values = ", ".join(f"{value.value} ({value.count})" for value in page.facets[name][:8])
        console.print(f"{name}: {values or '–'}")


def _print_understood(understood: Understood, console: Console) -> None:
    for note in understood.notes:
        stderr().print(Text(note))
    if understood.accents:
        console.print(Text(f"Read as: {understood.accents} (as typed: add --literal)"))
    if understood.cited:
        cited = ", ".join(f"“{text}”" for text in understood.cited)
        text = f"No article has all of it, so these are only words: {cited}"
        console.print(Text(f"{text} (as typed: add --literal)"))
    if understood.filters:
        console.print(Text(f"Only: {'; '.join(understood.filters)}"))
    if understood.expansions:
        console.print(Text(f"Looked for either: {'; '.join(understood.expansions)}"))
    if understood.corrected:
        console.print(
            Text(f"Nothing has “{understood.text}”. These have “{understood.corrected}”.")
        )


def print_stats(manifest: Manifest, page: Page) -> None:
    """Print what an index holds."""
    size = sum(record.size for record in manifest.files)
    console = stdout()
    console.print(f"{manifest.articles:,} articles, {size / 1e6:,.1f} MB, built {manifest.built}")
    for name in FACETS:
        table = Table(name, "articles", box=None)
        table.columns[1].justify = "right"
        for value in page.facets[name]:
            table.add_row(Text(str(value.value)), f"{value.count:,}")
        console.print(table)


def print_explanation(explanation: Explanation) -> None:
    """Print the parts of a score as a table that adds up."""
    console = stdout()
    title = explanation.article.title or explanation.article.id
    place = f"#{explanation.rank}" if explanation.rank else "no match"
    console.print(f"{title}\n{place} of {explanation.total}")
    for phrase in explanation.missing:
        console.print(Text(f"It lacks the phrase “{phrase}”."))
    if explanation.absent:
        console.print(Text(f"It lacks: {', '.join(explanation.absent)}"))
    numbers = ("title", "body", "articles", "weight", "rarity", "amount", "points")
    table = Table("term", "accents", *numbers, box=None)
    for column in table.columns:
        column.no_wrap = True
    for column in table.columns[2:]:
        column.justify = "right"
    for share in explanation.shares:
        clause = share.clause
        table.add_row(
            Text(clause.label),
            "meant" if clause.form == "marked" else "any",
            str(share.title_tf),
            f"{'lead, ' if share.in_lead else ''}{share.body_tf}",
            f"{share.articles:,}",
            f"{clause.weight:.3f}",
            f"{share.idf:.3f}",
            f"{share.amount:.3f}",
            f"{share.score:.3f}",
        )
    table.add_row("sum", *[""] * 7, f"{explanation.score:.3f}")
    console.print(table)
    console.print(
        "points = weight × rarity × amount\n"
        "weight: names and numbers more, words that belong together less, beside their pair\n"
        "rarity: the fewer articles have it\n"
        "amount: how often in title (3 times as much) and body, beside their length, and a bit"
        " for the lead, the first 40 syllables; ever slower"
    )


def _about(hit: Hit) -> str:
    date = f"{hit.date:%d/%m/%Y}" if hit.date else str(hit.year or "no date")
    parts = [hit.source, date, ", ".join(hit.cities), ", ".join(hit.topics), hit.id]
    return " · ".join(part for part in parts if part)


def _styled(marked: str, style: str) -> Text:
    """Return HTML with <mark> as styled terminal text."""
    text = Text(style=style)
    for number, part in enumerate(_MARKED.split(marked)):
        text.append(html.unescape(part), style="bold yellow" if number % 2 else "")
    return text


def print_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as one JSON document."""
    # As bytes: JSON is UTF-8 whatever the terminal's encoding.
    click.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8"))


def print_topics(summaries: Iterable[Mapping[str, Any]]) -> None:
    """Print a line for each topic: what it asks, and how many phrases it has."""
    table = Table("topic", "points asked", "per 100 syllables", "phrases", "hints", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for own in summaries:
        table.add_row(Text(own["name"]), *(f"{own[key]:g}" for key in list(own)[1:]))
    stdout().print(table)


def print_judged_as_json(articles: Iterable[Judged | Skipped]) -> None:
    """Print what each article gathers for each topic as one JSON document."""
    print_json({"articles": [article.as_json() for article in _judged(articles)]})


def _judged(articles: Iterable[Judged | Skipped]) -> Iterator[Judged]:
    """Yield those that could be judged, and print a row for the others."""
    for article in articles:
        if isinstance(article, Judged):
            yield article
        else:
            stderr().print(f"{article.origin}: {article.reason}")


def print_judged(articles: Iterable[Judged | Skipped]) -> None:
    """Print what each article gathers for each topic, phrase by phrase."""
    console = stdout()
    for article in _judged(articles):
        console.print(Text(article.title or article.origin, style="bold"))
        for own in article.topics:
            _print_judgement(own, console)


def _print_judgement(own: Judgement, console: Console) -> None:
    verdict = {"about": "about", "mentioned": "only mentions", "not": "not about"}[own.verdict]
    points = f"{own.points:.2f} points of {own.asked:.2f} asked"
    console.print(Text(f"  {verdict} {own.topic}: {points}"))
    for each in own.findings:
        times = f" × {each.count} times" if each.count > 1 else ""
        sum_ = f"{each.weight:g} × {each.factor:g}{times} = {each.points:g}"
        console.print(Text(f"    {each.place:5}  “{each.phrase}” {sum_}"))
    if not own.hints_count and any(each.is_hint for each in own.findings):
        console.print(Text("    Hints count only beside phrases for the topic."))
