"""Long facets: all of them, or those found by a part of their name; chosen ones stay in sight."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from indexer import pipeline
from tests.browser.conftest import served

CITIES = """Hà Nội|Hải Phòng|Đà Nẵng|Huế|Cần Thơ|Lào Cai|Sơn La|Thái Nguyên|Nghệ An|Hà Tĩnh
Đắk Lắk|Lâm Đồng|Cà Mau""".replace("\n", "|").split("|")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Serve articles of many cities, the first of most."""
    folder = tmp_path_factory.mktemp("cities")
    records = [
        {"id": f"{city} {n}", "title": f"Tin {n} ở {city}", "body": "Nội dung.", "cities": [city]}
        for rank, city in enumerate(CITIES)
        for n in range(20 - rank)
    ]
    lines = (json.dumps(record) for record in records)
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    pipeline.rebuild([folder / "news.jsonl"], folder / "index")
    with served(folder / "index") as address:
        yield address
