"""What the OpenAPI document promises is asked for in all ways that it allows, and in those not."""

import jsonschema_rs
import pytest
import schemathesis
from schemathesis.config import GenerationConfig

from search_app.web import create_app
from search_app.web.api.document import document
from search_app.web.api.endpoints import ENDPOINTS
from search_app.web.api.meanings import MEANINGS
from search_app.web.kinds import Several, Text

FOUND = {
    "city": ["hai phong", "TPHP", "Hà Nội", ""],
    "year": ["2021", "khong ro", ""],
    "topic": ["Covid-19", "chuyen doi so", ""],
}


HELD = []  # the index, which is there when the first test runs; the cases are made before


def promised():
    config = schemathesis.Config()
    config.projects.default.generation = GenerationConfig(deterministic=True, max_examples=60)
    promise = schemathesis.openapi.from_dict(document(), config=config)
    promise.app = create_app(lambda: HELD[0])
    return promise


@pytest.fixture(autouse=True)
def _served(seed_index):
    HELD[:] = [seed_index]


@promised().parametrize()
def test_the_api_keeps_its_promises(case):
    if case.meta.generation.mode.is_positive:
        with_values_of_the_index(case)
    # What is compressed is read by test_compression.py.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def with_values_of_the_index(case):
    """Filter by what there is: the document cannot know which cities an index has."""
    for name, known in FOUND.items():
        if name in case.query:
            given = case.query[name]
            case.query[name] = [known[len(str(own)) % len(known)] for own in given]
    case.query.pop("cursor", None)
    if {"from", "to"} <= case.query.keys():  # that one is not behind the other no schema can say
        case.query["from"], case.query["to"] = sorted((case.query["from"], case.query["to"]))
    for name, given in case.query.items():
        if isinstance(given, float):
            case.query[name] = int(given)  # 5.0 is an integer in JSON, but not in an address


def schema_of(endpoint):
    ((_, name),) = endpoint.answers
    return {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}


ANSWERED = {
    "search": ["", "?histogram=1", "?q=qwrtzx&year=2021", "?q=covvid", "?q=UBND&per_page=2"],
    "article": ["/000_fd392c4447f1aa74", "/002_93cfaa7350c6eb34"],
    "suggest": ["", "?q=chuyen+d"],
    "similar": ["/000_fd392c4447f1aa74"],
    "stats": ["", "?places=2025"],
}


@pytest.mark.parametrize("endpoint", ENDPOINTS[:-1], ids=lambda own: own.name)
def test_real_answers_are_what_the_document_says(client, endpoint):
    valid = jsonschema_rs.validator_for(schema_of(endpoint))
    for rest in ANSWERED[endpoint.name]:
        answer = client.get(endpoint.path.partition("/{")[0] + rest).json

        assert [str(error) for error in valid.iter_errors(answer)] == []
        assert not valid.is_valid({**answer, "another": 1})
        for name in answer:
            assert not valid.is_valid({own: answer[own] for own in answer if own != name})


def test_health_and_problems_are_what_the_document_says(client):
    schemas = document()["components"]
    for name, path in (("Health", "/healthz"), ("Problem", "/api/v1/search?page=x"),
                       ("Problem", "/api/v2"), ("Problem", "/api/v1/article/x")):  # fmt: skip
        rooted = {"$ref": f"#/components/schemas/{name}", "components": schemas}
        jsonschema_rs.validator_for(rooted).validate(client.get(path).json)


def test_copies_are_in_the_document(client_of):
    body = "Thành phố họp bàn về nước sạch. " * 20
    copies = [{"id": f"c{number}", "title": "Tin", "body": body} for number in range(3)]
    answer = client_of(*copies).get("/api/v1/search?collapse=1").json

    assert answer["hits"][0]["copies"]
    jsonschema_rs.validator_for(schema_of(ENDPOINTS[0])).validate(answer)


def test_the_document_is_openapi():
    schemathesis.openapi.from_dict(document()).validate()
    assert document()["openapi"].startswith("3.1.")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda own: own.name)
def test_the_address_reads_the_parameters_of_the_document_and_no_other(client, endpoint):
    path = endpoint.path.format(id="000_fd392c4447f1aa74", format="csv")
    known = {parameter.name for parameter in endpoint.parameters}
    for parameter in endpoint.parameters:
        assert client.get(path, query_string={parameter.name: ""}).status_code == 200
        if not isinstance(parameter, Text | Several):
            for odd in ("?", " ", "\x1d"):  # str.strip() takes the last for a space
                answer = client.get(path, query_string={parameter.name: odd})
                assert (answer.status_code, answer.json["parameter"]) == (400, parameter.name)
        if not isinstance(parameter, Several):
            answer = client.get(path, query_string={parameter.name: ["", ""]})
            assert answer.json["type"] == "/api/#repeated-parameter"
    for name in {"citi", "lang", "Q", "histogram", "cursor", "limit", "per-page"} - known:
        answer = client.get(path, query_string={name: "1"})
        assert (answer.status_code, answer.json["type"]) == (400, "/api/#unknown-parameter")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("citi", "city"), ("per-page", "per_page"), ("Q", "q"), ("form", "from"), ("topics", "topic")],
)
def test_a_slip_in_a_name_is_told(client, typed, meant):
    detail = client.get("/api/v1/search", query_string={typed: "1"}).json["detail"]

    assert f"Did you mean {meant}?" in detail
    assert "Known here: q, city," in detail


def test_every_meaning_is_of_a_value_that_there_is():
    held = document()["components"]["schemas"]

    for name, meanings in MEANINGS.items():
        assert held[name]["properties"].keys() - {"next_cursor"} == meanings.keys()
