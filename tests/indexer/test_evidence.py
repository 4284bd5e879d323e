"""The rows of a report say by which words an article has its date, cities and topics."""

import json

import pytest

from indexer.pipeline import rebuild, update
from indexer.pipeline.evidence import stated_names
from indexer.sources.document import Document


@pytest.fixture
def rows_of(tmp_path):
    """Return a function: build an index of a folder or of records, return the rows by id."""

    def rows(*records, source=None):
        if source is None:
            source = tmp_path / "tin.jsonl"
            source.write_text("\n".join(map(json.dumps, records)), "utf-8")
        found = []
        rebuild([source], tmp_path / "index", rows=found.append)
        return {row["id"]: row for row in found}

    return rows


def test_a_seed_says_why(rows_of, seeds):
    row = rows_of(source=seeds)["001_8a31eafaeb81a6bd"]

    assert (row["status"], row["origin"]) == ("indexed", "001_8a31eafaeb81a6bd.txt")
    assert (row["date"], row["year"]) == ("2021-12-01", 2021)
    assert row["date_evidence"]["kind"] == "reckoned"
    assert row["date_evidence"]["words"].startswith("Sáng 1/12 … ")
    assert 0 < row["date_evidence"]["confidence"] < 1
    (city,) = [own for own in row["city_evidence"] if own["verdict"] == "about"]
    assert (city["city"], row["cities"]) == ("Hải Phòng", ["Hải Phòng"])
    assert city["votes"] >= city["asked"]
    assert "làm việc với thành phố Hải Phòng" in city["quotes"][0]
    (topic,) = [own for own in row["topic_evidence"] if own["verdict"] == "about"]
    assert (topic["topic"], row["topics"]) == ("Covid-19", ["Covid-19"])
    assert sum(own["points"] for own in topic["findings"]) == pytest.approx(topic["points"])
    json.dumps(row)


def test_what_a_record_states_needs_no_evidence(rows_of):
    stated = {"date": "2021-03-11T17:15", "cities": ["Huế"], "topics": "lễ hội"}

    row = rows_of({"id": "a", "body": "UBND tỉnh Hà Nam họp.", **stated})["a"]

    assert (row["date"], row["date_evidence"]["kind"]) == ("2021-03-11T17:15:00", "given")
    assert (row["cities"], row["city_evidence"]) == (["Huế"], None)
    assert (row["topics"], row["topic_evidence"]) == (["lễ hội"], None)


def test_what_a_record_states_and_nobody_can_read_is_looked_for(rows_of):
    body = "Sáng 1/12/2021, UBND tỉnh Hà Nam họp về Covid-19, phòng, chống Covid-19."

    row = rows_of({"id": "a", "body": body, "date": "hôm qua", "cities": 5, "topics": [1]})["a"]

    assert (row["date"], row["date_evidence"]["kind"]) == ("2021-12-01", "lead")
    assert row["note"] == "date not understood: 'hôm qua'"
    assert (row["cities"], row["city_evidence"][0]["city"]) == (["Hà Nam"], "Hà Nam")
    assert (row["topics"], row["topic_evidence"][0]["topic"]) == (["Covid-19"], "Covid-19")


def test_nothing_known_is_said_too(rows_of):
    row = rows_of({"id": "a", "body": "Trời mưa."})["a"]

    assert (row["date"], row["year"], row["cities"], row["topics"]) == (None, None, [], [])
    assert row["date_evidence"] == {"kind": "none", "words": "", "confidence": 0.0}
    assert (row["city_evidence"], row["topic_evidence"]) == ([], [])


def test_without_a_report_nobody_looks_for_evidence(tmp_path, monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr("indexer.pipeline.articles.evidence", fail)
    source = tmp_path / "tin.jsonl"
    source.write_text('{"body": "Trời mưa."}', "utf-8")

    assert rebuild([source], tmp_path / "index").indexed == 1
    source.write_text('{"body": "Trời nắng."}', "utf-8")
    assert update([source], tmp_path / "index").indexed == 1


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["Huế", " Huế ", "", "Hà Nội"], ("Huế", "Hà Nội")),
        ("Huế", ("Huế",)),
        (["TP.HCM", "Sài Gòn", "hai phong"], ("TP. Hồ Chí Minh", "Hải Phòng")),
        (["Viêng Chăn"], ("Viêng Chăn",)),
        ([], ()),
        (None, None),
        (5, None),
        (["Huế", 5], None),
        ({"Huế": 1}, None),
    ],
)
def test_the_names_that_are_stated(given, names):
    document = Document(origin="a", kind="record", text="", given={"cities": given})
    assert stated_names(document, "cities") == names
    assert stated_names(document, "topics") is None


def test_stated_topics_are_spelled_as_they_are_stated():
    document = Document(origin="a", kind="record", text="", given={"topics": ["hue", "tphcm"]})
    assert stated_names(document, "topics") == ("hue", "tphcm")
