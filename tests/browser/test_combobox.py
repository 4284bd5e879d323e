"""Completions under the search box: never in the way of what is typed, nor of input methods."""

import re

import pytest
from playwright.sync_api import expect

PAUSE = 400  # ms in which a list that must not come would have come


@pytest.fixture
def page(open_page):
    page = open_page()
    page.goto("/?q=covid")
    return page


@pytest.fixture
def box(page):
    box = page.locator("#q")
    box.fill("")
    return box


@pytest.fixture
def asked(page):
    """Return the list of texts that completions were asked for."""
    found = []
    page.on("request", lambda request: found.append(request.url) if "suggest" in request.url else 0)
    return found


def type_in(box, text):
    box.fill(text)
    expect(box).to_have_attribute("aria-expanded", "true")


def options(page):
    return page.get_by_role("listbox", name="Từ cần tìm").get_by_role("option")


def expect_search(page, text):
    expect(page).to_have_url(re.compile(r"/\?q="))
    expect(page.get_by_role("status").filter(has_text="bài cho")).to_contain_text(f"“{text}”")


def test_what_is_typed_is_completed_and_said(page, box):
    type_in(box, "chuyen d")

    expect(options(page).first).to_have_text(re.compile("^chuyển đổi"))
    expect(box).to_have_attribute("aria-controls", "suggestions")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(page.locator("#suggestions-told")).to_have_text(
        f"{options(page).count()} gợi ý, chọn bằng mũi tên lên xuống"
    )
    expect(box).to_have_value("chuyen d")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_free_of_barriers(open_page, barriers, scheme):
    page = open_page(color_scheme=scheme)
    page.goto("/?q=covid")
    type_in(page.locator("#q"), "chuyen d")
    page.keyboard.press("ArrowDown")
    assert barriers(page) == []


def test_fast_typing_asks_once(page, box, asked):
    box.press_sequentially("chuyen doi")
    expect(options(page).first).to_have_text("chuyển đổi số")
    assert len(asked) < len("chuyen doi") / 2


def test_enter_searches_what_was_typed_whatever_is_offered(page, box):
    type_in(box, "chuyen d")
    box.press("Enter")

    expect_search(page, "chuyen d")
    expect(options(page)).to_have_count(0)


def test_arrow_keys_choose_and_enter_searches_the_choice(page, box):
    type_in(box, "chuyen d")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value("chuyen d")
    chosen = options(page).first.inner_text()
    box.press("Enter")

    expect_search(page, chosen)
    expect(box).to_have_value(chosen)


def test_up_from_the_first_is_what_was_typed_and_from_there_the_last(page, box):
    type_in(box, "chuyen d")
    last = options(page).count() - 1
    box.press("ArrowDown")
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", f"suggestion-{last}")
    box.press("Home")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
    box.press("Enter")
    expect_search(page, "chuyen d")


def test_escape_closes_the_list_and_keeps_the_text(box):
    type_in(box, "chuyen d")
    box.press("ArrowDown")
    box.press("Escape")

    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("chuyen d")
    expect(box).to_be_focused()
    box.press("Escape")
    expect(box).to_have_value("chuyen d")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")


def test_tab_closes_the_list_and_goes_on(page, box):
    type_in(box, "chuyen d")
    box.press("Tab")

    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Tìm", exact=True)).to_be_focused()


def test_a_click_searches_the_completion(page, box):
    type_in(box, "chuyen d")
    chosen = options(page).first.inner_text()
    options(page).first.click()

    expect_search(page, chosen)


def test_a_tap_does_too_and_targets_are_large_enough(open_page):
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto("/")
    type_in(page.locator("#q"), "chuyen d")
    option, button = (
        options(page).first.bounding_box(),
        page.locator(".search button").bounding_box(),
    )

    assert option["height"] >= 44
    assert option["y"] >= button["y"] + button["height"]
    chosen = options(page).first.inner_text()
    options(page).first.tap()
    expect_search(page, chosen)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("hải phòng chuyen d", "hải phòng chuyển đổi"),
        ('covid -"chuyen d', 'covid -"chuyển đổi số"'),
        ("tieude:chuyen", 'tieude:"chuyển đổi số"'),
        ("covid HOẶC chuyen d", "covid HOẶC chuyển đổi"),
    ],
)
def test_the_end_is_completed_where_the_whole_goes_on_nowhere(page, box, typed, completed):
    type_in(box, typed)
    offered = options(page).all_inner_texts()

    assert [text for text in offered if text.startswith(completed)], offered
    assert all(
        text.startswith(typed.removesuffix("chuyen d").removesuffix("chuyen")) for text in offered
    )


@pytest.mark.parametrize("typed", ["thanhpho:hai", "nam:20", "zzzz", "covid -", "x" * 130])
def test_where_there_is_nothing_to_complete_no_list_opens(page, box, typed):
    box.fill("chuyen d")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.fill(typed)
    expect(box).to_have_attribute("aria-expanded", "false")
    page.wait_for_timeout(PAUSE)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_nothing_fires_while_an_input_method_composes(page, box, asked):
    """The real thing: Chromium gets what a Telex engine with an underlined word sends."""
    keyboard = page.context.new_cdp_session(page)
    box.focus()
    address = page.url
    for text in ("c", "ch", "chu", "chuy", "chuye", "chuyê", "chuyên", "chuyển"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    # The keys that such an engine eats reach the page as 229, the Enter that ends a word too.
    for code in ("Enter", "ArrowDown", "Escape"):
        keyboard.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": "Process", "code": code, "windowsVirtualKeyCode": 229},
        )
    page.wait_for_timeout(PAUSE)
    assert asked == []
    assert page.url == address
    expect(box).to_have_value("chuyển")
    expect(box).to_have_attribute("aria-expanded", "false")

    keyboard.send("Input.insertText", {"text": "chuyển"})
    expect(box).to_have_attribute("aria-expanded", "true")
    assert len(asked) == 1
    expect(box).to_have_value("chuyển")


def test_composing_anew_closes_the_list(page, box):
    type_in(box, "chuyen d")
    page.context.new_cdp_session(page).send(
        "Input.imeSetComposition", {"text": "oi", "selectionStart": 2, "selectionEnd": 2}
    )
    expect(box).to_have_attribute("aria-expanded", "false")
    page.wait_for_timeout(PAUSE)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_input_methods_that_replace_letters_are_completed_too(page, box):
    """Unikey takes back what was typed and types it anew: no composition, but backspaces."""
    for key in ["d", "d", "Backspace", "Backspace", "đ", "ố", "i", " ", "n"]:
        if key == "Backspace":
            box.press(key)
        else:
            page.keyboard.insert_text(key)

    expect(options(page).first).to_have_text(re.compile("^đối ngoại"))


def test_an_answer_that_fails_is_no_list_and_no_complaint(page, box):
    page.route("**/api/v1/suggest*", lambda route: route.fulfill(status=200, body="no JSON"))
    box.press_sequentially("chuyen d")
    page.wait_for_timeout(PAUSE)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    expect_search(page, "chuyen d")


@pytest.fixture
def held(page):
    """Hold the answers to all but “chuyen d” back, and return them."""
    routes = []

    def hold(route):
        routes.append(route)

    page.route(lambda url: "suggest" in url and not url.endswith("=chuyen+d"), hold)
    return routes


def release(page, routes):
    for route in routes:
        route.fulfill(json={"completions": ["quá muộn"]})
    page.wait_for_timeout(PAUSE)


def wait_for_question(page, routes):
    for _ in range(50):
        if routes:
            return
        page.wait_for_timeout(20)
    pytest.fail("nothing was asked")


def test_a_late_answer_takes_no_choice_away(page, box, held):
    type_in(box, "chuyen d")
    offered = options(page).all_inner_texts()
    box.press("o")
    wait_for_question(page, held)
    box.press("ArrowDown")
    release(page, held)

    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    assert options(page).all_inner_texts() == offered


def test_nothing_is_asked_any_more_once_something_is_chosen(page, box, held):
    type_in(box, "chuyen d")
    box.evaluate(
        """box => {
          box.value = "chuyen do";
          box.dispatchEvent(new InputEvent("input", {bubbles: true}));
          const down = {key: "ArrowDown", bubbles: true, cancelable: true};
          box.dispatchEvent(new KeyboardEvent("keydown", down));
        }"""
    )
    page.wait_for_timeout(PAUSE)

    assert held == []
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")


def test_a_list_that_an_arrow_opens_is_not_made_anew(page, box, asked):
    type_in(box, "chuyen d")
    box.press("Escape")
    asked.clear()
    box.evaluate(
        """box => {
          box.value = "chuyen";
          box.dispatchEvent(new InputEvent("input", {bubbles: true}));
          const down = {key: "ArrowDown", bubbles: true, cancelable: true};
          box.dispatchEvent(new KeyboardEvent("keydown", down));
        }"""
    )
    expect(box).to_have_attribute("aria-expanded", "true")
    box.evaluate("() => { window.list = document.querySelector('#suggestions li') }")
    page.wait_for_timeout(PAUSE)
    assert page.evaluate("window.list.isConnected")
    assert len(asked) == 1


def test_an_old_answer_changes_no_newer_list(page, box, held):
    box.fill("co")
    wait_for_question(page, held)
    type_in(box, "chuyen d")
    offered = options(page).all_inner_texts()
    release(page, held)

    assert options(page).all_inner_texts() == offered
    expect(box).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("leave", ["blur", "Escape", "compose"])
def test_an_answer_that_comes_too_late_opens_no_list(page, box, held, leave):
    type_in(box, "chuyen d")
    box.press("o")
    wait_for_question(page, held)
    if leave == "blur":
        box.blur()
    elif leave == "Escape":
        box.press("Escape")
    else:
        box.dispatch_event("compositionstart")
    release(page, held)

    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("chuyen do")


def test_a_word_that_is_composed_by_leaving_the_box_opens_no_list(page, box):
    """Some browsers end the composition behind the blur."""
    box.press_sequentially("chuyen d")
    box.evaluate("box => { box.blur(); box.dispatchEvent(new CompositionEvent('compositionend')) }")
    page.wait_for_timeout(PAUSE)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_an_enter_that_an_input_method_eats_searches_no_choice(page, box):
    """Safari says of it that nothing is composed any more; only its code is 229."""
    type_in(box, "chuyen d")
    box.press("ArrowDown")
    address = page.url
    box.evaluate(
        """box => box.dispatchEvent(new KeyboardEvent(
            "keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    page.wait_for_timeout(PAUSE)
    assert page.url == address
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")


def test_letters_between_start_and_end_of_a_composition_are_composed(page, box, asked):
    """Whatever the event of such a letter says of itself."""
    box.dispatch_event("compositionstart")
    box.evaluate(
        """box => {
          box.value = "chuyen d";
          box.dispatchEvent(new InputEvent("input", {isComposing: false, bubbles: true}));
        }"""
    )
    page.wait_for_timeout(PAUSE)
    assert asked == []


def test_how_many_there_are_is_told_once_typing_rests(page, box):
    page.evaluate(
        """() => {
          window.told = [];
          const region = document.getElementById("suggestions-told");
          new MutationObserver(() => window.told.push(region.textContent))
            .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    for text in ("chuyen", "chuyen d", "chuyen do", "chuyen d"):
        type_in(box, text)
        page.wait_for_timeout(PAUSE)
    expect(page.locator("#suggestions-told")).not_to_be_empty()
    assert len(page.evaluate("window.told")) == 1
    box.press("End")
    box.fill("chuyen ")
    box.fill("chuyen d")
    page.wait_for_timeout(3 * PAUSE)
    assert len(page.evaluate("window.told")) == 1


@pytest.mark.parametrize(
    "path", ["/help", "/article/001_8a31eafaeb81a6bd", "/explain/001_8a31eafaeb81a6bd?q=covid"]
)
def test_it_is_on_every_page(open_page, path):
    page = open_page()
    page.goto(path)
    page.locator("#q").fill("")
    type_in(page.locator("#q"), "chuyen d")
    page.keyboard.press("ArrowDown")
    chosen = options(page).first.inner_text()
    page.keyboard.press("Enter")
    expect_search(page, chosen)


def test_without_a_script_the_box_is_a_plain_search_field(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    box = page.get_by_role("searchbox", name="Từ cần tìm")
    box.press_sequentially("chuyen d")
    expect(page.locator("#suggestions")).to_be_hidden()
    box.press("Enter")
    expect_search(page, "chuyen d")
