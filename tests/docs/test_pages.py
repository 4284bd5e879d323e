"""README.md and docs/ are run, so that they stay true.

What they show of outputs is written anew by ``WRITE_TABLES=1 pytest tests/docs/test_pages.py``.
"""

import os
import re
import shlex
from pathlib import Path

import pytest

from indexer.facets import load_topics
from search_app.cli import main
from search_app.web import parameters, problems
from tests.docs.pages import NAMES, PAGES, ROOT, blocks, command_lines, prose, rewrite

README = ROOT / "README.md"
_OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
_OF_COMMAND = re.compile(r"`timtin ([a-z]+)([^`]*)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


ON_A_CLUSTER = {"scaling.md"}
AFTER = {"operations.md": "office.md"}  # the page that must have been followed before another
FOLLOWED = [page for page in PAGES if page.name not in AFTER.values()]


@pytest.mark.parametrize("page", FOLLOWED, ids=[str(page.relative_to(ROOT)) for page in FOLLOWED])
def test_every_block_of_a_page_runs(page, desk, request):
    if page.name in ON_A_CLUSTER:
        desk.cluster = request.getfixturevalue("opensearch").hosts[0]
    if page.name in AFTER:
        desk.follow(page.with_name(AFTER[page.name]))
    desk.is_writing = bool(os.environ.get("WRITE_TABLES"))
    desk.follow(page)
    rewrite(page, desk.outputs)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_no_code_stands_outside_of_a_fence(page):
    rest = prose(page)
    assert "```" not in rest
    assert re.findall(r"^(?: {4,}|\t)(?![-*\d]).*", rest, re.MULTILINE) == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file(page):
    targets = {target.partition("#")[0] for target in _LINK.findall(prose(page))}
    inside = {target for target in targets if target and "://" not in target}
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_every_command_is_in_the_readme_and_every_one_there_is_a_command():
    lines = [line for block in blocks(README) for line in command_lines(block)]
    named = {shlex.split(line)[1] for line in lines if line.startswith("timtin ")}
    assert named == set(main.commands)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_option_that_the_text_names_is_one_of_its_command(page):
    options = {name: {"--help", *_options(command)} for name, command in main.commands.items()}
    text = prose(page)

    assert set(_OPTION.findall(text)) <= set().union(*options.values())
    for command, rest in _OF_COMMAND.findall(text):
        assert set(_OPTION.findall(rest)) <= options[command], command


def _options(command):
    for one in (command, *getattr(command, "commands", {}).values()):
        yield from (name for parameter in one.params for name in parameter.opts)


def test_the_topic_of_the_documentation_is_one(tmp_path):
    page = ROOT / "docs" / "topics-and-places.md"
    (topics,) = [block.text for block in blocks(page) if block.language == "toml"]
    (tmp_path / "my-topics.toml").write_text(topics, "utf-8")
    (sentence,) = re.findall(r'^timtin topics test "(.*?)"', page.read_text("utf-8"), re.MULTILINE)

    assert load_topics(tmp_path / "my-topics.toml").find("", sentence) == ("lễ hội",)


def test_every_parameter_and_problem_of_the_api_is_documented():
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    names = [each.name for each in (*parameters.SEARCH, *problems.PROBLEMS)]
    assert names
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_picture_is_shown_somewhere():
    shown = {Path(target).name for page in PAGES for target in _LINK.findall(prose(page))}
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} - shown == set()


def test_every_operator_of_the_query_language_is_understood_and_finds_something(seed_index):
    page = (ROOT / "docs" / "query-language.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \| .* \|$", page.partition("\n## ")[0], re.MULTILINE)
    typed = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    assert len(typed) > 15

    for text in typed:
        found = seed_index.search(text)
        assert found.understood.filters or found.understood.phrases, text
        assert found.total, text
