"""The page of the API: each address with a form, a curl line and Python that work."""

import html
import json
import re
import shlex
import urllib.request

import pytest

from search_app.web.api.endpoints import ENDPOINTS
from search_app.web.problems import PROBLEMS

names = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda own: own.name)


@pytest.fixture
def form(read):
    """Return a function that gives the action and the filled fields of an endpoint's form."""

    def of(endpoint):
        page = read("/api/")
        ((found, _),) = page.find("form", **{"aria-labelledby": endpoint.name})
        fields = {
            attrs["name"]: attrs.get("value", "")
            for tag, attrs, _ in page.elements
            if tag in {"input", "select"} and attrs.get("id", "").startswith(f"{endpoint.name}-")
        }
        return found, fields

    return of


@names
def test_each_address_has_a_form_that_works_as_it_stands(client, form, endpoint):
    found, fields = form(endpoint)
    if endpoint.name == "export":
        fields["format"] = "csv"  # the first choice
    answer = client.get(found["action"], query_string=fields, follow_redirects=True)

    assert found["method"] == "get"
    assert answer.status_code == 200
    assert answer.request.path == endpoint.path.format(id=fields.get("id"), format="csv")


@names
def test_each_form_has_every_parameter_with_label_and_meaning(read, form, endpoint):
    page = read("/api/")
    _, fields = form(endpoint)
    in_path = [endpoint.in_path.name] if endpoint.in_path else []

    assert list(fields) == [*in_path, *(own.name for own in endpoint.parameters)]
    for name in fields:
        identity = f"{endpoint.name}-{name}"
        assert page.find("label", for_=identity)[0][1] == name
        assert page.find("p", id=f"{identity}-meaning")[0][1]


def codes(client):
    text = client.get("/api/").text
    return [
        html.unescape(code) for code in re.findall(r"<pre.*?><code>(.*?)</code>", text, re.DOTALL)
    ]


def test_every_curl_line_finds_something(client):
    lines = [code for code in codes(client) if code.startswith("curl ")]

    assert len(lines) == len(ENDPOINTS)
    for line in lines:
        answer = client.get(shlex.split(line)[-1])
        assert answer.status_code == 200
        assert len(answer.data) > 30
        if answer.is_json and "hits" in answer.json:
            assert answer.json["hits"]


def test_every_python_example_runs(client, monkeypatch, capsys, tmp_path):
    class Answer:
        def __init__(self, url):
            self.read = lambda: client.get(url).data

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(urllib.request, "urlopen", Answer)
    monkeypatch.setattr(
        urllib.request,
        "urlretrieve",
        lambda url, name: (tmp_path / name).write_bytes(client.get(url).data),
    )
    examples = [code for code in codes(client) if "import" in code]
    assert len(examples) == len(ENDPOINTS)
    for example in examples:
        exec(example, {})
    assert capsys.readouterr().out.count("{") > len(ENDPOINTS)
    assert (tmp_path / "tim-tin.csv").stat().st_size > 100


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda own: own.name)
def test_the_type_of_each_problem_leads_to_its_section(read, problem):
    path, _, section = problem.address.partition("#")

    assert read(path).find("h3", id=section)


@pytest.mark.parametrize("name", ["search", "nothing", ""])
def test_only_forms_with_a_part_of_the_path_are_led_on(client, name):
    assert client.get(f"/api/try/{name}?id=a").status_code == 404


def test_a_form_leads_to_any_id_and_leaves_out_what_is_empty(client):
    answer = client.get("/api/try/similar?id=/a/+b%3Fc&limit=3&lang=en")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/api/v1/similar/%2Fa%2F%20b%3Fc?limit=3"
    assert client.get("/api/try/similar?id=a&limit=").headers["Location"] == "/api/v1/similar/a"


def test_ids_of_elements_are_unique(read):
    ids = [attrs["id"] for _, attrs, _ in read("/api/").elements if "id" in attrs]

    assert len(ids) == len(set(ids))


def test_the_page_is_in_english_for_who_reads_english(client):
    assert "Province or city by any of its names" in client.get("/api/?lang=en").text
    assert "Tỉnh, thành phố; lặp lại được" in client.get("/api/").text


def test_the_document_is_plain_json(client):
    answer = client.get("/api/openapi.json")

    assert answer.content_type == "application/json"
    assert json.loads(answer.data)["paths"].keys() == {own.path for own in ENDPOINTS}
