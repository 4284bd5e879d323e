"""Articles as files: what a spreadsheet, `timtin rebuild` and reference managers read of them."""

import csv
import datetime
import io
import json

import pytest

from indexer import pipeline
from indexer.article import Article
from search_app import open_index
from search_app.core.citations import bibtex, ris
from search_app.core.exports import FORMATS, write

pytestmark = pytest.mark.every_engine

PLAIN = Article(id="a", title="Tin", body="Nội dung.")
FULL = Article(
    id="b/1",
    title='Hội nghị "Chuyển đổi số", lần 2',
    body="Đoạn một.\nĐoạn hai.",
    captions=("Ảnh một", "Ảnh hai"),
    date=datetime.datetime(2021, 3, 11, 17, 15),  # noqa: DTZ001 - Viet Nam's
    year=2021,
    byline="Hoàng Tùng",
    url="https://bao.vn/a?b=1",
    source="Báo Hải Phòng",
    cities=("Hải Phòng", "Hà Nội"),
    topics=("chuyển đổi số",),
)


def rows(*articles):
    text = "".join(write("csv", articles))
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_a_table_has_a_row_for_each_article():
    plain, full = rows(PLAIN, FULL)

    assert plain == {
        **dict.fromkeys(("date", "year", "cities", "topics", "source", "byline", "url"), ""),
        "id": "a",
        "title": "Tin",
    }
    assert full == {
        "id": "b/1",
        "title": 'Hội nghị "Chuyển đổi số", lần 2',
        "date": "2021-03-11T17:15:00",
        "year": "2021",
        "cities": "Hải Phòng; Hà Nội",
        "topics": "chuyển đổi số",
        "source": "Báo Hải Phòng",
        "byline": "Hoàng Tùng",
        "url": "https://bao.vn/a?b=1",
    }


@pytest.mark.parametrize("begun", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_as_a_formula(begun):
    (row,) = rows(Article(id=f"{begun}1+1", title=f"{begun}cmd|'/c calc'!A0", body="B."))

    assert row["id"] == f"'{begun}1+1"
    assert row["title"].startswith(f"'{begun}cmd")


def test_an_article_without_title_is_named_by_its_first_words():
    (row,) = rows(Article(id="a", body="Thành phố họp bàn về nước sạch."))

    assert row["title"] == "[Thành phố họp bàn về nước sạch.]"


def test_an_article_that_names_no_source_has_the_host_of_its_address():
    article = Article(id="a", body="Nội dung.", url="https://www.bao.vn/x")
    (row,) = rows(article)

    assert row["source"] == "bao.vn"
    assert json.loads("".join(write("jsonl", [article])))["source"] == ""


def test_a_list_of_nothing_is_a_table_with_its_head_and_else_empty():
    assert rows() == []
    assert "".join(write("csv", [])).startswith("\ufeffid,title,date,year")
    assert ["".join(write(name, [])) for name in ("jsonl", "ris", "bib")] == ["", "", ""]


def test_references_are_those_of_the_citations_one_behind_the_other():
    assert "".join(write("ris", [PLAIN, FULL])) == f"{ris(PLAIN)}\r\n{ris(FULL)}\r\n"
    assert "".join(write("bib", [PLAIN, FULL])) == f"{bibtex(PLAIN)}\n{bibtex(FULL)}\n"


def test_every_format_is_written_article_by_article():
    for name in FORMATS:
        given = []
        pieces = write(name, (given.append(article) or article for article in [PLAIN, FULL] * 50))
        for _ in range(3):
            next(pieces)
        assert len(given) < 10, name


def test_lines_are_one_article_each_in_letters_as_they_are():
    lines = "".join(write("jsonl", [PLAIN, FULL])).splitlines()

    assert [json.loads(line)["id"] for line in lines] == ["a", "b/1"]
    assert "Hải Phòng" in lines[1]


def test_rebuild_reads_again_what_was_written(seed_index, build, tmp_path):
    own = build(
        {"id": "x", "body": "Không tiêu đề, không ngày.", "cities": [], "topics": []},
        {"id": "/y/ 2", "title": "=Tin", "body": "Một.\nHai.", "date": "2020", "author": "An Bình"},
        {"id": "z", "title": "Tin", "body": "Ba.", "date": "2021-03-11T17:15", "captions": ["Ảnh"]},
    )
    articles = [*seed_index.scan(), *own.scan()]
    path = tmp_path / "again.jsonl"
    path.write_text("".join(write("jsonl", articles)), "utf-8")

    pipeline.rebuild([path], tmp_path / "again")

    again = open_index(tmp_path / "again")
    assert len(articles) == again.articles == 8
    for article in articles:
        assert again.get(article.id) == article
