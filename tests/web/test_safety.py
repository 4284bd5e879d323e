import pytest

EVIL = '<script>alert("x")</script>'
PAGES = [
    "/",
    "/?q=covid",
    "/article/000_fd392c4447f1aa74",
    "/cite/bib/000_fd392c4447f1aa74",
    "/feed",
    "/api/v1/search",
    "/gi-do",
    "/?page=x",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_foreign_code_and_tells_nobody(client, path):
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/?q=covid", "/article/000_fd392c4447f1aa74", "/gi-do"])
def test_pages_are_free_of_inline_code_and_foreign_hosts(read, path):
    page = read(path, status=404 if path == "/gi-do" else 200)
    for tag, attrs, text in page.elements:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert tag != "style"
        if tag == "script":
            assert attrs["src"].startswith("/static/")
            assert not text
        if tag == "link":
            assert attrs["href"].startswith("/")


@pytest.mark.parametrize(
    "path", ["/?q={}", "/article/a?q={}", "/?q=tin&city={}", "/?page={}", "/?sort={}"]
)
def test_what_was_typed_is_shown_as_text(client_of, path):
    site = client_of({"id": "a", "title": "Tin", "body": "Nội dung."})
    text = site.get(path.format("%3Cscript%3Ealert(%22x%22)%3C/script%3E")).text
    assert "<script>alert" not in text
    assert '"x"' not in text


def test_what_an_article_holds_is_shown_as_text(client_of):
    fields = ("id", "title", "body", "source", "author")
    site = client_of(dict.fromkeys(fields, EVIL) | {"cities": [EVIL], "topics": [EVIL]})
    for path in ("/", "/?q=alert", "/article/%3Cscript%3Ealert(%22x%22)%3C%2Fscript%3E?q=alert"):
        answer = site.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<script><mark>" not in answer.text


def test_page_says_its_language_and_has_its_landmarks(read):
    page = read("/")
    assert page.find("html")[0][0]["lang"] == "vi"
    for landmark in ("header", "main", "aside", "footer"):
        assert len(page.find(landmark)) == 1
    assert page.find("a", class_="skip")[0][0]["href"] == "#main"
    assert len(page.find("h1")) == 1


def test_ids_of_elements_are_unique_and_without_spaces(read):
    ids = [attrs["id"] for _, attrs, _ in read("/").elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if " " in name]
