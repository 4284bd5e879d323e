"""Saved web pages: trafilatura's article, our own dates and leftovers."""

import datetime
import logging

import pytest

from indexer.extract import Extracted, extract
from indexer.sources.document import Document

PARAGRAPH = "Hội nghị bàn về nhiệm vụ tuyên truyền trong thời gian tới và các giải pháp cụ thể. "
PAGE = """<html><head><title>Hội nghị báo cáo viên tháng 10 | Báo tỉnh</title>{head}</head><body>
<nav><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></nav>
<article><h1>Hội nghị báo cáo viên tháng 10</h1><p>{lead}</p><p>{text}</p><p>Thu Hà</p></article>
</body></html>"""


def read(markup: str) -> Extracted:
    return extract(Document(origin="a.html", kind="html", text=markup))


def page(head: str = "", lead: str = "Hội nghị đã diễn ra tại thành phố. ") -> Extracted:
    return read(PAGE.format(head=head, lead=lead, text=PARAGRAPH * 5))


def test_article_is_found_without_menu_title_and_byline():
    article = page()
    assert article.title == "Hội nghị báo cáo viên tháng 10"
    assert article.body.startswith("Hội nghị đã diễn ra")
    assert "Trang chủ" not in article.body
    assert article.byline == "Thu Hà"
    assert "Thu Hà" not in article.body


def test_site_address_and_author_come_from_the_metadata():
    article = page(
        '<meta property="og:site_name" content="Báo tỉnh"><meta name="author" content="Minh Anh">'
        '<link rel="canonical" href="https://example.vn/tin-1.html">'
    )
    assert (article.source, article.byline) == ("Báo tỉnh", "Minh Anh")
    assert article.url == "https://example.vn/tin-1.html"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-12-01T10:20:00Z">',
        '<meta content="2021-12-01T17:20:00+07:00" property="article:published_time">',
        '<script type="application/ld+json">{"datePublished": "2021-12-01T17:20:00"}</script>',
    ],
)
def test_stated_hour_is_kept_in_viet_nam_time(head):
    assert page(head).date == datetime.datetime(2021, 12, 1, 17, 20)  # noqa: DTZ001


def test_missing_date_is_found_in_the_lead():
    article = page(lead="Sáng 5/10, hội nghị giao ban 9 tháng năm 2022 đã diễn ra.")
    assert article.date == datetime.date(2022, 10, 5)


LINKS = "".join(
    f'<li><a href="/{n}">Tỉnh tổ chức hội nghị tổng kết {n}</a></li>' for n in range(20)
)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<",
        "\x00",
        "<html></html>",
        "<html><body><nav><a href='/'>Trang chủ</a></nav></body></html>",
        f"<html><body><ul>{LINKS}</ul></body></html>",
        "<div>" * 3000,
    ],
)
def test_page_without_an_article_gives_an_empty_body(markup):
    assert read(markup).body == ""


def test_unreadable_page_is_not_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        read("<html><body></body></html>")
    assert not caplog.records
