"""The five seeds, labelled by reading: what each is about."""

from pathlib import Path

import pytest

from indexer.extract import extract
from indexer.facets import default_topics, judge_cities
from indexer.sources.document import Document

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

TABLE = [
    ("000_fd392c4447f1aa74", "Hải Phòng", {"chuyển đổi số", "thông tin đối ngoại"}),
    ("001_8a31eafaeb81a6bd", "Hải Phòng", {"Covid-19"}),
    ("002_93cfaa7350c6eb34", "Hải Phòng", {"Covid-19", "chuyển đổi số"}),
    ("003_a759c29db672d3fc", "Hải Phòng", {"thông tin đối ngoại"}),
    ("004_1bdf98d3562686db", "Hà Nội", {"chuyển đổi số"}),
]


@pytest.mark.parametrize(("stem", "city", "topics"), TABLE)
def test_seed_is_about_the_city_and_topics_read_by_hand(stem, city, topics):
    path = SEEDS / f"{stem}.txt"
    article = extract(Document(origin=path.name, kind="text", text=path.read_text("utf-8")))
    judged = judge_cities(article.title, article.body, source=article.source)
    assert judged.cities == (city,)
    assert set(default_topics().find(article.title, article.body)) == topics
