"""The command ``timtin topics``: which topics there are, and why a text is about one."""

from collections.abc import Iterable
from pathlib import Path

import click

from indexer.judgement import Judged
from indexer.report import Skipped
from search_app.cli import printing
from search_app.cli.exits import plain_errors
from search_app.cli.options import DEFAULT_INDEX, JSON, OPTIONAL_INDEX, TOPICS

_ADDED_TOPICS = TOPICS(
    "given", help="Topics of your own to try, instead of those added to the index."
)
_INDEX = OPTIONAL_INDEX(
    help=f"Index whose own topics are used. Default: {DEFAULT_INDEX}, if there is one."
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
        printing.print_json({"topics": [topic.summary() for topic in found]})
    else:
        printing.print_topics([topic.summary() for topic in found])


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
        printing.print_judged_as_json(articles)
    else:
        printing.print_judged(articles)
