"""A real node, and articles in it and in a local index."""

import dataclasses
import datetime
import random

import pytest
from opensearchpy import OpenSearch

from indexer.article import Article
from search_app.engines.local import LocalEngine
from tests.opensearch.reading.twins import make_twins

SOURCES = (
    "Báo Chính phủ",
    "báo chính  phủ",
    "BaoChinhphu.vn",
    "Tuổi Trẻ",
    "???",
    "",
    "",
    "s" * 9_000,
)
URLS = (
    "https://www.baochinhphu.vn/a/1",
    "https://haiphong.gov.vn:8080/x",
    "https://tuoitre.vn",
    "https://báo.vn/1",
    "mailto:a@b.vn",
    "x://",
    "",
)
BYLINES = ("", "Nguyễn Văn A", "Lê Thị Bình – Hoà An", "Hòa", "hoa " + "x" * 300)
WORDS = """
chuyển đổi số Số sở hải phòng Hải UBND TP.HCM tp Covid-19 covid19 15-NQ/TW ủy ban ăn an
""".split()


def _article(rng, number):
    sentence = [" ".join(rng.choices(WORDS, k=rng.randint(0, 9))) for _ in range(9)]
    return Article(
        id=f"số {number}",
        title=rng.choice(["", "Tin: ", "“Số” "]) + sentence[0] if number % 9 else "",
        body="\n".join(sentence[1:]),
        captions=("Ảnh: Hải Phòng",) * (number % 3),
        date=datetime.date(2021, 1, 1 + number % 20) if number % 4 else None,
        year=2021 if number % 5 else None,
        byline=rng.choice(BYLINES),
        source=rng.choice(SOURCES),
        url=rng.choice(URLS),
        cities=("Hải Phòng", "Hải Dương")[: number % 3],
        topics=("y tế", "lễ hội")[: number % 4 // 2],
    )


@pytest.fixture(scope="session")
def client(opensearch):
    """Return a client of a node."""
    return OpenSearch(opensearch.hosts, timeout=60)


@pytest.fixture(scope="session", params=[1, 3], ids=["one shard", "three shards"])
def twins(request, client, seed_root, tmp_path_factory):
    """Return some hundred articles, the seeds and copies of articles among them."""
    rng = random.Random(request.param)
    seeds = LocalEngine.open(seed_root)
    articles = [seeds.article(number) for number in range(seeds.lexicon.articles)]
    articles += [_article(rng, number) for number in range(300)]
    long = [article for article in articles if len(article.body) > 200]
    articles += [
        dataclasses.replace(
            article,
            id=f"{article.id} nữa {at}",
            title=f"{article.title} mới",
            date=datetime.date(2021, 2, rng.randint(1, 3)),
        )
        for article in rng.sample(long, 20)
        for at in range(rng.randint(1, 3))
    ]
    root = tmp_path_factory.mktemp("twins")
    return make_twins(client, f"twins-{request.param}", root, articles, request.param)


@pytest.fixture(scope="session")
def numbers(twins):
    """Return the numbers of all articles."""
    return range(twins.local.lexicon.articles)
