"""The pages fit the screen they are on, and can be read there."""

import pytest
from playwright.sync_api import expect

LONG = "x" * 300
PATHS = [
    "/",
    "/?q=chuyen+doi+so+hai+phong&city=Hải+Phòng&year=2021&topic=chuyển+đổi+số",
    f"/?q={LONG}",
    "/?q=covid&from=2021-01-01&to=2021-12-31",
    "/article/001_8a31eafaeb81a6bd?q=covid",
    "/?q=covid&city=Hải+Phòng&places=2025",
    "/help",
    "/?q=covid&city=Hà+Nội&year=1999",
]
PHONE = {"width": 360, "height": 740}
SMALL_PHONE = {"width": 320, "height": 568}
DESKTOP_AT_200_PERCENT = {"width": 640, "height": 400}

# Contrast of every text against the nearest painted background, as WCAG 2 computes it.
CONTRASTS = """() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = rgb(color).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((rgb(color)[3] ?? 1) > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.map((element) => {
    const pair = [light(getComputedStyle(element).color), light(behind(element))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    return [ratio, element.tagName + "." + element.className];
  });
}"""


def width(page):
    """Return how wide a page is, in CSS pixels, with all of it unfolded."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    return page.evaluate("document.documentElement.scrollWidth")


every_path = pytest.mark.parametrize(
    "path",
    [*PATHS, "/stats"],
    ids=["start", "results", "long word", "dates", "article", "today", "help", "nothing", "stats"],
)


@pytest.mark.parametrize(
    "viewport", [PHONE, SMALL_PHONE, DESKTOP_AT_200_PERCENT], ids=["phone", "small", "200 %"]
)
@every_path
def test_nothing_sticks_out_to_the_side(open_page, path, viewport):
    page = open_page(viewport=viewport)
    page.goto(path)
    assert width(page) <= viewport["width"]
    page.goto(page.locator("[hreflang=en]").get_attribute("href"))
    assert width(page) <= viewport["width"]


@every_path
def test_nothing_sticks_out_where_letters_are_twice_as_large(open_page, path):
    page = open_page(viewport=PHONE)
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert width(page) <= PHONE["width"]
    page.goto(page.locator("[hreflang=en]").get_attribute("href"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert width(page) <= PHONE["width"]


def test_phone_folds_the_filters_away_and_a_tap_opens_them(open_page):
    page = open_page(viewport=PHONE, has_touch=True, java_script_enabled=False)
    page.goto("/?q=covid")
    box = page.get_by_role("checkbox", name="2021")
    expect(box).to_be_hidden()
    page.locator("#facets > summary").tap()
    expect(box).to_be_visible()


def test_desktop_shows_the_filters_without_a_click(open_page):
    page = open_page(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page.goto("/?q=covid")
    expect(page.get_by_role("checkbox", name="2021")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PATHS[1], PATHS[4], PATHS[5], "/?q=qwrtzx"])
def test_every_text_has_the_contrast_of_wcag_aa(open_page, scheme, path):
    page = open_page(color_scheme=scheme)
    page.goto(path)
    contrasts = page.evaluate(CONTRASTS)
    assert contrasts
    assert [found for found in contrasts if found[0] < 4.5] == []


def test_what_is_chosen_is_seen_in_forced_colours(open_page):
    page = open_page(forced_colors="active")
    page.goto("/article/000_fd392c4447f1aa74?q=hội+nghị&m=2")
    outline = "mark => getComputedStyle(mark).outlineStyle"
    assert page.locator("#m2").evaluate(outline) == "solid"
    assert page.locator("#m1").evaluate(outline) == "none"
    page.goto("/?q=covid&per_page=2&page=2")
    paging = page.locator(".paging a")
    chosen = paging.evaluate_all(
        f"all => all.filter((mark) => ({outline})(mark) === 'solid').map((own) => own.ariaCurrent)"
    )
    assert chosen == ["page"]


def test_results_are_printed_as_a_list(open_page):
    page = open_page(color_scheme="dark")
    page.goto("/?q=covid&city=Hải+Phòng&per_page=10")
    page.emulate_media(media="print")
    for shown in (".found", ".chip", ".hit h2", ".hit .meta", ".snippet"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".top", ".bottom", ".side", ".sort", ".sizes", ".taking", ".why"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    colour = "element => getComputedStyle(element).color"
    assert page.locator(".snippet mark").first.evaluate(colour) == "rgb(0, 0, 0)"
    page.goto("/help")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
