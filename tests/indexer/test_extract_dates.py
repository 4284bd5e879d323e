"""One written date: the day comes first, whatever the form, and what is none is none."""

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract import parse_date
from indexer.extract.dates import find_date, without_dates

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
HOURS = st.tuples(st.integers(0, 23), st.integers(0, 59)).filter(lambda hour: hour != (0, 0))
WEEK = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
VIETNAMESE = "Một,Hai,Ba,Tư,Năm,Sáu,Bảy,Tám,Chín,Mười,Mười Một,Mười Hai".split(",")
ENGLISH = "January,February,March,April,May,June,July,August,September,October,November,December"
FORMS = (
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{d} / {m} / {y}",
    "{w}, {d:02}/{m:02}/{y}",
    "{w} - {d:02}/{m:02}/{y}",
    "( Cập nhật lúc: {d:02}/{m:02}/{y}  )",
    "ngày {d} tháng {m} năm {y}",
    "{d} tháng {m:02} năm {y}",
    "ngay {d} thang {m} nam {y}",
    "{d} tháng {m}, {y}",
    "{d} Tháng {v}, {y}",
    "Tháng {v} {d}, {y}",
    "{d:02} Th{m:02}, {y}",
    "{e} {d}, {y}",
    "{d} {e} {y}",
    "{d} {a} {y}",
    "{a}. {d}, {y}",
    "Submitted by admin on {d} {e} {y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
)
MOMENTS = (
    "{d:02}/{m:02}/{y} {H:02}:{M:02}",
    "{d:02}/{m:02}/{y} | {H:02}:{M:02}",
    "{w}, {d:02}/{m:02}/{y} {H:02}:{M:02} 483 0",
    "{w}, {d}/{m}/{y}, {H:02}:{M:02} (GMT+7)",
    "{H:02}:{M:02}, {d:02}/{m:02}/{y}",
    "{H}h{M:02} ngày {d}/{m}/{y}",
    "{H} giờ {M:02}, ngày {d} tháng {m} năm {y}",
    "{h}:{M:02} {p} {d:02}/{m:02}/{y}",
    "{d}/{m}/{y}, {h}:{M:02} {q}",
    "{y}-{m:02}-{d:02} {h}:{M:02} {p}",
    "{y}-{m:02}-{d:02} {h:02}:{M:02} {q}",
    "{y}-{m:02}-{d:02}T{H:02}:{M:02}",
    "{y}-{m:02}-{d:02}T{H:02}:{M:02}:00.123+07:00",
    "{y}-{m:02}-{d:02} {H:02}:{M:02}:00 +0700",
    "{d:02} {a} {y} {H:02}:{M:02}:00 +0700",
    "{y}{m:02}{d:02}T{H:02}{M:02}00",
)


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts)  # noqa: DTZ001 - Viet Nam's own clock, as the model keeps it


def written(form: str, day: date, hour: int = 0, minute: int = 0) -> str:
    english = ENGLISH.split(",")[day.month - 1]
    return form.format(
        d=day.day, m=day.month, y=day.year, w=WEEK[day.weekday()], e=english, a=english[:3],
        v=VIETNAMESE[day.month - 1], H=hour, M=minute, h=hour % 12 or 12,
        p="PM" if hour >= 12 else "AM", q="CH" if hour >= 12 else "SA",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
def test_a_day_in_any_form_is_read_as_it_was_written(form, day):
    found = parse_date(written(form, day))
    assert (type(found), found) == (date, day)


@pytest.mark.parametrize("form", MOMENTS)
@given(day=DAYS, hour=HOURS)
def test_an_hour_beside_it_is_read_with_it(form, day, hour):
    assert parse_date(written(form, day, *hour)) == at(day.year, day.month, day.day, *hour)


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
def test_a_date_is_found_in_its_line_and_taken_out_of_it(form, day):
    line = f"Tin mới: {written(form, day)} của tỉnh"
    found = find_date(line)
    assert found is not None
    assert found[0] == day
    assert line[found[1] : found[2]].strip() in written(form, day)
    assert not any(sign.isdigit() for sign in without_dates(line))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Print Thứ Năm, 11/03/2021 17:15 Gốc", at(2021, 3, 11, 17, 15)),
        ("08:33 PM 06/02/2023", at(2023, 2, 6, 20, 33)),
        ("05/10/2022 14h30", at(2022, 10, 5, 14, 30)),
        ("05/10/2022 2:30 chiều", at(2022, 10, 5, 14, 30)),
        ("12:00 AM 06/02/2023", date(2023, 2, 6)),
        ("Thứ sáu, ngày 23/02/2024 18:36 PM (GMT+7)", at(2024, 2, 23, 18, 36)),
        ("Thứ 6(23-04-2021)", date(2021, 4, 23)),
        ("2021-03-11T17:15:09", at(2021, 3, 11, 17, 15, 9)),
        ("2021-03-11T17:15:00Z", at(2021, 3, 12, 0, 15)),
        ("20210311T171500Z", at(2021, 3, 12, 0, 15)),
        ("2021-03-11 17:15:00 -0500", at(2021, 3, 12, 5, 15)),
        ("Thu, 11 Mar 2021 17:15:00 GMT", at(2021, 3, 12, 0, 15)),
        ("Thu, 11 Mar 2021 17:15:00 +0700", at(2021, 3, 11, 17, 15)),
        ("11 Mar 2021 17:15 EST", at(2021, 3, 12, 5, 15)),
        ("11/3/2021 17:15 GMT-5", at(2021, 3, 12, 5, 15)),
        ("2021-03-11 17:15 UTC", at(2021, 3, 12, 0, 15)),
        ("2021-03-11T17:15:09 UTC", at(2021, 3, 12, 0, 15, 9)),
        ("2021-03-11 17:15:09.5 EST", at(2021, 3, 12, 5, 15, 9)),
        ("2021-03-11 17:15:09", at(2021, 3, 11, 17, 15, 9)),
        ("2021-03-11 17:15+09", at(2021, 3, 11, 15, 15)),
        ("2021-03-11 00:00:00", date(2021, 3, 11)),
        ("1999-12-31T23:59:60", date(1999, 12, 31)),
        ("2022-13-45, sửa 5/6/2021", date(2021, 6, 5)),
        ("20 - 25/6/2018", date(2018, 6, 25)),
        ("29/2/2020", date(2020, 2, 29)),
    ],
)
def test_hours_zones_and_their_neighbours(text, expected):
    found = parse_date(text)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    "text",
    ["", "2021", "39/63", "39/63/2021", "31/02/2021", "29/2/2021", "2021-13-45", "0225.3821.055",
     "20211203", "hôm qua", "01/01/0001", "9999-12-31", "01/12/2021/QĐ-UBND", "tháng 5 năm 2020",
     "marching 5, 2020", "12.000.2021 đồng"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None
    assert find_date(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_two_digits_are_a_year_just_when_the_weekday_says_so(day, weekday):
    found = parse_date(f"{WEEK[weekday]}, {day:%d/%m/%y}")
    assert found == (day if day.weekday() == weekday else None)
    assert parse_date(f"{day:%d/%m/%y}") is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    parse_date(text)
    without_dates(text)
