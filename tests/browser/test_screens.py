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


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP_AT_200_PERCENT], ids=["phone", "200 %"])
@pytest.mark.parametrize(
    "path",
    PATHS,
    ids=["start", "results", "long word", "dates", "article", "today", "help", "nothing"],
)
def test_nothing_sticks_out_to_the_side(open_page, path, viewport):
    page = open_page(viewport=viewport)
    page.goto(path)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


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
