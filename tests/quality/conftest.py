"""The collection that the floors are measured on."""

import json

import pytest

from indexer import pipeline
from search_app import open_index
from tests.quality.measure import articles


@pytest.fixture(scope="session")
def quality_index(seeds, tmp_path_factory):
    root = tmp_path_factory.mktemp("quality")
    source = root / "articles.jsonl"
    lines = (json.dumps(article, ensure_ascii=False) for article in articles())
    source.write_text("\n".join(lines), "utf-8")
    pipeline.rebuild([source, seeds], root / "index")
    return open_index(root / "index").snapshot()
