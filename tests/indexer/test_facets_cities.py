"""Cities: what an article is about, past persons, slogans, streets, teams and bylines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import judge_cities
from indexer.facets.gazetteer import gazetteer
from indexer.facets.spelling import slug, unify
from indexer.places import provinces, provinces_today

EVENT = "Sáng 1/12, UBND tỉnh {0} họp. Lãnh đạo tỉnh {0} dự. Người dân {0} quan tâm."


def find_cities(title, body, **known):
    """Return the names of the cities that an article is about."""
    return judge_cities(title, body, **known).cities


@pytest.mark.parametrize("province", [name for name in provinces() if "TP." not in name])
def test_every_province_is_found_by_its_own_name(province):
    assert find_cities("", EVENT.format(province)) == (province,)
    assert find_cities(f"{province}: Hội nghị tổng kết", "Hội nghị đã diễn ra.") == (province,)


def test_there_are_63_provinces_and_no_name_stands_for_two():
    assert len(provinces()) == len(set(provinces())) == 63
    assert len({slug(name) for name in provinces()}) == 63


def test_every_written_name_is_matched_whole():
    """A name that a shorter one hides, or that starts with no capital, could never be found."""
    found = {form: list(gazetteer().find(f"ở {form}.")) for form in gazetteer().names}
    assert {form: spans for form, spans in found.items() if spans != [(2, 2 + len(form))]} == {}


def test_no_district_is_the_place_of_two_provinces():
    for form, name in gazetteer().names.items():
        meant = {name.alone.province, *name.after.values()} - {""}
        assert len(meant) <= 1 or form in TWO_PLACES


# What they are depends on the word before them: "quận Tân Phú", "huyện Tân Phú".
TWO_PLACES = {
    form
    for name in "Sơn Tây;Tân Phú;Bình Tân;Hoàng Mai;Phước Long;Tân Châu;Quảng Ninh;Hòa Bình".split(
        ";"
    )
    for form in (name, name.upper(), name[0].lower() + name[1:])
}


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
        ("Thành đoàn TPHCM ra mắt đội tình nguyện", "TP. Hồ Chí Minh"),
        ("Tỉnh đoàn Bạc Liêu ra mắt đội tình nguyện", "Bạc Liêu"),
        ("Huế đón khách du lịch", "Thừa Thiên Huế"),
        ("BR-VT đón khách du lịch", "Bà Rịa - Vũng Tàu"),
        ("Hệ thống tuyên giáo Thủ đô đổi mới", "Hà Nội"),
        ("Khởi công nhà máy ở Nghi Sơn", "Thanh Hóa"),
        ("Thành phố Hoa phượng đỏ vào hội", "Hải Phòng"),
        ("Quận 10 khánh thành trường học", "TP. Hồ Chí Minh"),
        ("Huyện Chí Linh khánh thành trường học", "Hải Dương"),
        ("Huyện ủy Văn Giang họp", "Hưng Yên"),
        ("Quận Tân Phú khánh thành trường học", "TP. Hồ Chí Minh"),
        ("Huyện Tân Phú khánh thành trường học", "Đồng Nai"),
        ("Huyện Quảng Ninh gieo cấy xong", "Quảng Bình"),
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
        "Thủ đô của Somalia rung chuyển",
        "Chí Linh cùng Xuân Trường đá chính",  # districts, without the word for it
        "xe khách biển số Nghệ An lật",
        "cổ phiếu CTCP chứng khoán Sài Gòn tăng",
        "Sở Giao dịch chứng khoán TP.HCM đóng cửa",
        "bị cáo ra TAND cấp cao tại Hà Nội",
        "chính quyền Sài Gòn trước 1975",
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


def test_a_last_line_in_capitals_longer_than_names_is_text():
    closing = "UBND TỈNH THÁI BÌNH CHO BIẾT, THƯ VIỆN Ở TỈNH THÁI BÌNH MỞ CỬA"
    body = f"Thư viện mới cho mượn sách miễn phí.\n{closing}"
    assert find_cities("", body) == ("Thái Bình",)


def test_venue_of_a_national_meeting_is_not_its_city():
    body = f"Ngày 7/6, tại Hà Nội, Bộ tổ chức hội nghị toàn quốc. {'Các đại biểu thảo luận. ' * 30}"
    assert find_cities("Hội nghị toàn quốc", body) == ()


def test_list_of_many_provinces_is_about_none():
    names = ", ".join(name for name in provinces() if "TP." not in name)
    assert find_cities("Các tỉnh họp", f"Dự họp có {names}.") == ()


def test_an_article_is_about_four_provinces_at_most():
    equal = ("Lào Cai", "Yên Bái", "Phú Thọ", "Hà Giang", "Lai Châu")
    body = " ".join(f"UBND tỉnh {name} họp. Công an tỉnh {name} dự họp." for name in equal)
    assert find_cities("", body) == equal[:4]


TRIAL = (
    "Ngày 9/5, TAND tỉnh Nghệ An xử {0} 20 năm tù. Bị cáo bị bắt ở huyện Đô Lương. " + "Tin. " * 90
)


@pytest.mark.parametrize(
    "person",
    [
        "Lê Văn A (34 tuổi, trú xã Gio Mai, huyện Gio Linh, tỉnh Quảng Trị)",
        "Lê Văn A, sinh năm 1980, ngụ tại huyện Gio Linh, Quảng Trị,",
        "Lê Văn A (SN 1980, ở thị trấn Gio Linh, TP. Đông Hà, tỉnh Quảng Trị)",
        "Lê Văn A quê huyện Gio Linh, tỉnh Quảng Trị",
    ],
)
def test_home_of_a_person_is_not_what_an_article_is_about(person):
    assert find_cities("", TRIAL.format(person)) == ("Nghệ An",)
    at_work = "ông A, Chủ tịch UBND huyện Gio Linh, tỉnh Quảng Trị, và bà B, UBND tỉnh Quảng Trị,"
    assert set(find_cities("", TRIAL.format(at_work))) == {"Nghệ An", "Quảng Trị"}


def test_address_is_one_mention_and_not_one_of_each_of_its_places():
    """Else an address in passing has as many votes as an article about the province."""
    address = "xã An Hòa, huyện Quỳnh Lưu, tỉnh Nghệ An"
    body = f"{EVENT.format('Hà Tĩnh')} {'Tin. ' * 90}Nghi can bị bắt tại {address}."
    assert find_cities("", body) == ("Hà Tĩnh",)


def test_one_precise_place_in_the_lead_is_enough_where_no_other_is_named():
    assert find_cities("", "Lửa bùng lên ở chợ An Đông, quận Tân Phú, TP.HCM.") == (
        "TP. Hồ Chí Minh",
    )
    assert find_cities("", "Chợ An Đông xưa ở Đồng Tháp có lửa.") == ()


def test_ends_of_a_road_are_not_where_it_is_hit():
    body = "Xe tải lật trên cao tốc Nội Bài - Lào Cai, đoạn qua huyện Văn Yên, tỉnh Yên Bái. "
    body += "Công an huyện Văn Yên cho biết cao tốc Nội Bài - Lào Cai ùn tắc hai giờ."
    assert find_cities("", body) == ("Yên Bái",)


def test_ends_of_a_coast_are_not_what_a_forecast_is_about():
    body = "Vùng biển từ Bình Thuận đến Cà Mau có mưa. Sóng cao từ Bình Thuận đến Cà Mau."
    assert find_cities("", body) == ()
    assert find_cities("", body.replace("đến", "đến thành phố")) == ()
    assert find_cities("", body.replace("từ", "ở").replace("đến", "và")) == ("Bình Thuận", "Cà Mau")


def test_teams_in_sports_are_no_places():
    body = (
        "HLV đội khách khen cầu thủ ghi bàn. Bình Định thắng Nam Định. Bình Định dẫn đầu, Nam Định "
    )
    body += "xếp sau. Trận đấu hay, cầu thủ trẻ ghi bàn, bàn thắng đẹp ở V-League."
    assert find_cities("Bình Định vượt Nam Định", body) == ()
    assert find_cities("Bình Định vượt Nam Định", "Tổng kết. Bình Định dẫn đầu, Nam Định xếp sau.")


def test_office_of_a_firm_or_a_newspaper_is_no_place_of_events():
    footer = "Tòa soạn: 12 phố Lý, quận Hoàn Kiếm, Hà Nội. Trụ sở chính tại quận Cầu Giấy, Hà Nội."
    assert find_cities("Họp tổng kết", f"Hội nghị đã diễn ra.\n{footer}") == ()


def test_footer_with_an_address_is_no_place_of_events():
    footer = "Địa chỉ: 12 phố Lý, quận Hoàn Kiếm, Hà Nội"
    assert find_cities("Họp tổng kết", f"Hội nghị đã diễn ra.\n{footer}") == ()
    assert find_cities("", f"Lửa bùng lên ở {footer.removeprefix('Địa chỉ: ')}") == ("Hà Nội",)


@pytest.mark.parametrize("seat", ["(Hà Nam)", ", tỉnh Hà Nam,", "(đoàn Hà Nam)"])
def test_constituency_of_a_deputy_is_not_what_he_speaks_of(seat):
    assert find_cities("", f"Đại biểu Lê Văn An {seat} nêu câu hỏi. Đại biểu Hà Nam nói.") == ()
    assert find_cities("", f"Chủ tịch huyện Lê Văn An {seat} nêu câu hỏi. Ở Hà Nam.") == ("Hà Nam",)


@pytest.mark.parametrize(
    ("office", "other"),
    [("sở Y tế Hà Nam", "sở hữu đất ở Hà Nam"), ("Sở Y tế Hà Nam", "cơ sở mới ở Hà Nam")],
)
def test_word_that_only_holds_the_name_of_an_office_is_none(office, other):
    assert find_cities("", f"Tin từ {office}.") == ("Hà Nam",)
    assert find_cities("", f"Tin về {other}.") == ()


def test_hospital_is_nearer_to_its_province_than_a_university():
    body = "Bé được cứu tại {0} Hà Nam. Bác sĩ {0} Hà Nam vui."
    assert find_cities("", body.format("bệnh viện")) == ("Hà Nam",)
    assert find_cities("", body.format("trường đại học")) == ()


def test_guests_stay_where_things_happen():
    body = "Khách {} tại tỉnh Hà Nam."
    assert find_cities("", body.format("lưu trú")) == ("Hà Nam",)
    assert find_cities("", body.format("cư trú")) == ()


def test_province_with_a_small_part_of_all_votes_is_in_passing():
    body = f"{EVENT.format('Hà Nam') * 8} {'UBND tỉnh Hà Tĩnh chúc mừng. ' * 3}"
    assert find_cities("", body) == ("Hà Nam",)


def test_line_broken_after_an_abbreviation_is_one():
    assert find_cities("", "Công an TP.\nHồ Chí Minh bắt giữ nghi can.") == ("TP. Hồ Chí Minh",)


def test_strongest_city_comes_first():
    body = EVENT.format("Quảng Ninh") * 2 + EVENT.format("Hải Phòng")
    assert find_cities("", body) == ("Quảng Ninh", "Hải Phòng")


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_and_address_is_read_without_an_error(text, address):
    found = find_cities(text, text, url=f"http://{address}", source=address, captions=[text])
    assert set(found) <= set(provinces())


_PIECES = [
    *(
        "Hải Phòng",
        "hải Phòng",
        "HÀ NỘI",
        "TP.HCM",
        "Huế",
        "Thủ đô",
        "huyện",
        "quận",
        "tỉnh",
        "TP.",
    ),
    *(
        "trú tại",
        "(34 tuổi,",
        "UBND",
        "từ",
        "đến",
        " - ",
        ", ",
        ".",
        "\n",
        "Trung Quốc",
        "HLV",
        "CLB",
    ),
]


@given(
    st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join),
    st.none() | st.dates(),
    st.none() | st.integers(),
)
def test_names_in_any_order_are_read_without_an_error(text, date, year):
    found = find_cities(text, text, captions=[text], date=date, year=year)
    assert set(found) <= {*provinces(), *provinces_today()}
    assert len(found) == len(set(found))


@given(st.text(alphabet="hoàáạHOÀuỷýqúthủy ", max_size=40))
def test_unified_spelling_keeps_the_length_and_changes_nothing_twice(text):
    once = unify(text)
    assert unify(once) == once
    assert len(once) == len(text)
