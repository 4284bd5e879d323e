"""Searches: the same articles, counts and texts from every engine."""

import functools
import itertools
import random

import pytest

from tests.contract.comparing import answered, assert_same_page

QUERIES = (
    "",
    "chuyển đổi số",
    "chuyen doi so",
    "hai phong",
    "Hải Phòng",
    "hà nội lúa gạo",
    "hoà bình",
    "hòa bình quí kĩ thuật",
    "ho\u0300a bi\u0300nh",
    "UBND",
    "ubnd thành phố",
    "ủy ban nhân dân",
    "Covid-19",
    "covid 19",
    "COVID19 việt nam",
    "15-NQ/TW",
    "15-NQ/TƯ",
    "5/5/2022",
    "ngày 5 tháng 5 năm 2022",
    "1.000",
    "TP.HCM",
    "chuyeenr ddooir soos",
    "chuye63n d9o63i so61",
    "chuyen doi sp",
    "chuyểnn đổi sô",
    "chuyendoi so",
    "thong tn",
    "an",
    "ăn an ân",
    "xyzzy",
    "xyzzy chuyển",
    '"chuyển đổi"',
    '"chuyen doi so"',
    '"chuyển đổi số" hải',
    '"hải phòng UBND"',
    '"so so"',
    '"xyzzy qqq"',
    '"an"',
    "“kinh tế” -covid",
    "-covid",
    "-chuyển",
    '-"chuyển đổi số"',
    "chuyển -nam:2021",
    'covid HOẶC "kinh tế"',
    'covid OR "đối ngoại" OR lúa',
    "tieude:số HOẶC nguon:tuoitre",
    "tuyên giá*",
    "giá*",
    "gia* -giám",
    "-ch*",
    "tieude:chuyển",
    "tieude:chuyen",
    'tieude:"chuyển đổi"',
    'tieude:"hai phong"',
    "tieude:gi*",
    "-tieude:covid số",
    "tieude:UBND",
    "tieude:15-NQ/TW",
    'tacgia:"Hoàng Tùng"',
    "tacgia:hoangtung",
    "tacgia:hoa",
    "-tacgia:tùng chuyển",
    "nguon:baochinhphu",
    'nguon:"báo chính phủ"',
    'nguon:"tuoi tre"',
    "nguon:haiphong",
    "nguon:báo",
    "nam:2021",
    "nam:2019..2021 số",
    "nam:..2019",
    "nam:2022..",
    'nam:"không rõ"',
    '-nam:"không rõ" số',
    'thanhpho:"Hải Phòng"',
    "thanhpho:haiduong số",
    "thanhpho:HaNoi -thanhpho:HaiPhong",
    'chude:"chuyển đổi số"',
    'chude:"không rõ"',
    "chude:covid lúa",
    'tieude:"hội nghị" nam:2021 chude:"y tế"',
    'tieude:"không có thật" nam:2021',
    "nam:2035",
    "chuyển đổi số hải phòng kinh tế tuyên giáo cảng hội nghị thông tin hoà bình",
    "«hội nghị» tin, (chuyển) [đổi] {số}",
    "!!! ???",
    "ｃｏｖｉｄ 𝐡𝐚̉𝐢",
    " ".join(["số", "an", "nước"] * 66),
    " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200)),
)
OPTIONS = (
    {},
    {"histogram": True, "per_page": 100},
    {"sort": "newest", "histogram": True},
    {"sort": "oldest", "per_page": 50},
    {"collapse": True},
    {"collapse": True, "sort": "newest", "per_page": 100, "page": 2},
    {"literal": True},
    {"city": "hai phong", "histogram": True},
    {"city": ["Hải Phòng", "Hà Nội"], "year": [2019, 2021], "topic": "y tế"},
    {"city": "không rõ", "topic": ["không rõ", "lễ hội"]},
    {"year": ["không rõ", 2020], "sort": "newest", "histogram": True},
    {"places": "2025", "city": "Hải Phòng", "histogram": True},
    {"places": "2025", "sort": "oldest", "topic": ["y tế", "chuyển đổi số"]},
    {"date_from": "2019-03-01", "date_to": "2021-02-01", "histogram": True},
    {"date_from": "2022-01-01", "sort": "oldest", "collapse": True},
    {"year": 2021, "date_to": "2021-06-30", "collapse": True, "histogram": True},
    {"page": 3, "per_page": 7, "collapse": True, "topic": "y tế"},
    {"page": 99},
)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_every_query_has_the_same_answer(both, options):
    local, cluster = both
    for text in QUERIES:
        ours = answered(lambda text=text: local.search(text, **options))
        theirs = answered(lambda text=text: cluster.search(text, **options))
        try:
            assert_same_page(ours, theirs)
        except AssertionError as error:
            raise AssertionError(f"{text!r}: {error}") from error


def test_pages_are_stretches_of_one_list(index):
    for text, options in itertools.product(
        ("chuyển đổi số", "", "hai phong nam:2019..2021"),
        ({}, {"collapse": True}, {"sort": "newest"}, {"sort": "oldest", "collapse": True}),
    ):
        whole = index.search(text, per_page=100, **options)
        pages = [index.search(text, page=at, per_page=20, **options) for at in range(1, 6)]
        paged = [hit.id for page in pages for hit in page.hits]
        scanned = [article.id for article in index.scan(text, **options)]
        assert [hit.id for hit in whole.hits] == paged == scanned[:100]
        assert len(scanned) == whole.listed


def test_undated_articles_come_last_in_both_orders_of_date(index):
    for sort in ("newest", "oldest"):
        years = [article.year or 0 for article in index.scan("số", sort=sort)]
        known = [year for year in years if year]
        assert 0 in years
        assert years[: len(known)] == sorted(known, reverse=sort == "newest")


def test_what_matches_is_counted_in_each_facet(index):
    page = index.search("số", year=[2020, 2021], topic="y tế")
    years = {own.value: own.count for own in page.facets["year"]}
    assert page.total == years[2020] + years[2021]
    for year, count in years.items():
        assert index.search("số", year=year, topic="y tế").total == count


def test_random_searches_have_the_same_answer(both):
    local, cluster = both
    chance = random.Random(9)
    for _ in range(60):
        text = " ".join(chance.sample(QUERIES[:80], 2))[:300]
        options = chance.choice(OPTIONS) | {"page": chance.choice((1, 2))}
        ours, theirs = (
            answered(functools.partial(own.search, text, **options)) for own in (local, cluster)
        )
        try:
            assert_same_page(ours, theirs)
        except AssertionError as error:
            raise AssertionError(f"{text!r} {options}: {error}") from error


@pytest.mark.parametrize("options", [{}, {"sort": "newest"}, {"literal": True}], ids=str)
def test_a_paragraph_in_quotes_is_answered(both, options):
    """It has more clauses than OpenSearch takes."""
    text = " ".join(both[0].get("bài 1").body.split()[:200])
    for quoted in (f'"{text}"', f'"{text}" hải phòng'):
        ours, theirs = (own.search(quoted, **options) for own in both)
        assert (ours.total, [hit.id for hit in ours.hits]) == (
            theirs.total,
            [hit.id for hit in theirs.hits],
        )


def test_what_an_update_brings_does_not_break_who_has_not_seen_it(place, tmp_path):
    """A held index counts what it knows: months and topics that are new are of the next build."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "a", "body": "Tin một.", "date": "2021-01-01", "topics": ["x"]}', "utf-8"
    )
    place.rebuild(path)
    held = place.open()
    held.search(histogram=True)
    line = '\n{"id": "b", "body": "Tin hai.", "date": "2022-05-05", "topics": ["y", "z"]}'
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    place.update(path)

    assert held.search(histogram=True).histogram is not None
