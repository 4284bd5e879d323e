"""What Prometheus is told, and whom it is told to."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexer import pipeline
from search_app import open_index
from search_app.web import create_app
from search_app.web.settings import Settings


def told(client, **how):
    """Return each figure by its name and labels."""
    answer = client.get("/metrics", **how)
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    samples = [
        (sample.name, tuple(sorted(sample.labels.items())), sample.value)
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    ]
    figures = {(name, *labels): value for name, labels, value in samples}
    assert len(figures) == len(samples) > 10
    return figures


def status(client, path, **how):
    """Read an answer to its end, where it is counted."""
    with client.get(path, **how) as answer:
        _ = answer.data
        return answer.status_code


def count(figures, endpoint, status):
    return figures.get(("timtin_requests_total", ("endpoint", endpoint), ("status", status)), 0)


def test_requests_are_counted_and_timed_by_route_and_class_of_status(client):
    for path in ("/", "/?q=covid", "/?page=x", "/gi-do", "/article/khong-co", "/static/base.css"):
        status(client, path)
    figures = told(client)

    assert count(figures, "pages.search", "2xx") == 2
    assert count(figures, "pages.search", "4xx") == 1
    assert count(figures, "none", "4xx") == 1
    assert count(figures, "pages.article", "4xx") == 1
    assert count(figures, "static", "2xx") == 1
    assert figures["timtin_request_seconds_count", ("endpoint", "pages.search")] == 3
    assert figures["timtin_request_seconds_sum", ("endpoint", "pages.search")] > 0
    buckets = [
        value
        for (name, *labels), value in figures.items()
        if name == "timtin_request_seconds_bucket" and ("endpoint", "none") in labels
    ]
    assert buckets == sorted(buckets)
    assert buckets[-1] == 1


def test_what_is_being_answered_is_counted_until_it_ends(client):
    stream = client.get("/export.jsonl", headers={"Accept-Encoding": "identity"})
    during = told(client)
    stream.close()

    assert during["timtin_requests_in_flight",] == 2
    assert told(client)["timtin_requests_in_flight",] == 1


def test_no_figure_holds_what_was_looked_for(client):
    for path in ("/?q=zimbabwe", "/zimbabwe", "/article/zimbabwe", "/export.csv?city=zimbabwe"):
        status(client, path, headers={"Referer": "/?q=zimbabwe"})

    assert "zimbabwe" not in client.get("/metrics").text


def test_the_index_and_the_process_are_measured(client):
    figures = told(client)

    assert figures["timtin_articles",] == 5
    assert figures["timtin_index_damaged",] == 0
    assert 1.7e9 < figures["timtin_index_built_timestamp_seconds",] < 5e9
    assert figures["process_resident_memory_bytes",] > 1e7
    assert figures["process_open_fds",] > 2


def test_another_build_is_counted_when_it_is_opened(tmp_path, write_jsonl):
    root = tmp_path / "index"
    body = "Thành phố họp bàn về nước sạch."
    pipeline.rebuild([write_jsonl({"body": body})], root)
    client = create_app(open_index(root)).test_client()
    before = told(client)
    pipeline.rebuild([write_jsonl({"body": body}, {"body": body + " Rồi."})], root)
    after = told(client)

    assert (before["timtin_articles",], after["timtin_articles",]) == (1, 2)
    assert before["timtin_generations_opened_total",] == 0
    assert after["timtin_generations_opened_total",] == 1
    assert told(client).keys() >= after.keys()
    assert told(client)["timtin_generations_opened_total",] == 1


def test_an_index_that_cannot_be_opened_leaves_the_other_figures():
    def gone():
        raise FileNotFoundError

    figures = told(create_app(gone).test_client())

    assert ("timtin_articles",) not in figures
    assert figures["timtin_requests_in_flight",] == 1


def refused(client, reason):
    return told(client)["timtin_refused_total", ("reason", reason)]


def test_what_is_refused_is_counted_by_reason(seed_index):
    settings = Settings(requests_per_minute=1, exports_at_once=1)
    client = create_app(seed_index, settings).test_client()
    assert refused(client, "too-many-requests") == refused(client, "too-costly") == 0
    far = {"REMOTE_ADDR": "203.0.113.9"}
    assert [status(client, "/", environ_overrides=far) for _ in range(3)] == [200, 429, 429]
    with client.get("/export.csv", headers={"Accept-Encoding": "identity"}):
        assert status(client, "/export.csv") == 503

    bounded = create_app(seed_index, Settings(postings_per_query=1)).test_client()
    assert status(bounded, "/?q=covid") == 503

    assert refused(bounded, "too-costly") == 1
    assert refused(client, "too-many-requests") == 2
    assert refused(client, "busy") == 1
    assert refused(client, "unavailable") == 0


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080"])
@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1"])
def test_programs_on_this_machine_are_told(client, address, host):
    told(client, environ_overrides={"REMOTE_ADDR": address}, headers={"Host": host})


@pytest.mark.parametrize(
    "asked",
    [
        {"environ_overrides": {"REMOTE_ADDR": "192.168.1.7"}},
        {"environ_overrides": {"REMOTE_ADDR": "2001:db8::1"}},
        {"environ_overrides": {"REMOTE_ADDR": ""}},
        {"environ_overrides": {"REMOTE_ADDR": "no address"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"X-Real-IP": "127.0.0.1"}},
        {"headers": {"X-Forwarded-Server": "here"}},
        {"headers": {"Via": "1.1 proxy"}},
        {"headers": {"X-Forwarded-Proto": "https"}},
        {"headers": {"Host": "tin.example.vn"}},
    ],
)
def test_nobody_else_is(client, asked):
    answer = client.get("/metrics", **asked)

    assert answer.status_code == 403
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "/api/#only-local"
    assert "timtin_" not in answer.text


def test_each_site_has_figures_of_its_own(seed_index):
    one, other = (create_app(seed_index).test_client() for _ in range(2))
    for _ in range(3):
        status(one, "/healthz")

    assert count(told(one), "api.healthz", "2xx") == 3
    assert count(told(other), "api.healthz", "2xx") == 0
