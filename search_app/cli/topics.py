"""The command ``timtin topics``: which topics there are, and why a text is about one."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.judgement import Judged, Judgement
from indexer.report import Skipped
from search_app.cli.consoles import print_json, stderr, stdout
from search_app.cli.exits import plain_errors
from search_app.cli.indexes import DEFAULT_INDEX, LocalIndexType
from search_app.cli.options import JSON, TOPICS

_ADDED_TOPICS = TOPICS(
    "given", help="Topics of your own to try, instead of those added to the index."
)
_INDEX = click.option(
    "--index",
    "root",
    type=LocalIndexType("Try a file of topics on its own: timtin topics --topics FILE"),
    help=f"Index whose own topics are used. Default: {DEFAULT_INDEX}, if there is one.",
)


@click.group(invoke_without_command=True)
@_ADDED_TOPICS
@_INDEX
@JSON
@click.pass_context
@plain_errors
def topics(context: click.Context, root: Path | None, given: Path | None, *, as_json: bool) -> None:
    """List the topics, or test them on a text.

    A file of your own adds to those that are shipped (indexer/facets/topics.toml shows how).

    \b
    Example:
        timtin topics
        timtin topics test "Quận họp về chuyển đổi số" --topics my-topics.toml
        timtin rebuild --topics my-topics.toml
    """  # noqa: D301
    if context.invoked_subcommand:
        return
    from indexer.pipeline.judging import topics_for  # noqa: PLC0415

    found = topics_for(root, given, DEFAULT_INDEX).topics
    if as_json:
        print_json({"topics": [topic.summary() for topic in found]})
    else:
        _print_topics([topic.summary() for topic in found])


@topics.command("test")
@click.argument("text", required=False)
@click.option("--title", default="", help="Title of the article that TEXT is the body of.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Saved articles instead of TEXT: a file or folder that could be indexed.",
)
@_ADDED_TOPICS
@_INDEX
@JSON
@plain_errors
def test_topics(
    text: str | None,
    title: str,
    path: Path | None,
    root: Path | None,
    given: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print what TEXT gathers for each topic, phrase by phrase, and what was asked.

    \b
    Example:
        timtin topics test "Quận họp về chuyển đổi số" --topics my-topics.toml
        timtin topics test --file seeds/004_1bdf98d3562686db.txt
    """  # noqa: D301
    from indexer.pipeline import judging  # noqa: PLC0415

    if (text is None) == (path is None):
        raise click.UsageError("Write a text, or --file and a saved article.")
    judged_by = judging.topics_for(root, given, DEFAULT_INDEX)
    articles: Iterable[Judged | Skipped] = (
        judging.judge_file(path, judged_by)
        if path
        else [judging.judge_text(title, text or "", judged_by)]
    )
    if as_json:
        _print_as_json(articles)
    else:
        _print_judged(articles)


def _print_topics(summaries: Iterable[Mapping[str, Any]]) -> None:
    """Print a line for each topic: what it asks, and how many phrases it has."""
    table = Table("topic", "points asked", "per 100 syllables", "phrases", "hints", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for own in summaries:
        table.add_row(Text(own["name"]), *(f"{own[key]:g}" for key in list(own)[1:]))
    stdout().print(table)


def _print_as_json(articles: Iterable[Judged | Skipped]) -> None:
    """Print what each article gathers for each topic as one JSON document."""
    print_json({"articles": [article.as_json() for article in _judged(articles)]})


def _judged(articles: Iterable[Judged | Skipped]) -> Iterator[Judged]:
    """Yield those that could be judged, and print a row for the others."""
    for article in articles:
        if isinstance(article, Judged):
            yield article
        else:
            stderr().print(f"{article.origin}: {article.reason}")


def _print_judged(articles: Iterable[Judged | Skipped]) -> None:
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
