"""What a visitor does: type, narrow, read, come back; with a script and without."""

import re

import pytest
from playwright.sync_api import expect

QUERY = "chuyen doi so hai phong"


def titles(page):
    return page.locator(".hits h2").all_inner_texts()


def tick(page, name):
    """Tick a facet; press the button where no script does it."""
    box = page.get_by_role("checkbox", name=name)
    box.check()
    button = page.get_by_role("button", name="Áp dụng")
    if button.is_visible():
        button.click()
    expect(page.get_by_role("link", name=re.compile(f"Bỏ bộ lọc.*{name}"))).to_be_visible()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, open_page):
    return open_page(java_script_enabled=request.param)


def test_search_without_accents_narrow_read_and_come_back(page):
    page.goto("/")
    page.locator("#q").fill(QUERY)
    page.locator("#q").press("Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(f"cho “{QUERY}”")
    found = titles(page)
    # Two of the Hải Phòng articles are about chuyển đổi số; the others only mention or miss it.
    assert [title for title in found[:2] if "Hà Nội" in title] == []
    assert [title for title in found[2:] if "Hà Nội" in title] != []
    expect(page.locator(".hits mark", has_text="chuyển đổi số").first).to_be_visible()

    tick(page, "2021")
    tick(page, "chuyển đổi số")
    narrowed, address = titles(page), page.url
    assert 0 < len(narrowed) < len(found)
    assert "year=2021" in address

    page.locator(".hits h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(narrowed[0])
    expect(page.locator(".body mark").first).to_be_visible()

    page.go_back()
    assert page.url == address
    assert titles(page) == narrowed
    expect(page.locator("#q")).to_have_value(QUERY)
    expect(page.get_by_role("checkbox", name="2021")).to_be_checked()
    expect(page.get_by_role("checkbox", name="chuyển đổi số")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Covid-19")).not_to_be_checked()


def test_back_after_a_tick_unticks_the_box_again(page):
    page.goto("/?q=covid")
    before = titles(page)
    tick(page, "2021")
    page.go_back()
    assert titles(page) == before
    expect(page.get_by_role("checkbox", name="2021")).not_to_be_checked()


CHANGED = """() => {
  window.wasLeft = true;
  document.querySelector("[name=year]").checked = true;
  document.querySelector("#q").value = "khác";
  document.querySelector("#sort").value = "oldest";
  document.querySelector("[name=from]").value = "2020-01-01";
}"""


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept by the browser", "loaded anew"])
def test_back_shows_what_the_address_says_not_what_was_left_unsent(request, is_kept):
    page = request.getfixturevalue("remembering" if is_kept else "open_page")
    page = page if is_kept else page()
    page.goto("/?q=covid")
    page.evaluate(CHANGED)
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/article/**")
    page.go_back(wait_until="commit")
    page.wait_for_url("**/?q=covid", wait_until="commit")

    expect(page.locator("#q")).to_have_value("covid")
    expect(page.locator("#sort")).to_have_value("relevance")
    expect(page.locator("[name=from]")).to_have_value("")
    expect(page.locator("[name=year]:checked")).to_have_count(0)
    assert bool(page.evaluate("window.wasLeft")) is is_kept


def test_the_sort_says_that_it_acts_at_once(open_page):
    page = open_page()
    page.goto("/?q=covid")
    sort = page.get_by_label("Thứ tự")
    expect(sort).to_have_accessible_description("Kết quả đổi ngay khi bạn chọn.")
    expect(page.locator("#sort-hint")).to_be_hidden()
    page.keyboard.press("Tab")  # from here on the focus is that of a keyboard
    sort.focus()
    expect(page.locator("#sort-hint")).to_be_visible()


def test_filters_are_removed_one_by_one_and_all_at_once(page):
    page.goto("/?q=covid&city=Hải+Phòng&year=2021&sort=newest")
    page.get_by_role("link", name="Bỏ bộ lọc Năm 2021").click()
    expect(page.get_by_role("checkbox", name="2021")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Hải Phòng")).to_be_checked()
    page.get_by_role("link", name="Xóa bộ lọc").click()
    expect(page.get_by_role("checkbox", name="Hải Phòng")).not_to_be_checked()
    assert page.url.endswith("/?q=covid&sort=newest")


def test_showing_all_separately_stays_while_narrowing(page):
    page.goto("/?q=covid&collapse=0")
    tick(page, "2021")
    assert "collapse=0" in page.url
    page.get_by_role("link", name="Gộp các bài giống nhau").click()
    expect(page.get_by_role("checkbox", name="2021")).to_be_checked()
    assert "collapse" not in page.url


def test_todays_provinces_stay_while_narrowing(page):
    page.goto("/?q=covid")
    page.get_by_role("link", name="Theo 34 tỉnh, thành hiện nay").click()
    tick(page, "Hải Phòng")
    assert "places=2025" in page.url
    expect(page.get_by_text("Hải Phòng hiện nay gồm cả Hải Dương")).to_be_visible()
    page.get_by_role("link", name="Theo tên lúc đăng bài").click()
    expect(page.get_by_role("checkbox", name="Hải Phòng")).to_be_checked()
    assert "places" not in page.url


def test_new_query_keeps_the_filters(page):
    page.goto("/?q=covid&city=Hải+Phòng")
    page.locator("#q").fill("thông tin đối ngoại")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("đối ngoại")
    expect(page.get_by_role("checkbox", name="Hải Phòng")).to_be_checked()


def test_another_text_is_not_taken_literally_because_the_one_before_was(open_page, site):
    page = open_page()
    page.goto("/?q=chuyen+doi+so&literal=1&year=2021")
    page.locator("#q").press("Enter")
    page.wait_for_url(f"{site}/?*literal=1*")
    page.locator("#q").fill("tuyen giao")
    page.locator("#q").press("Enter")
    page.wait_for_url(f"{site}/?q=tuyen+giao&year=2021")


def test_script_hides_the_button_and_makes_short_addresses(open_page, site):
    page = open_page()
    page.goto("/?q=covid")
    expect(page.get_by_role("button", name="Áp dụng")).to_be_hidden()
    tick(page, "2021")
    assert page.url == f"{site}/?q=covid&year=2021"
    expect(page.get_by_role("checkbox", name="2021")).to_be_focused()
    page.get_by_label("Thứ tự").select_option("Cũ nhất")
    page.wait_for_url("**/?q=covid&year=2021&sort=oldest")


def test_dates_wait_for_the_button(open_page, site):
    page = open_page()
    page.goto("/")
    page.get_by_label("Từ", exact=True).fill("2022-01-01")
    page.get_by_role("button", name="Áp dụng").click()
    page.wait_for_url(f"{site}/?from=2022-01-01")
    assert len(titles(page)) == 2


def test_start_page_is_ready_to_type(open_page):
    page = open_page()
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()


def test_keyboard_reaches_the_results_past_the_filters(open_page):
    page = open_page()
    page.goto("/?q=covid")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
