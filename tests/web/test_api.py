import json

import pytest

from search_app.core.serialise import page_to_json


def settled(answer):
    """Drop the one value that differs from call to call, and what JSON cannot tell apart."""
    return json.loads(json.dumps({**answer, "took_ms": 0}))


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", {}),
        ("q=chuyen+doi+so", {"text": "chuyen doi so"}),
        (
            "q=covid&city=hai+phong&year=2021",
            {"text": "covid", "city": ["hai phong"], "year": [2021]},
        ),
        ("topic=Covid-19&topic=chuyển+đổi+số", {"topic": ["Covid-19", "chuyển đổi số"]}),
        ("from=2021-12-01&to=2022-12-31", {"date_from": "2021-12-01", "date_to": "2022-12-31"}),
        ("sort=oldest&page=2&per_page=2", {"sort": "oldest", "page": 2, "per_page": 2}),
        ("per_page=100", {"per_page": 100}),
        ("q=covid&collapse=1", {"text": "covid", "collapse": True}),
        ("city=HN&places=2025", {"city": "HN", "places": "2025"}),
        ("places=&year=khong+ro", {"year": "không rõ"}),
    ],
)
def test_api_answers_what_python_answers(client, seed_index, query, asked):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.content_type.startswith("application/json")
    told = settled(answer.json)
    told.pop("next_cursor")
    assert told == settled(page_to_json(seed_index.search(**asked)))


@pytest.mark.parametrize("per_page", ["0", "101", "-1", "x"])
def test_programs_get_at_most_a_hundred_at_once(client, per_page):
    answer = client.get(f"/api/v1/search?per_page={per_page}")
    assert answer.status_code == 400
    assert answer.json["detail"].startswith("per_page must be a whole number from 1 to 100")


def test_health_counts_the_articles(client):
    assert client.get("/healthz").json == {"status": "ok", "articles": 5}


def test_no_text_has_no_completions(client):
    assert client.get("/api/v1/suggest").json == {"completions": []}
    assert client.get("/api/v1/suggest?q=chuyen+d").json["completions"][0] == "chuyển đổi số"
    assert client.get("/api/v1/suggest?q=%ff%00").status_code == 200
