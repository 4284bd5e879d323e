"""docs/ becomes a site, and that site asks no other one for anything."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from tests.docs.pages import DOCS, ROOT

_LOADING = {"href": {"link"}, "src": {"script", "img", "iframe", "source", "audio", "video"}}
_STYLED = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the site, with every warning an error; return its folder."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class _Loaded(HTMLParser):
    """Collect the addresses that a page loads by itself, links that people follow left out."""

    def __init__(self, html):
        super().__init__()
        self.addresses = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if tag in _LOADING.get(name, ())]


def test_every_page_is_in_the_site_and_in_its_menu(built):
    menu = (built / "index.html").read_text("utf-8")
    for page in DOCS.glob("*.md"):
        assert (built / f"{page.stem}.html").exists()
        assert f'href="{page.stem}.html"' in menu or page.stem == "index"


def test_the_site_loads_nothing_from_elsewhere(built):
    pages, styles = list(built.rglob("*.html")), list(built.rglob("*.css"))
    assert pages
    assert styles
    loaded = [(page, at) for page in pages for at in _Loaded(page.read_text("utf-8")).addresses]
    loaded += [(page, at) for page in styles for at in _STYLED.findall(page.read_text("utf-8"))]
    assert [(page.name, at) for page, at in loaded if re.match(r"(\w+:)?//", at)] == []
