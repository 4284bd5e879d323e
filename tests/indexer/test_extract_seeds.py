"""The five seeds, extracted: the golden files hold every field as it must come out."""

import dataclasses
import json
from pathlib import Path

import pytest

from indexer.extract import Extracted, extract
from indexer.sources.document import Document

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
GOLDEN = Path(__file__).with_name("golden")

DATES = {
    "000_fd392c4447f1aa74": (None, 2021),
    "001_8a31eafaeb81a6bd": ("2021-12-01", 2021),
    "002_93cfaa7350c6eb34": ("2021-03-11T17:15:00", 2021),
    "003_a759c29db672d3fc": ("2023-02-06T20:33:00", 2023),
    "004_1bdf98d3562686db": ("2022-10-06", 2022),
}
BYLINES = ["Trọng Đại", "Hoàng Tùng - Đàm Thanh", "Hoàng Tùng", "Phan Thương", ""]
LEFTOVERS = (
    "Có thể bạn quan tâm",
    "Tin khác",
    "Thống kê truy cập",
    "image advertisement",
    "QR C",
    "Ý kiến của bạn",
    "thu nhập bình quân đầu người",
    "Cơ quan quản lý",
    "0225",
    "Phản hồi",
    "Ảnh 1",
    "(Haiphong.gov.vn)",
    "Địa phương\n",
    "Print",
)


def read(path: Path) -> Extracted:
    return extract(Document(origin=path.name, kind="text", text=path.read_text("utf-8")))


def as_json(article: Extracted) -> dict[str, object]:
    fields = dataclasses.asdict(article)
    del fields["dating"]
    return fields | {"date": article.date and article.date.isoformat(), "year": article.year}


def test_all_five_seeds_are_there():
    assert [path.stem for path in SEEDS] == list(DATES)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_is_extracted_as_its_golden_file_says(path):
    golden = json.loads((GOLDEN / f"{path.stem}.json").read_text("utf-8"))
    assert as_json(read(path)) == golden


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_has_the_date_and_year_read_by_hand(path):
    article = as_json(read(path))
    assert (article["date"], article["year"]) == DATES[path.stem]


@pytest.mark.parametrize(("path", "byline"), list(zip(SEEDS, BYLINES, strict=True)))
def test_seed_has_its_byline_and_not_in_the_body(path, byline):
    article = read(path)
    assert article.byline == byline
    assert not byline or byline not in article.body


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("leftover", LEFTOVERS)
def test_seed_body_holds_no_leftover(path, leftover):
    assert leftover not in read(path).body


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_long_line_above_the_tail_is_kept(path):
    """A lost paragraph is never found again; the longest lines of a seed are all article text."""
    article = read(path)
    lines = (" ".join(line.split()) for line in path.read_text("utf-8").splitlines())
    long = [line.removeprefix("(Haiphong.gov.vn) - ") for line in lines if len(line) > 210]
    assert long
    assert all(line in article.body for line in long)
