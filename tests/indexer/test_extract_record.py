"""Records: what is given is trusted, what is missing is looked for."""

import datetime

import pytest

from indexer.extract import Extracted, extract
from indexer.sources.document import Document

BODY = "Sáng 1/12, hội nghị tổng kết công tác năm 2021 diễn ra tại tỉnh.\nTin khác\nThu Hà"


def read(text: str = BODY, **given: object) -> Extracted:
    return extract(Document(origin="a.jsonl:1", kind="record", text=text, given=given))


def test_given_fields_are_trusted():
    article = read(
        title="Một tiêu đề", date="2020-05-04", url="https://a.vn/1", source="A", author="B"
    )
    assert (article.title, article.url, article.source, article.byline) == (
        "Một tiêu đề",
        "https://a.vn/1",
        "A",
        "B",
    )
    assert (article.date, article.year) == (datetime.date(2020, 5, 4), 2020)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["An Bình", " Thu  Hà"], "An Bình, Thu Hà"),
        ({"@type": "Person", "name": "An Bình"}, "An Bình"),
        ([{"name": "An Bình"}, {"name": ""}, 5, "Thu Hà"], "An Bình, Thu Hà"),
    ],
)
def test_names_may_be_a_list_or_stand_in_objects(given, shown):
    article = read(author=given, source=given, title=given, url=given)
    assert (article.byline, article.source) == (shown, shown)
    assert (article.title, article.url) == ("", "")


@pytest.mark.parametrize("wrong", [12, {"ten": "A"}, [1, None], [[["A"]]], True])
def test_what_is_no_name_says_nothing(wrong):
    article = read(author=wrong, source=wrong)
    assert (article.byline, article.source) == ("Thu Hà", "")


def test_missing_fields_are_extracted_except_the_title():
    article = read()
    assert article.title == ""
    assert article.byline == "Thu Hà"
    assert article.date == datetime.date(2021, 12, 1)


def test_body_of_a_record_is_never_cut():
    assert read().body == BODY


def test_given_captions_are_trusted_and_none_is_looked_for():
    body = "Hội nghị diễn ra tại tỉnh.\nQuang cảnh hội nghị."
    assert read(body).captions == ()
    article = read(body, captions=["Ảnh  đầu", "", "Ảnh sau\nhai dòng"])
    assert (article.captions, article.body) == (("Ảnh đầu", "Ảnh sau hai dòng"), body)


@pytest.mark.parametrize("wrong", [12, None, {"a": 1}, [1, None]])
def test_captions_that_are_no_texts_say_nothing(wrong):
    assert read(captions=wrong).captions == ()


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        ("Ảnh  đầu", ("Ảnh đầu",)),
        ("Ảnh đầu\r\n\n Ảnh sau ", ("Ảnh đầu", "Ảnh sau")),
        (" \n", ()),
    ],
)
def test_captions_given_as_a_text_are_one_a_line(text, captions):
    assert read(captions=text).captions == captions


@pytest.mark.parametrize(
    "wrong",
    ["không rõ", "", None, ["2020-05-04"], "31/02/2020", True, "13/2020", "20201332", 20201332, 7,
     float("nan"), float("inf"), 10**400, "9" * 5000, "٢٠٢١", "20.21", {"year": 2020}],
)  # fmt: skip
def test_unreadable_date_counts_as_missing(wrong):
    assert read(date=wrong).date == datetime.date(2021, 12, 1)


@pytest.mark.parametrize(
    "given",
    ["2019", " 2019 ", "năm 2019", "05/2019", "5-2019", "tháng 5 năm 2019", "Tháng 5/2019",
     "2019-05", "2019/05", 2019, 2019.0],
)  # fmt: skip
def test_a_given_year_or_month_gives_the_year_and_no_day(given):
    found = read(date=given).dating
    assert (found.year, found.date, found.kind) == (2019, None, "given")


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("20190506", datetime.date(2019, 5, 6)),
        (20190506, datetime.date(2019, 5, 6)),
        (1557100800, datetime.datetime(2019, 5, 6, 7)),  # noqa: DTZ001
        (1557100800.5, datetime.datetime(2019, 5, 6, 7)),  # noqa: DTZ001
        (1557162000000, datetime.datetime(2019, 5, 7)),  # noqa: DTZ001
        ("1557162000", datetime.datetime(2019, 5, 7)),  # noqa: DTZ001
    ],
)
def test_a_given_number_is_a_day_or_a_moment_in_viet_nam(given, date):
    found = read(date=given).dating
    assert (found.date, found.year, found.kind) == (date, 2019, "given")


def test_zoned_date_is_told_in_viet_nam_time():
    expected = datetime.datetime(2021, 3, 12, 0, 15)  # noqa: DTZ001
    assert read(date="2021-03-11T17:15:00Z").date == expected


@pytest.mark.parametrize("field", ["title", "url", "source", "author"])
def test_field_that_is_no_text_says_nothing(field):
    article = read("Một câu ngắn.", **{field: 12})
    assert {"title": article.title, "url": article.url, "source": article.source}.get(
        field, article.byline
    ) == ""


def test_dateline_that_came_with_the_body_is_its_date():
    expected = datetime.datetime(2022, 10, 5, 14, 30)  # noqa: DTZ001
    assert read("05/10/2022 14:30\nHội nghị đã diễn ra.").date == expected


@pytest.mark.parametrize(
    "line",
    ["Thứ sáu, 11/03/2099 17:15", "Nghị quyết số 5 ngày 1/2/2020", "Bà mất ngày 31/5/2009."],
)
def test_dateline_that_states_no_publication_hides_none_below_it(line):
    expected = datetime.datetime(2021, 3, 11, 17, 15)  # noqa: DTZ001
    assert read(f"{line}\nThứ năm, 11/03/2021 17:15\nHội nghị đã diễn ra.").date == expected
