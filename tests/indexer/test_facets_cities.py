"""Cities: what an article is about, past persons, slogans, streets, teams and bylines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import find_cities
from indexer.facets.gazetteer import gazetteer, provinces
from indexer.facets.spelling import slug, unify

EVENT = "Sáng 1/12, UBND tỉnh {0} họp. Lãnh đạo tỉnh {0} dự. Người dân {0} quan tâm."


@pytest.mark.parametrize("province", [name for name in provinces() if "TP." not in name])
def test_every_province_is_found_by_its_own_name(province):
    assert find_cities("", EVENT.format(province)) == (province,)
    assert find_cities(f"{province}: Hội nghị tổng kết", "Hội nghị đã diễn ra.") == (province,)


def test_there_are_63_provinces_and_no_name_stands_for_two():
    assert len(provinces()) == len(set(provinces())) == 63
    assert len({slug(name) for name in provinces()}) == 63


@pytest.mark.parametrize("form", sorted(gazetteer().names))
def test_every_written_name_is_matched_whole(form):
    """A name that a shorter one hides, or that starts with no capital, could never be found."""
    assert list(gazetteer().find(f"ở {form}.")) == [(2, 2 + len(form))]


@pytest.mark.parametrize(
    ("title", "city"),
    [
        ("TPHCM khánh thành thư viện mới", "TP. Hồ Chí Minh"),
        ("TP.HCM khánh thành thư viện mới", "TP. Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh khánh thành thư viện mới", "TP. Hồ Chí Minh"),
        ("Người dân Sài Gòn đón mưa đầu mùa", "TP. Hồ Chí Minh"),
        ("Thanh Hoá: Hội nghị", "Thanh Hóa"),
        ("Hoà Bình: Hội nghị", "Hòa Bình"),
        ("THANH HÓA TỔ CHỨC HỘI NGHỊ", "Thanh Hóa"),
        ("Thành ủy hải Phòng tổ chức hội nghị", "Hải Phòng"),
        ("Huế đón khách du lịch", "Thừa Thiên Huế"),
        ("BR-VT đón khách du lịch", "Bà Rịa - Vũng Tàu"),
        ("Hệ thống tuyên giáo Thủ đô đổi mới", "Hà Nội"),
        ("Khởi công nhà máy ở Nghi Sơn", "Thanh Hóa"),
    ],
)
def test_other_names_and_spellings_lead_to_the_canonical_one(title, city):
    assert find_cities(title, "Tin đã được xác nhận.") == (city,)


@pytest.mark.parametrize(
    "text",
    [
        "học tập và làm theo lời dạy của Chủ tịch Hồ Chí Minh",
        "Đoàn TNCS Hồ Chí Minh phát động phong trào",
        "Học viện Chính trị quốc gia Hồ Chí Minh khai giảng",
        "tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "kỷ niệm chiến thắng Điện Biên Phủ trên không",
        "tai nạn trên đường Điện Biên Phủ",
        "giữ gìn hòa bình và ổn định",
        "Hòa bình là khát vọng của nhân loại",
        "khu vực châu Á - Thái Bình Dương",
        "ca sĩ Nguyễn Kiên Giang biểu diễn",
        "cầu thủ Hà Nội FC ghi bàn",
        "cổ phiếu Hoàng Anh Gia Lai tăng",
        "tàu Hải Dương 8 rời vùng biển",
        "UBND phường Thái Bình họp",
        "thủ đô Paris của Pháp",
        "Thủ đô Paris của Pháp",
    ],
)
def test_name_that_is_no_place_of_the_events_gives_no_city(text):
    assert find_cities(text, f"{text}. {text}, {text}; {text}.") == ()


def test_province_of_another_country_is_none_of_ours():
    body = "Sự việc xảy ra tại tỉnh Hà Nam, Trung Quốc. Công an tỉnh Hà Nam điều tra. Ở Hà Nam."
    assert find_cities("Nổ điện thoại", body) == ()


def test_thanh_pho_dien_bien_phu_is_a_place():
    body = "UBND TP Điện Biên Phủ họp phiên thường kỳ. Hội chợ mở tại thành phố Điện Biên Phủ."
    assert find_cities("", body) == ("Điện Biên",)


def test_byline_that_is_a_province_is_no_city():
    assert find_cities("Chống buôn lậu", "Ngành hải quan họp.\nThái Bình") == ()


def test_venue_of_a_national_meeting_is_not_its_city():
    body = f"Ngày 7/6, tại Hà Nội, Bộ tổ chức hội nghị toàn quốc. {'Các đại biểu thảo luận. ' * 30}"
    assert find_cities("Hội nghị toàn quốc", body) == ()


def test_list_of_many_provinces_is_about_none():
    names = ", ".join(name for name in provinces() if "TP." not in name)
    assert find_cities("Các tỉnh họp", f"Dự họp có {names}.") == ()


def test_strongest_city_comes_first():
    body = EVENT.format("Quảng Ninh") * 2 + EVENT.format("Hải Phòng")
    assert find_cities("", body) == ("Quảng Ninh", "Hải Phòng")


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


def test_national_news_on_a_site_of_a_province_is_not_about_it():
    assert find_cities("Quốc hội họp", "Quốc hội họp.", url="https://haiphong.gov.vn/1") == ()


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_and_address_is_read_without_an_error(text, address):
    found = find_cities(text, text, url=f"http://{address}", source=address)
    assert set(found) <= set(provinces())


@given(st.text(alphabet="hoàáạHOÀuỷýqúthủy ", max_size=40))
def test_unified_spelling_keeps_the_length_and_changes_nothing_twice(text):
    once = unify(text)
    assert unify(once) == once
    assert len(once) == len(text)
