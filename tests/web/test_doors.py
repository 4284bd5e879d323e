"""Python, the command line and the API give the same answer to the same question."""

import json

import pytest
from click.testing import CliRunner

from search_app.cli import main
from search_app.core.serialise import article_to_json, hit_to_json, page_to_json, stats_to_json

SEARCHES = [
    {},
    {"text": "covid"},
    {"text": "chuyen doi so"},
    {"text": "covvid", "sort": "oldest"},
    {"text": '"chuyển đổi số" -covid', "literal": True},
    {"text": "covid", "city": ["hai phong"], "year": ["2021"]},
    {"text": "", "topic": ["Covid-19", "chuyen doi so"], "sort": "newest", "per_page": 2},
    {"text": "covid", "date_from": "2021-12-01", "date_to": "2022-12-31"},
    {"text": "thành phố", "page": 2, "per_page": 2, "collapse": True},
    {"text": "covid", "city": ["HN"], "places": "2025"},
    {"text": "qwrtzx", "year": ["không rõ"]},
    {"text": "covid", "year": ["1999"]},
]
NAMES = {"text": "q", "date_from": "from", "date_to": "to"}


@pytest.fixture
def api(client):
    """Return a function that asks the API and drops what differs from call to call."""
    return lambda path, **asked: settled(client.get(f"/api/v1/{path}", query_string=asked).json)


@pytest.fixture
def command(seed_root):
    """Return a function that runs ``timtin`` with --json."""

    def run(*arguments):
        name, *rest = arguments
        result = CliRunner().invoke(main, [name, "--json", "--index", str(seed_root), *rest])
        assert result.exit_code == 0, result.stderr
        return settled(json.loads(result.stdout))

    return run


def settled(answer):
    """Return an answer as JSON, without the time it took and what only the API goes on by."""
    told = json.loads(json.dumps(answer))
    for name in ("took_ms", "next_cursor"):
        told.pop(name, None)
    return told


def words(asked):
    """Return the arguments of the command line."""
    options = []
    for name, value in asked.items():
        option = f"--{NAMES.get(name, name).replace('_', '-')}"
        if name == "text":
            continue
        if value is True:
            options.append(option)
        else:
            given = value if isinstance(value, list) else [value]
            options += [word for each in given for word in (option, str(each))]
    return [*options, "--", asked.get("text", "")]


def address(asked):
    """Return the parameters of the API."""
    named = {NAMES.get(name, name): value for name, value in asked.items()}
    return {name: 1 if value is True else value for name, value in named.items()}


@pytest.mark.parametrize("asked", SEARCHES, ids=str)
def test_a_search(seed_index, command, api, asked):
    told = settled(page_to_json(seed_index.search(**asked)))

    assert command("search", *words(asked)) == told
    assert api("search", **address(asked)) == told


@pytest.mark.parametrize("asked", SEARCHES, ids=str)
def test_a_search_with_its_histogram(seed_index, api, asked):
    told = settled(page_to_json(seed_index.search(**asked, histogram=True)))

    assert told["histogram"]
    assert api("search", **address(asked), histogram=1) == told


def test_the_statistics(seed_index, command, api):
    told = settled(stats_to_json(seed_index.stats()))

    assert command("stats") == api("stats") == told
    assert told["articles"] == 5


def test_the_statistics_by_provinces_of_today(seed_index, api):
    assert api("stats", places="2025") == settled(stats_to_json(seed_index.stats(places="2025")))


def test_an_article(seed_index, api):
    for hit in seed_index.search().hits:
        told = settled(article_to_json(seed_index.get(hit.id)))

        assert api(f"article/{hit.id}") == told
        assert told["body"]


@pytest.mark.parametrize("limit", [{}, {"limit": 1}, {"limit": 100}])
def test_related_articles(seed_index, api, limit):
    for hit in seed_index.search().hits:
        told = [hit_to_json(other) for other in seed_index.similar(hit.id, **limit)]

        assert api(f"similar/{hit.id}", **limit) == settled({"hits": told})


@pytest.mark.parametrize("typed", ["chuyen d", "Hải", "hải ", "", " ", "!", "zzzz"])
@pytest.mark.parametrize("limit", [{}, {"limit": 2}])
def test_completions(seed_index, api, typed, limit):
    told = {"completions": seed_index.suggest(typed, **limit)}

    assert api("suggest", q=typed, **limit) == told
