"""Collections that are built once in each engine, and shared by all tests that read them."""

import json

import pytest

from tests.contract.articles import many, mixed
from tests.contract.building import ENGINES, Place, build_trio, write
from tests.reliability.hostile_articles import records

QUALITY = "quality/articles.jsonl"


@pytest.fixture(scope="session")
def mixed_trio(opensearch, seeds, tmp_path_factory):
    """Return the seeds and some hundred other articles, written in two steps."""
    folder = tmp_path_factory.mktemp("mixed")
    articles = mixed()
    sources = (seeds, seeds.parent / "tests" / QUALITY, write(folder / "1.jsonl", articles[5:]))
    later = write(folder / "2.jsonl", articles[:5])

    def fill(place):
        place.rebuild(*sources)
        place.update(*sources, later)

    return build_trio(opensearch, folder, fill)


@pytest.fixture(scope="session")
def hostile_trio(opensearch, tmp_path_factory):
    """Return articles that attack whoever shows them."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "hostile.jsonl"
    path.write_text("".join(f"{json.dumps(own)}\n" for own in records(250)), "ascii")
    return build_trio(opensearch, folder, lambda place: place.rebuild(path))


@pytest.fixture(scope="session")
def deep_trio(opensearch, tmp_path_factory):
    """Return 5,000 short articles."""
    folder = tmp_path_factory.mktemp("deep")
    path = write(folder / "many.jsonl", many(5_000))
    return build_trio(opensearch, folder, lambda place: place.rebuild(path))


@pytest.fixture(params=range(len(ENGINES)), ids=list(ENGINES))
def index(request, mixed_trio):
    """Return an index of the mixed articles, in each engine."""
    return mixed_trio[request.param]


@pytest.fixture(params=[1, 2], ids=["one shard", "three shards"])
def side(request):
    """Return which of a trio is compared with the first."""
    return request.param


@pytest.fixture
def both(mixed_trio, side):
    """Return an index in a directory and one in a cluster, of the mixed articles."""
    return mixed_trio[0], mixed_trio[side]


@pytest.fixture(params=ENGINES.values(), ids=list(ENGINES))
def place(request, opensearch, tmp_path):
    """Return an empty place to build an index in, of each engine."""
    return Place(opensearch, tmp_path, request.param)
