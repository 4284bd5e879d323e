"""The five seeds, extracted: the golden files hold every field as it must come out.

After a wanted change, ``python -m tests.indexer.test_extract_seeds`` writes them anew; read the
difference line by line beside the seeds before it is committed.
"""

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
CAPTIONS = [
    [("Đồng chí Đào Khánh Hà", "phát biểu chỉ đạo tại Hội nghị.")],
    [
        ("Đồng chí Đào Khánh Hà", "báo cáo tại cuộc làm việc"),
        ("Đoàn công tác", "phát biểu tại cuộc làm việc"),
        ("Đồng chí Lại Xuân Môn", "phát biểu tại cuộc làm việc"),
        ("Đồng chí Trần Lưu Quang", "phát biểu tại cuộc làm việc"),
    ],
    [("Các đại biểu dự tại điểm cầu", "thành phố Hải Phòng.")],
    [("Ông Đỗ Mạnh Hiến", "phát biểu chỉ đạo Hội nghị.")],
    [("Đồng chí Bùi Huyền Mai", "phát biểu tại Hội nghị."), ("Quang cảnh", "Hội nghị.")],
]
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
    date = article.date and article.date.isoformat()
    return fields | {"date": date, "year": article.year, "captions": list(article.captions)}


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


@pytest.mark.parametrize(("path", "captions"), list(zip(SEEDS, CAPTIONS, strict=True)))
def test_seed_has_its_captions_and_not_in_the_body(path, captions):
    article = read(path)
    assert len(article.captions) == len(captions)
    for caption, (begins, ends) in zip(article.captions, captions, strict=True):
        assert caption.startswith(begins)
        assert caption.endswith(ends)
        assert caption not in article.body.split("\n")


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


def renew() -> None:
    """Write the golden files as the seeds come out now."""
    for path in SEEDS:
        text = json.dumps(as_json(read(path)), ensure_ascii=False, indent=2)
        (GOLDEN / f"{path.stem}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    renew()
