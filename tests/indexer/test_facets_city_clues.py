"""Cities: what is known of an article beside its words: its site, its day, its captions."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import judge_cities
from indexer.places import provinces

EVENT = "Sáng 1/12, UBND tỉnh {0} họp. Lãnh đạo tỉnh {0} dự. Người dân {0} quan tâm."


def find_cities(title, body, **known):
    """Return the names of the cities that an article is about."""
    return judge_cities(title, body, **known).cities


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://haiphong.gov.vn/tin-1", ""),
        ("https://baohaiphong.vn/tin-1", ""),
        ("", "Haiphong.gov.vn"),
    ],
)
def test_site_of_a_province_names_the_province_its_page_leaves_out(url, source):
    body = "Sáng nay, UBND thành phố họp phiên thường kỳ."
    assert find_cities("Phiên họp", body, url=url, source=source) == ("Hải Phòng",)


@pytest.mark.parametrize(
    ("url", "province"),
    [
        ("https://tuyengiaotiengiang.vn/tin", "Tiền Giang"),
        ("https://congan.tuyenquang.gov.vn/tin", "Tuyên Quang"),
        ("https://hanoimoi.com.vn/tin", "Hà Nội"),
        ("https://tphcm.chinhphu.vn/tin", "TP. Hồ Chí Minh"),
        ("https://longanh.vn/tin", None),
        ("https://tapchithue.vn/tin", None),
        ("https://tuoitre.vn/tin", None),
    ],
)
def test_offices_and_papers_of_a_province_are_known_by_the_host(url, province):
    body = "Công an tỉnh trao bằng khen. Lãnh đạo tỉnh dự."
    assert find_cities("", body, url=url) == ((province,) if province else ())


def test_authorities_of_another_province_are_not_the_own_ones():
    body = "Đoàn công tác thăm Tỉnh ủy Quảng Ninh, UBND tỉnh Quảng Ninh."
    assert find_cities("", body, url="https://haiphong.gov.vn/1") == ("Quảng Ninh",)


def test_unnamed_authority_is_of_the_province_whose_place_alone_is_named():
    body = "Ban Tuyên giáo Tỉnh ủy phối hợp với Huyện ủy Long Hồ. Đại biểu thảo luận. {}"
    assert find_cities("", body.format("Lãnh đạo tỉnh dự.")) == ("Vĩnh Long",)
    assert find_cities("", body.format("Đoàn từ Huyện ủy Gio Linh dự.")) == ()
    assert find_cities("", "Họp với Huyện ủy Long Hồ. Đại biểu thảo luận.") == ()


def test_place_with_enough_votes_gets_none_of_unnamed_authorities():
    body = "UBND tỉnh Vĩnh Long họp. Công an tỉnh Vĩnh Long dự. {}"
    unnamed, nobody = (
        judge_cities("", body.format(last)) for last in ("Tỉnh ủy dự.", "Các đại biểu dự.")
    )

    assert [own.votes for own in unnamed.standings] == [own.votes for own in nobody.standings]


@pytest.mark.parametrize("venue", ["Hà Nội", "Đà Nẵng"])
def test_all_authorities_of_the_country_are_not_those_of_the_venue(venue):
    body = f"Tại {venue}, bí thư các Tỉnh ủy, Thành ủy dự hội nghị."
    assert find_cities("", body) == ()


def test_authorities_in_a_capital_may_be_of_the_country():
    assert find_cities("", "Tại Hà Nội, đại diện Tỉnh ủy phát biểu.") == ()


def test_address_tells_the_title_that_a_saved_page_has_lost():
    url = "https://vnexpress.net/tin/quang-ninh-khai-mac-hoi-nghi-123.html"
    assert find_cities("", "Hội nghị đã diễn ra.", url=url) == ("Quảng Ninh",)
    assert find_cities("Khai mạc hội nghị", "Hội nghị đã diễn ra.", url=url) == ()


def test_captions_are_weaker_evidence_than_the_text():
    captions = ["Lãnh đạo tỉnh Hà Nam dự hội nghị", "UBND tỉnh Hà Nam", "Ảnh: tỉnh Hà Nam"]
    assert find_cities("", "Hội nghị đã diễn ra.", captions=captions) == ("Hà Nam",)
    assert find_cities("", "Hội nghị đã diễn ra.", captions=captions[:1]) == ()
    assert find_cities("", EVENT.format("Hà Tĩnh"), captions=captions[:2]) == ("Hà Tĩnh",)


@given(st.lists(st.sampled_from(sorted(provinces())), max_size=8).map(" họp với ".join))
def test_judgement_has_the_cities_found_and_quotes_of_what_spoke_for_them(text):
    judged = judge_cities("", text)

    assert judged.cities == find_cities("", text)
    assert [s.votes for s in judged.standings] == sorted(s.votes for s in judged.standings)[::-1]
    for standing in judged.standings:
        quotes = judged.quotes(standing.city)
        assert 1 <= len(quotes) <= 3
        assert all(quote in text for quote in quotes)


def test_judgement_as_values_says_what_each_place_had_and_needed():
    body = f"UBND tỉnh Hà Nam họp. {'Tin. ' * 200}Qua Hà Tĩnh."
    assert judge_cities("", body).as_json() == [
        {
            "city": "Hà Nam",
            "verdict": "about",
            "votes": 2.25,
            "asked": 2.1,
            "quotes": ["UBND tỉnh Hà Nam họp. Tin. Tin. Tin. Tin. Tin. Tin."],
        },
        {
            "city": "Hà Tĩnh",
            "verdict": "mentioned",
            "votes": 1.0,
            "asked": 2.96,
            "quotes": ["Tin. Tin. Tin. Tin. Tin. Tin. Tin. Qua Hà Tĩnh."],
        },
    ]


def test_quotes_are_the_heaviest_mentions():
    lines = ("Qua Hà Nam.", "UBND tỉnh Hà Nam họp.\nỞ Hà Nam có tin.", "Về Hà Nam.", "Tới Hà Nam.")
    body = f"{'Tin. ' * 200}{' '.join(lines)}"
    first, *others = judge_cities("", body).quotes("Hà Nam")

    assert "UBND tỉnh Hà Nam họp. Ở" in first
    assert len(others) == 2


def test_national_news_on_a_site_of_a_province_is_not_about_it():
    assert find_cities("Quốc hội họp", "Quốc hội họp.", url="https://haiphong.gov.vn/1") == ()


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("UBND TP Hai Phong hop phien thuong ky", ("Hải Phòng",)),
        ("hai phong to chuc hoi nghi chuyen doi so", ("Hải Phòng",)),
        ("HO CHI MINH CITY opens its metro", ("TP. Hồ Chí Minh",)),
        ("Hanoi plans greener transport", ("Hà Nội",)),
        ("dien bien phuc tap cua dich benh", ()),
        ("giu gin hoa binh va on dinh", ()),
        ("chien thang Dien Bien Phu", ()),
        ("khu vuc chau a - thai binh duong", ()),
        ("Chu tich Ho Chi Minh", ()),
    ],
)
def test_text_without_accents_is_read_where_a_name_is_clear(text, cities):
    assert find_cities(text, "Noi dung.") == cities


def test_two_syllables_without_accents_are_no_name_among_others_with():
    assert find_cities("Căn hai phong ngủ", "Tin đã được xác nhận.") == ()


@pytest.mark.parametrize(
    ("when", "city"),
    [
        ({}, "Hải Dương"),
        ({"date": datetime.date(2025, 6, 30)}, "Hải Dương"),
        ({"date": datetime.date(2025, 7, 1)}, "Hải Phòng"),
        ({"date": datetime.datetime(2025, 7, 1, 8, 0)}, "Hải Phòng"),  # noqa: DTZ001  as extracted
        ({"year": 2025}, "Hải Dương"),
        ({"year": 2026}, "Hải Phòng"),
        ({"year": 10**9}, "Hải Dương"),
    ],
)
def test_province_has_the_name_it_had_when_the_article_was_published(when, city):
    assert find_cities("Hải Dương: Hội nghị tổng kết", "Tin.", **when) == (city,)


def test_hue_is_a_city_of_its_own_since_2025():
    assert find_cities("Huế vào hội", "Tin.", year=2024) == ("Thừa Thiên Huế",)
    assert find_cities("Huế vào hội", "Tin.", year=2025) == ("Huế",)


def test_votes_for_what_was_merged_are_added():
    body = "Từ Hải Dương và Hải Phòng có tin vui."
    assert find_cities("", body, year=2024) == ()
    assert find_cities("", body, year=2026) == ("Hải Phòng",)


def test_ward_named_after_a_province_is_a_place_since_the_merger():
    body = "UBND phường Hải Dương mở hội. Người dân phường Hải Dương vui."
    assert find_cities("", body, year=2024) == ()
    assert find_cities("", body, year=2026) == ("Hải Phòng",)
