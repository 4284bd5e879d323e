"""Copies and facet values of a cluster are those of the local index."""

import pytest

from search_app.engines.opensearch.copies import copies
from search_app.engines.opensearch.values import FacetValues


def test_copies_are_those_of_the_local_index(twins, numbers):
    found = {number: copies(twins.asking, number) for number in numbers}

    assert found == {number: twins.local.copies(number) for number in numbers}
    assert max(map(len, found.values())) > 1


def test_a_number_that_no_article_has_any_more_has_no_copies(twins, numbers):
    assert copies(twins.asking, len(numbers)) == []


@pytest.mark.parametrize("facet", ["city", "topic", "year"])
def test_facet_values_are_those_of_the_local_index(twins, facet):
    assert FacetValues(twins.asking).of(facet) == twins.local.facet_values(facet)


def test_places_have_the_names_of_today(twins):
    assert FacetValues(twins.asking).of("city_today") == twins.local.facet_values("city", "2025")


def test_values_are_counted_page_by_page(twins, monkeypatch):
    expected = twins.asking.counts("number")
    monkeypatch.setattr("search_app.engines.opensearch.asking._AT_ONCE", 7)

    assert twins.asking.counts("number") == expected
    assert len(expected) == twins.local.lexicon.articles
