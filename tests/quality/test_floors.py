"""Ranking and facets cannot rot unseen; see the figures with ``pytest -s tests/quality``."""

import json

import pytest

from indexer import pipeline
from search_app import open_index
from tests.quality import measure

FLOORS = {
    "marked": 0.925,
    "folded": 0.813,
    "half": 0.908,
    "decomposed": 0.925,
    "telex": 0.925,
    "slip": 0.821,
    "lower": 0.925,
}
FACET_FLOORS = {"cities": 0.848, "topics": 0.717}
YEARS = 6  # right ones, of 8


@pytest.mark.parametrize("way", measure.WAYS, ids=lambda way: way.__name__)
def test_the_wanted_article_stands_as_near_the_top_as_it_did(quality_index, way):
    found = measure.ndcg(quality_index, way)

    print(f"{way.__name__}: nDCG@10 {found:.4f}")  # noqa: T201
    assert found >= FLOORS[way.__name__]


def test_decomposed_letters_and_keys_lose_nothing(quality_index):
    as_typed = measure.ndcg(quality_index, measure.marked)

    assert measure.ndcg(quality_index, measure.decomposed) == as_typed
    assert measure.ndcg(quality_index, measure.telex) == as_typed


def test_no_other_weights_would_do_as_well(quality_index, monkeypatch):
    """The collection tells good ranking from bad: what each part gives is seen in it."""
    as_typed = measure.ndcg(quality_index, measure.marked)

    for name, worse in (
        ("PAIR_WEIGHT", 1e-9),
        ("FORM_WEIGHTS", {"marked": 1e-9, "folded": 1.0}),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(f"search_app.core.ranking.{name}", worse)
            quality_index._reader._kept.cache_clear()
            assert measure.ndcg(quality_index, measure.marked) < as_typed - 0.03
    quality_index._reader._kept.cache_clear()


@pytest.mark.parametrize("facet", FACET_FLOORS)
def test_what_articles_are_about_is_found_as_well_as_it_was(quality_index, facet):
    read = measure.labels()
    written = [own["id"] for own in measure.written_articles()]
    wanted = [read.get(own, (set(), set()))[facet == "topics"] for own in written]
    found = measure.f1([{*getattr(quality_index.get(own), facet)} for own in written], wanted)

    print(f"{facet}: F1 {found:.4f}")  # noqa: T201
    assert found >= FACET_FLOORS[facet]


def test_years_are_found_as_well_as_they_were(tmp_path):
    dated = measure.dated()
    records = [json.dumps({"id": str(at), "body": text}) for at, text in enumerate(dated)]
    (tmp_path / "dated.jsonl").write_text("\n".join(records), "utf-8")
    pipeline.rebuild([tmp_path / "dated.jsonl"], tmp_path / "index")
    index = open_index(tmp_path / "index")

    right = sum(index.get(str(at)).year == year for at, year in enumerate(dated.values()))
    print(f"years: {right} of {len(dated)}")  # noqa: T201
    assert right >= YEARS
