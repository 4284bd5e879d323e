import datetime

import pytest

from search_app.web import formats


@pytest.fixture(autouse=True)
def request_in_vietnamese(client):
    with client.application.test_request_context("/"):
        yield


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (1234567, "1.234.567")])
def test_thousands_are_parted_by_points(value, text):
    assert formats.number(value) == text


@pytest.mark.parametrize(("ms", "text"), [(0.2, "1 ms"), (12.4, "12 ms"), (1234, "1,2 giây")])
def test_durations_read_naturally(ms, text):
    assert formats.duration(ms) == text


@pytest.mark.parametrize(
    ("date", "year", "text"),
    [
        (datetime.datetime.fromisoformat("2021-03-01T07:05"), 2021, "01/03/2021, 07:05"),
        (datetime.date(2021, 12, 31), 2021, "31/12/2021"),
        (None, 2021, "năm 2021"),
        (None, None, "không rõ ngày"),
    ],
)
def test_dates_show_as_much_as_is_known(date, year, text):
    assert formats.published(date, year) == text


@pytest.mark.parametrize(
    ("current", "pages", "row"),
    [
        (1, 1, [1]),
        (1, 4, [1, 2, 3, 4]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_page_numbers_show_the_ends_and_the_neighbours(current, pages, row):
    assert formats.page_numbers(current, pages) == row


def test_a_reader_of_english_gets_its_forms(client):
    with client.application.test_request_context("/?lang=en"):
        assert formats.number(1234567) == "1,234,567"
        assert formats.decimal(1.25) == "1.25"
        assert formats.day(datetime.date(2021, 3, 1)) == "1 Mar 2021"
