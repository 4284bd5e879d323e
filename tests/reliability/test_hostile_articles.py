"""Whatever articles say, it comes out of pages, feeds, files and terminals as text."""

import csv
import html
import io
import itertools
import json
import re
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from indexer import pipeline
from search_app import open_index
from search_app.cli import main
from search_app.core.citations import bibtex, ris
from search_app.core.exports import write
from search_app.core.serialise import article_to_json
from search_app.core.snippets import heading
from search_app.web import create_app
from tests.reliability.answers import faults, formulas, markup_faults
from tests.reliability.hostile_articles import FORMULAS, MARKUP, PAYLOADS, build
from tests.reliability.references import bib_entries, ris_records

ATOM = "{http://www.w3.org/2005/Atom}"
OWN_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b]*;(?:https?://[!-~]*)?\x1b\\")
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def root(tmp_path_factory, request):
    """Return an index of hostile articles, as the pipeline makes it of lines and pages."""
    count = 2_000 if request.config.getoption("--soak", default=False) else 120
    return build(tmp_path_factory.mktemp("hostile"), count)


@pytest.fixture(scope="module")
def index(root):
    return open_index(root)


@pytest.fixture(scope="module")
def articles(index):
    return list(index.scan())


@pytest.fixture(scope="module")
def client(index):
    return create_app(index).test_client()


@pytest.fixture
def get(client, root):
    """Return a function that gets an address, of whose answer nothing may be wrong."""

    def answer(path):
        found = client.get(path)
        headers = found.headers.to_wsgi_list()
        assert list(faults(found.status_code, headers, found.data, [str(root)])) == [], path
        return found

    return answer


def test_articles_attack_at_all():
    """The looks for what went wrong find it where nothing is done against it."""
    unsafe = [
        payload for payload in MARKUP if list(markup_faults(f"<p title='{payload}'>{payload}</p>"))
    ]
    assert len(unsafe) >= len(MARKUP) - 7, "the rest is markup only once more is decoded"
    unsafe = [cell for cell in FORMULAS if list(formulas('"' + cell.replace('"', '""') + '"'))]
    assert len(unsafe) == len(FORMULAS) * 10 // 12, "but those behind an apostrophe"
    with pytest.raises(AssertionError):
        ris_records("TY  - NEWS\r\nTI  - Tin\r\nKW  - x\r\nER  - \r\n")
    with pytest.raises(AssertionError):
        bib_entries("@misc{a,\n  title = {x}},\n  y = {z},\n}\n")
    assert list(faults(200, [("Content-Type", "text/plain")], b'File x.py", line'))


def test_pages_show_it_as_text(get, articles):
    pages = -(-len(articles) // 100)
    for number, more in itertools.product(range(1, pages + 1), ("", "&lang=en", "&collapse=0")):
        assert get(f"/?per_page=100&page={number}{more}").status_code == 200
    for article in articles:
        address = quote(article.id, safe="")
        assert get(f"/article/{address}?q=tin&m=1").status_code == 200
        get(f"/explain/{address}?q={quote(article.title)}")
        get(f"/?q={quote(article.title[:300])}")


@pytest.mark.parametrize("path", ["/stats", "/stats?lang=en", "/api/", "/help", "/opensearch.xml"])
def test_what_counts_them_shows_it_as_text(get, path):
    assert get(path).status_code == 200


def test_choices_and_errors_show_it_as_text(get, index):
    for name, values in index.search().facets.items():
        for own in values:
            assert get(f"/?{name}={quote(str(own.value))}").status_code == 200
    for payload in (*MARKUP, *PAYLOADS[::6]):
        shown = quote(payload[:190], errors="replace")
        for path in (
            "/?city={}",
            "/?sort={}&q={}",
            "/?{}=1&lang={}",
            "/article/{}",
            "/feed?page={}",
        ):
            get(path.replace("{}", shown))
        assert get(f"/api/v1/search?sort={shown}x").status_code == 400


def test_feeds_give_it_back(get, index):
    entries = []
    for day in range(1, 29):
        feed = get(f"/feed?from=2021-03-{day:02}&to=2021-03-{day:02}")
        entries += ET.fromstring(feed.data).iter(f"{ATOM}entry")
    assert len(entries) > 20
    for entry in entries:
        address = entry.find(f"{ATOM}link").get("href")
        article = index.get(unquote(address.removeprefix("http://localhost/article/")))
        assert _seen(entry.findtext(f"{ATOM}title")) == _seen(heading(article))
        summary = html.unescape(re.sub("</?mark>", "", entry.findtext(f"{ATOM}summary")))
        assert _seen(summary).strip("… ") in _seen(article.text)
        names = [own.get("term") for own in entry.iter(f"{ATOM}category")]
        assert [*map(_seen, names)] == [*map(_seen, (*article.cities, *article.topics))]


def _seen(text):
    """Return what XML can hold of `text`, its spaces alike."""
    return " ".join(
        re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text).split()
    )


def test_tables_have_no_formulas_and_give_it_back(client, articles):
    text = client.get("/export.csv?collapse=0").text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    assert list(formulas(text)) == []
    assert not CONTROL.search(text.replace("\r\n", "\n"))
    assert all(len(row) == 9 for row in rows)
    given = {CONTROL.sub("", article.id): article for article in articles}
    assert len(rows) == len(given)
    for row in rows:
        article = given[_undefused(row["id"], given)]
        for name in ("title", "byline", "url"):
            assert CONTROL.sub("", getattr(article, name)).replace("'", "") in row[name].replace(
                "'", ""
            )


def _undefused(cell, known):
    return cell if cell in known else cell.removeprefix("'").replace(";'", ";")


def test_json_gives_it_back_exactly(client, articles, tmp_path):
    lines = client.get("/export.jsonl?collapse=0").text.split("\n")
    assert {own["id"]: own["body"] for own in map(json.loads, filter(None, lines))} == {
        article.id: article.body for article in articles
    }
    for article in articles:
        found = client.get(f"/api/v1/article/{quote(article.id, safe='')}").json
        assert found == json.loads(json.dumps(article_to_json(article)))
    (tmp_path / "again.jsonl").write_text("".join(write("jsonl", articles)), "utf-8")
    pipeline.rebuild([tmp_path / "again.jsonl"], tmp_path / "again")
    again = open_index(tmp_path / "again")
    assert {own.id: again.get(own.id) for own in articles} == {own.id: own for own in articles}


def test_references_are_one_record_each(client, articles):
    records = ris_records(client.get("/export.ris?collapse=0").text)
    assert len(records) == len(articles)
    assert len(bib_entries(client.get("/export.bib?collapse=0").text)) == len(articles)
    for article in articles:
        assert len(ris_records(ris(article))) == 1
        assert len(bib_entries(bibtex(article))) == 1
        for style in ("chicago", "bib", "ris"):
            assert client.get(f"/cite/{style}/{quote(article.id, safe='')}").status_code == 200


@pytest.mark.parametrize("colours", [{}, {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}])
@pytest.mark.parametrize(
    "command",
    [
        ("search", "tin"),
        ("search", "red", "--json"),
        ("export", "tin", "--format", "csv"),
        ("export", "tin", "--format", "jsonl"),
        ("export", "tin", "--format", "bib"),
        ("stats",),
    ],
)
def test_nothing_of_them_steers_a_terminal(root, command, colours):
    _steers_nothing(root, command, colours)


@pytest.mark.parametrize("colours", [{}, {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}])
def test_no_article_that_is_read_steers_a_terminal(root, articles, colours):
    chosen = [own for own in articles if CONTROL.search(repr(own.body) + own.body)][:20]
    for article in (*chosen, *articles[:20]):
        _steers_nothing(root, ("open", "--print", f"--id={article.id}"), colours)
        _steers_nothing(root, ("explain", "tin", "--", article.id), colours)


def _steers_nothing(root, command, environment):
    at = command.index("--") if "--" in command else len(command)
    arguments = [*command[:at], "--index", str(root), *command[at:]]
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == 0, result.output
    printed = result.stdout_bytes.decode().replace("\r\n", "\n")
    assert len(printed) > 50
    assert not CONTROL.search(OWN_ESCAPES.sub("", printed))
