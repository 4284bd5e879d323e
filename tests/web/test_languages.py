"""Vietnamese pages, and English ones by ``lang=en``, which every link to a page keeps."""

import re
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from analyzers.fold_diacritics import fold_diacritics

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "search_app/web/translations"
ENGLISH = TRANSLATIONS / "en/LC_MESSAGES"


def addresses(page):
    return [attrs["href"] for attrs, _ in page.find("a") if attrs["href"].startswith("/")]


def test_pages_are_vietnamese_and_lead_to_english(read):
    page = read("/?q=covid&year=2021")

    assert page.find("html", lang="vi")
    assert page.link("English") == "/?q=covid&year=2021&lang=en"


def test_every_link_of_an_english_page_stays_english_but_the_way_back(read):
    page = read("/?q=covid&year=2021&lang=en")

    assert page.find("html", lang="en")
    assert page.link("Tiếng Việt") == "/?q=covid&year=2021"
    same_in_all = ("/feed", "/export", "/api")
    others = [
        url
        for url in addresses(page)
        if url != "/?q=covid&year=2021" and not url.startswith(same_in_all)
    ]
    assert len(others) > 5
    assert [url for url in others if "lang=en" not in url] == []
    assert page.find("input", type="hidden", name="lang", value="en")


def test_what_programs_read_is_the_same_in_every_language(read, client):
    assert "lang=" not in read("/?q=covid&lang=en").link("Atom")
    feeds = [client.get(f"/feed?q=covid{lang}").text for lang in ("", "&lang=en")]

    assert re.sub("[?&]lang=en", "", feeds[1]) == feeds[0]


def test_a_language_there_is_none_of_is_refused(client):
    answer = client.get("/?lang=fr")

    assert answer.status_code == 400
    assert "en (tiếng Anh)" in answer.text


@pytest.mark.parametrize("odd", ["%20en%20", "EN", "%20"])
def test_a_language_is_written_as_it_is_or_refused(client, odd):
    assert client.get(f"/?lang={odd}").status_code == 400


def test_an_empty_language_is_the_first(read):
    assert read("/?lang=").find("html", lang="vi")


def test_every_text_of_the_pages_is_in_english_and_compiled():
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as config:
        mapping = parse_mapping_cfg(config)[0]
    shown = {
        text if isinstance(text, str) else text[0]
        for _, _, text, *_ in extract_from_dir(
            ROOT, mapping, keywords={**DEFAULT_KEYWORDS, "Message": None}
        )
    }
    with (ENGLISH / "messages.po").open("rb") as lines:
        translated = {
            message.id if isinstance(message.id, str) else message.id[0]: message.string
            for message in read_po(lines)
            if message.id
        }
    with (ENGLISH / "messages.mo").open("rb") as compiled:
        served = GNUTranslations(compiled)

    assert len(shown) > 100
    assert shown == translated.keys(), "run: make messages"
    assert [text for text, english in translated.items() if not all(english)] == []
    wrong = [
        text
        for text, english in translated.items()
        if isinstance(english, str) and served.gettext(text) != english
    ]
    assert wrong == [], "run: make messages"


def test_what_was_read_of_a_query_is_told_in_english(read):
    page = read('/?q=covid+tieude:"thông+tin"+-nam:1999&lang=en')
    told = " ".join(text for _, text in page.find("p", class_="understood"))

    assert "title: thông tin; not year: 1999" in told


class Speech(HTMLParser):
    """Collect the texts of a page as (language, text), as a screen reader hears them."""

    _VOID = frozenset({"input", "link", "meta", "br"})

    def __init__(self, html):
        super().__init__()
        self.texts = []
        self._open = [("", None)]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        outer = self._open[-1][1]
        hears = outer != "nobody" and own.get("aria-hidden") != "true" and tag != "title"
        if tag not in self._VOID:
            self._open.append((tag, own.get("lang", outer) if hears else "nobody"))

    def handle_endtag(self, tag):
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self.texts.append((self._open[-1][1], data.strip()))


@pytest.mark.parametrize(
    "path",
    [
        "/?q=chuyen+doi+so&city=Hải+Phòng&collapse=0",
        "/?q=covid&per_page=10",
        "/article/000_fd392c4447f1aa74?q=hội+nghị",
        "/explain/000_fd392c4447f1aa74?q=hội+nghị",
        "/stats",
        "/?q=qwrtzx",
    ],
)
def test_vietnamese_on_an_english_page_is_said_to_be_vietnamese(client, path):
    heard = Speech(client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text).texts
    as_english = {text for language, text in heard if language == "en"}

    assert len(as_english) > 20
    assert {language for language, _ in heard} == {"en", "vi", "nobody", None}
    # The names of the site and of an operator, and what somebody typed, as it was typed.
    own = re.compile("Tìm Tin|HOẶC|hội nghị")
    said = {own.sub("", text) for text in as_english}
    assert {text for text in said if fold_diacritics(text) != text} == set()
    assert {text for language, text in heard if language == "vi" and text.isdecimal()} == set()
