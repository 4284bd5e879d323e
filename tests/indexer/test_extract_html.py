"""Saved web pages: trafilatura's article, our own dates and leftovers."""

import datetime
import logging
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract import Extracted, extract
from indexer.extract.markup import LONGEST_MARKUP, MOST_LEVELS, parse_markup
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


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("Hội nghị báo cáo viên tháng 10 | Báo tỉnh", "Báo tỉnh"),
        ("Hội nghị báo cáo viên tháng 10 - Cổng thông tin điện tử tỉnh", ""),
        ("Cổng thông tin điện tử tỉnh", ""),
        ("baotinh.vn", ""),
        ("Tin tức", ""),
    ],
)
def test_title_is_not_the_name_of_the_site(name, site):
    head = f'<meta property="og:title" content="{name}">'
    assert (
        page(f'{head}<meta property="og:site_name" content="{site}">').title
        == "Hội nghị báo cáo viên tháng 10"
    )


def test_paragraphs_of_a_page_laid_out_with_tables_stay_apart():
    cell = "".join(f"<p>{PARAGRAPH * 2}{n}.</p>" for n in range(4))
    table = f"<table><tr><td><p>Trang chủ</p></td><td><h1>Tin</h1>{cell}</td></tr></table>"
    body = read(f"<html><body>{table}</body></html>").body
    assert [line for line in body.split("\n") if PARAGRAPH in line] == [
        f"{PARAGRAPH * 2}{n}." for n in range(4)
    ]


TEXT = "".join(f"<p>{PARAGRAPH}Đoạn thứ {n} của bài.</p>" for n in range(6))


@pytest.mark.parametrize(
    "markup",
    [
        f"<img src='data:image/png;base64,{'A' * 20_000_000}'>{TEXT}",
        f"<script>{'var a = 1;' * 2_000_000}</script>{TEXT}",
        "\x00" * 100_000 + TEXT.replace("Đoạn", "\x00Đoạn"),
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{TEXT}",
        "".join(f"<font>{part}" for part in TEXT.split("<p>")) + "<span>" * 1000,
        f"<table><tr><td>{'<b>' * 1000}{TEXT}",
        f"<meta charset='shift_jis'>{TEXT}",
        f"\ud800{TEXT}\udfff",
        TEXT.replace("</p>", ""),
    ],
)
def test_article_is_found_in_spoilt_markup(markup):
    body = read(f"<html><body>{markup}</body></html>").body
    assert all(f"Đoạn thứ {n} của bài." in body for n in range(6))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 1_000_000,
        "<a>" * 1_000_000,
        "<li><a href='/x'>Tin khác của tỉnh</a></li>" * 1_000_000,
        "<table><tr>" + "<td>Tin khác của tỉnh" * 200_000,
        ("<div>" * 200 + "Tin khác" + "</div>" * 200) * 2_000,
        "<script " * 200_000,
        "<!DOCTYPE " + "/" * 1_000_000,
        "<p a='" * 200_000,
        "data:image/png;base64," * 100_000,
        "datePublished " * 200_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_hostile_markup_comes_to_an_end(markup):
    assert len(read(f"<html><body>{markup}").body) <= LONGEST_MARKUP


def test_of_a_tree_as_many_elements_are_read_as_its_bound_says():
    def count(paragraphs):
        tree = parse_markup("<div>" + "<p>Tin" * paragraphs + "</div>")
        return len(tree.findall(".//p"))

    most = MOST_LEVELS // 20  # levels that a paragraph counts for
    assert count(most - 100) == most - 100
    assert most - 100 < count(most + 1000) < most + 100


def test_mutated_pages_are_read_without_an_error():
    """Five hundred others, larger ones, were read the same way when this was written."""
    random = Random(6)
    picture = "<figure><img src=a.jpg><figcaption>Quang cảnh hội nghị</figcaption></figure>"
    whole = PAGE.format(head="", lead=PARAGRAPH, text=TEXT + picture + LINKS)
    for _ in range(60):
        markup = whole
        for _ in range(random.randint(1, 12)):
            start = random.randrange(len(markup) + 1)
            end = start + random.choice((1, 5, 50, 2000))
            put = random.choice(("", "<", "</p>", "<div>" * 300, "\x00", "<!--", '"', "&#x110000;"))
            part = random.choice((str.upper, str.swapcase, lambda text: text[::-1], lambda _: ""))
            markup = markup[:start] + put + part(markup[start:end]) + markup[end:]
        assert "<figcaption" not in read(markup).title


@given(st.text(alphabet=st.sampled_from("<>/=\"' apbtdimg!-&;|.\x00Ảnh:é1"), max_size=300))
def test_any_markup_is_read_without_an_error(markup):
    assert "\r" not in read(markup).body


def test_unreadable_page_is_not_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        read("<html><body></body></html>")
    assert not caplog.records


HEADLINE = "Đại án 6.000 tỷ đồng bắt đầu xét xử ở TP. HCM"


@pytest.mark.parametrize("headline", [HEADLINE, "Đường cao tốc Bắc - Nam: Thêm hai đoạn"])
@pytest.mark.parametrize(
    "name", ["Báo Mẫu", "baomau.vn", "Báo Nhân Dân điện tử", "Thời sự | Báo Mẫu", "Tin Mẫu 24h"]
)
@pytest.mark.parametrize("between", [" - ", " | ", " – "])
@pytest.mark.parametrize(
    "heading",
    [
        "<head><title>{whole}</title></head><body>",
        "<head><title>{whole}</title></head><body><h1>{headline}</h1>",
        '<head><title>{whole}</title><meta property="og:title" content="{headline}"></head><body>',
        '<head><title>{whole}</title><meta property="og:title" content="{whole}"></head><body>',
    ],
)
def test_a_headline_is_the_title_and_never_the_source(headline, name, between, heading):
    head = heading.format(whole=f"{headline}{between}{name}", headline=headline)
    article = read(f"<html>{head}<p>{PARAGRAPH * 5}</p></body></html>")
    assert article.title == headline
    assert article.source == name.removeprefix("Thời sự | ")


def test_the_address_is_the_source_where_no_name_is_stated():
    head = f'<title>{HEADLINE} - Tin</title><link rel="canonical" href="https://www.baomau.vn/1">'
    assert read(f"<html><head>{head}</head><p>{PARAGRAPH * 5}</p></html>").source == "baomau.vn"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ("<title>Giá vàng tăng - Thời sự - VTV.vn</title>", "Giá vàng tăng"),
        ("<title>Báo Mẫu - Tổng kết công tác năm 2021</title>", "Tổng kết công tác năm 2021"),
        ("<title>Phiên họp về Kinh tế - Xã hội - VTV.vn</title>", "Phiên họp về Kinh tế - Xã hội"),
        ("<title>Báo Mỹ viết gì về Việt Nam</title>", "Báo Mỹ viết gì về Việt Nam"),
        ("<title>Báo động đỏ</title><h1>Báo động đỏ</h1>", "Báo động đỏ"),
        ("<title>A</title><h1>Thái Lan - Việt Nam</h1>", "Thái Lan - Việt Nam"),
        ("<title>Trang chủ</title><h1>Mẫu</h1><h1>Tổng kết năm 2021</h1>", "Tổng kết năm 2021"),
    ],
)
def test_what_names_no_site_stays_in_the_title(headings, title):
    assert read(f"<html>{headings}<p>{PARAGRAPH * 5}</p></html>").title == title


DATELINE = "Thứ năm, 21/10/2021, 09:15 (GMT+7)"
DATED = datetime.datetime(2021, 10, 21, 9, 15)  # noqa: DTZ001
SHOWN = "<h1>Hội nghị tổng kết công tác</h1>"


def beside(markup: str, lead: str = "") -> Extracted:
    return read(f"<html><body>{markup}<p>{lead}</p><p>{PARAGRAPH * 5}</p></body></html>")


@pytest.mark.parametrize(
    "markup",
    [
        f'{SHOWN}<span class="time">{DATELINE}</span>',
        f'{SHOWN}<span class="publish-date">{DATELINE}</span>',
        f"{SHOWN}<p>{DATELINE}</p>",
        f"{SHOWN}<div>{DATELINE}</div>",
        f'{SHOWN}<div class="post-meta">Thu Hà | <i>{DATELINE}</i> | 3 bình luận</div>',
        f'{SHOWN}<time datetime="2021-10-21T09:15:00+07:00">hôm qua</time>',
        f'<div><div><b id="ngay-dang">{DATELINE}</b></div>{SHOWN}</div>',
        f'<div class="title">Hội nghị tổng kết</div><div>{DATELINE}</div>',
        f"<p>{DATELINE}</p>",
    ],
)
def test_a_date_beside_the_headline_is_the_stated_one(markup):
    article = beside(f"<title>Hội nghị tổng kết</title>{markup}")
    assert (article.date, article.dating.kind) == (DATED, "stated")
    assert DATELINE not in article.body


def test_a_date_below_the_lead_is_read_from_an_element_named_for_it():
    lead = f"<p>Sáng 20/10, {PARAGRAPH}</p>"
    assert beside(f'{SHOWN}{lead}<div class="time">{DATELINE}</div>').date == DATED
    assert beside(f"{SHOWN}{lead}<div>Ảnh chụp {DATELINE}</div>").date != DATED


@pytest.mark.parametrize(
    ("markup", "lead"),
    [
        (f'<header><div class="date">{DATELINE}</div></header><div>{SHOWN}</div>', ""),
        (f'{SHOWN}<span class="time">{DATELINE}</span>', "Sáng 20/3, hội nghị diễn ra."),
        (f"{SHOWN}<p>Nghị quyết số 5 ngày 21/10/2021</p>", ""),
    ],
)
def test_a_clock_or_a_date_of_something_else_is_not_the_stated_one(markup, lead):
    assert beside(markup, lead).date is None
