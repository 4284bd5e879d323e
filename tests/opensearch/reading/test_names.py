"""Bylines, sources and hosts of a cluster are found as in the local index."""

import numpy as np
import pytest

from analyzers import fold, split_syllables
from search_app.core.request import Named
from search_app.engines.opensearch.names import named, sources

TYPED = (
    "Báo Chính phủ", "bao chinh phu", "báo chinh phủ", "chính phủ", "bảo chính phủ", "baochinhphu",
    "báochínhphủ", "chinhphu", "baochinhphu vn", "bao chinh phu vn", "haiphong", "hai phong gov vn",
    "8080", "vn", "tuoitre", "tuổi", "tuoi tre", "báo vn", "bao.vn", "www", "a b", "mailto",
    "nguyễn văn", "nguyen van a", "nguyenvana", "Hoà An", "hòa an", "hoa", "hoá", "thị bình",
    "x" * 300, "hoa " + "x" * 300, "hoa" + "x" * 300, "văn lê",
)  # fmt: skip


@pytest.mark.parametrize("column", ["byline", "source"])
@pytest.mark.parametrize("typed", TYPED)
def test_a_name_finds_the_articles_that_it_finds_in_the_local_index(twins, column, typed):
    condition = Named(column, tuple(syllable.marked for syllable in split_syllables(typed)))
    query = {"bool": {"filter": [named(condition)]}}

    hits = twins.asking.hits({"query": query, "sort": ["number"], "_source": False})

    (leaf,) = twins.local._leaves
    expected = np.flatnonzero(leaf.names.mask(condition)).tolist()
    assert [hit["sort"][0] for hit in hits] == expected


def test_some_names_find_something_and_some_nothing(twins):
    (leaf,) = twins.local._leaves
    found = [
        leaf.names.mask(Named("source", tuple(fold(typed).split()))).any() for typed in TYPED[:20]
    ]

    assert any(found)
    assert not all(found)


def test_sources_are_counted_as_in_the_local_index(twins):
    found, expected = sources(twins.asking), twins.local.sources()
    long = "s" * 9_000

    assert found.pop(long[:8_000]) > 0
    assert expected.pop(long) > 0
    assert found == expected
