import datetime

import pytest

from indexer import places


def test_63_became_34_and_each_went_into_one():
    assert (len(places.provinces()), len(places.provinces_today())) == (63, 34)
    members = [name for today in places.provinces_today() for name in places.members(today)]
    assert sorted(members) == sorted(places.provinces())


def test_eleven_stayed_as_they_were():
    alone = {name for name in places.provinces_today() if len(places.members(name)) == 1}

    assert alone == {
        "Hà Nội", "Huế", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa",
        "Nghệ An", "Hà Tĩnh", "Cao Bằng",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("today", "members"),
    [
        ("Hải Phòng", {"Hải Phòng", "Hải Dương"}),
        ("Phú Thọ", {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"}),
        ("TP. Hồ Chí Minh", {"TP. Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"}),
        ("Lâm Đồng", {"Lâm Đồng", "Đắk Nông", "Bình Thuận"}),
        ("Huế", {"Thừa Thiên Huế"}),
        ("Hải Dương", set()),
        ("Hồ Chí Minh", set()),
    ],
)
def test_the_members_of_one_of_the_34_include_its_namesake(today, members):
    assert set(places.members(today)) == members


@pytest.mark.parametrize("name", [*places.provinces(), *places.provinces_today()])
def test_every_canonical_name_is_known_however_it_is_written(name):
    province = "Thừa Thiên Huế" if name == "Huế" else name
    bare = name.removeprefix("TP. ")

    for written in (name, name.upper(), name.lower(), f"tỉnh {bare}", f"TP. {bare}", f"TP.{bare}"):
        assert places.canonical(written) == province


@pytest.mark.parametrize("province", places.provinces())
def test_every_other_name_means_the_one_it_stands_with(province):
    assert set(places.aliases(province)) < set(places.names(province))
    assert {places.canonical(name) for name in places.names(province)} == {province}


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("TPHCM", "TP. Hồ Chí Minh"),
        ("tp hcm", "TP. Hồ Chí Minh"),
        ("sài gòn", "TP. Hồ Chí Minh"),
        ("hue", "Thừa Thiên Huế"),
        ("THỦ ĐÔ", "Hà Nội"),
        ("HN", "Hà Nội"),
        ("Thanh pho Hai Phong", "Hải Phòng"),
        ("Thành phố Cảng", "Hải Phòng"),
        ("BR-VT", "Bà Rịa - Vũng Tàu"),
        ("bac can", "Bắc Kạn"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("danang", "Đà Nẵng"),
        ("tp vinh", "Nghệ An"),
    ],
)
def test_other_names_are_known_in_any_case_marked_or_folded(name, province):
    assert places.canonical(name) == province


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("TP.HCM", "TP. Hồ Chí Minh"),
        ("hue", "Huế"),
        ("Thành phố Huế", "Huế"),
        ("TT-Huế", "Thừa Thiên Huế"),
        ("tinh thua thien hue", "Thừa Thiên Huế"),
        ("hai duong", "Hải Dương"),
        ("Lào", "Lào"),
    ],
)
def test_a_name_has_one_standard_spelling(name, standard):
    assert places.standard(name) == places.standard(standard) == standard


@pytest.mark.parametrize("name", [*places.provinces(), *places.provinces_today()])
def test_a_canonical_name_is_its_own_standard(name):
    assert places.standard(name) == places.standard(f"Tỉnh {name.lower()}") == name


@pytest.mark.parametrize(
    "name", ["", "tp", "tỉnh", "thành phố", "cảng", "vinh", "Phòng", "!!", "Lào"]
)
def test_what_names_no_province_is_none_and_stays_as_it_is(name):
    assert places.canonical(name) is None
    assert places.names(name) == ()
    assert places.today(name) == places.at(name, datetime.date(2026, 1, 1)) == name


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("Hải Dương", "Hải Phòng"),
        ("Hải Phòng", "Hải Phòng"),
        ("ha tay", "ha tay"),
        ("tphcm", "TP. Hồ Chí Minh"),
        ("Thừa Thiên Huế", "Huế"),
        ("Huế", "Huế"),
    ],
)
def test_today_a_place_has_the_name_of_what_it_went_into(name, today):
    assert places.today(name) == today


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("Hải Dương", datetime.date(2025, 6, 30), "Hải Dương"),
        ("Hải Dương", datetime.date(2025, 7, 1), "Hải Phòng"),
        ("Hải Dương", datetime.datetime.fromisoformat("2025-07-01T06:30"), "Hải Phòng"),
        ("Hải Dương", None, "Hải Dương"),
        ("Huế", datetime.date(2024, 12, 31), "Thừa Thiên Huế"),
        ("Thừa Thiên Huế", datetime.date(2025, 1, 1), "Huế"),
        ("TP.HCM", datetime.date(2021, 1, 1), "TP. Hồ Chí Minh"),
        ("Bình Dương", datetime.date(2026, 1, 1), "TP. Hồ Chí Minh"),
    ],
)
def test_a_place_has_the_name_of_the_day(name, date, expected):
    assert places.at(name, date) == expected
