"""Keys of one letter: they move, and stay away from whoever types."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(open_page):
    page = open_page()
    page.goto("/?q=covid")
    return page


def result(page, at):
    return page.locator(".hits h2 a").nth(at)


def dialog(page):
    return page.get_by_role("dialog", name="Phím tắt")


def test_slash_goes_to_the_box_with_its_text_chosen(page):
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("covid")
    page.keyboard.type("tin/j?")
    expect(page.locator("#q")).to_have_value("tin/j?")
    expect(dialog(page)).to_be_hidden()


@pytest.mark.parametrize("key", ["Control+/", "Alt+/", "Meta+/"])
def test_keys_with_others_held_belong_to_the_browser(page, key):
    page.keyboard.press(key)
    expect(page.locator("#q")).not_to_be_focused()


def test_j_and_k_move_through_the_results_and_enter_opens_one(page):
    page.keyboard.press("j")
    expect(result(page, 0)).to_be_focused()
    page.keyboard.press("j")
    expect(result(page, 1)).to_be_focused()
    expect(result(page, 1)).to_be_in_viewport()
    assert result(page, 1).evaluate("link => link.matches(':focus-visible')")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(result(page, 0)).to_be_focused()
    title = result(page, 0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_j_goes_on_from_the_result_that_has_the_focus_and_ends_with_the_last(page):
    page.get_by_role("link", name="Vì sao có bài này?").nth(1).focus()
    page.keyboard.press("j")
    expect(result(page, 2)).to_be_focused()
    for _ in range(9):
        page.keyboard.press("j")
    expect(page.locator(".hits h2 a").last).to_be_focused()


def test_the_keys_are_listed_and_the_focus_comes_back(page):
    result(page, 1).focus()
    page.keyboard.press("?")
    expect(dialog(page)).to_be_visible()
    for name in ("tới ô tìm", "tới kết quả sau", "chỗ khớp trước"):
        expect(dialog(page)).to_contain_text(name)
    expect(page.get_by_role("button", name="Đóng")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(result(page, 1)).to_be_focused()


def test_the_list_is_free_of_barriers(page, barriers):
    page.keyboard.press("?")
    assert barriers(page) == []


def test_the_list_is_closed_by_its_button_and_by_a_click_beside_it(page):
    page.keyboard.press("?")
    page.get_by_role("button", name="Đóng").click()
    expect(dialog(page)).to_be_hidden()
    page.get_by_role("link", name="Phím tắt", exact=True).click()
    expect(dialog(page)).to_be_visible()
    page.mouse.click(5, 5)
    expect(dialog(page)).to_be_hidden()


def test_keys_of_one_letter_can_be_turned_off_for_good(page):
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Dùng phím một chữ").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(result(page, 0)).not_to_be_focused()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()
    result(page, 0).click()
    expect(page).to_have_url(re.compile("/article/"))
    expect(page.locator("mark").first).to_be_attached()
    page.keyboard.press("n")
    expect(page.locator("mark[aria-current]")).to_have_count(0)
    page.keyboard.press("?")
    expect(dialog(page)).to_be_hidden()
    page.get_by_role("link", name="Phím tắt", exact=True).click()
    page.get_by_role("checkbox", name="Dùng phím một chữ").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_keys_that_an_input_method_eats_are_its_own(page):
    page.locator("body").evaluate(
        """body => body.dispatchEvent(
            new KeyboardEvent("keydown", {key: "j", keyCode: 229, bubbles: true}))"""
    )
    expect(result(page, 0)).not_to_be_focused()


def test_letters_typed_into_a_field_are_letters(page):
    page.get_by_label("Thứ tự").focus()
    page.keyboard.press("j")
    expect(page.get_by_label("Thứ tự")).to_be_focused()


def test_without_a_script_the_link_leads_to_the_list(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/?q=covid")
    page.get_by_role("link", name="Phím tắt", exact=True).click()
    expect(page).to_have_url(re.compile("/help#keys$"))
    expect(page.get_by_role("heading", name="Phím tắt")).to_be_in_viewport()


def test_help_has_examples_to_click(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_text("Cách gõ câu tìm").click()
    page.get_by_role("link", name="Mọi cách gõ, bộ lọc và phím tắt").click()
    page.get_by_role("main").get_by_role("link", name='tieude:"thông tin"').click()
    expect(page.get_by_text("Điều kiện: tiêu đề: thông tin")).to_be_visible()
