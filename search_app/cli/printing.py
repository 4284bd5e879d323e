"""What commands print on stdout: JSON, text of a format, topics and what is judged by them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.judgement import Judged, Judgement
from indexer.report import Skipped
from search_app.cli.consoles import stderr, stdout


def print_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as one JSON document."""
    # As bytes: JSON is UTF-8 whatever the terminal's encoding.
    click.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8"))


def print_chunks(chunks: Iterable[str]) -> None:
    """Print text of a format, with its own ends of lines, as UTF-8."""
    for chunk in chunks:
        click.echo(chunk.encode("utf-8"), nl=False)


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
