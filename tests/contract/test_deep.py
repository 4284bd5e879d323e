"""Thousands of articles: far pages, and groups of copies far down a list."""

import itertools

import pytest

from tests.contract.comparing import assert_same_page

ASKED = (
    ("", {}),
    ("", {"sort": "newest", "collapse": True}),
    ("chuyển đổi số", {"sort": "oldest"}),
    ("hà nội", {"collapse": True}),
    ("-covid", {"topic": "y tế", "collapse": True}),
)


@pytest.fixture
def deep(deep_trio, side):
    return deep_trio[0], deep_trio[side]


@pytest.mark.parametrize(("text", "options"), ASKED, ids=str)
def test_far_pages_are_the_same(deep, text, options):
    local, cluster = deep
    pages = local.search(text, per_page=50, **options).pages
    for page in {1, 2, 9, pages // 2, pages - 1, pages, pages + 1}:
        ours, theirs = (
            own.search(text, per_page=50, page=page, **options) for own in (local, cluster)
        )
        assert_same_page(ours, theirs)


@pytest.mark.parametrize(("text", "options"), ASKED[-2:], ids=str)
def test_pages_and_scan_are_one_list_without_gaps(deep_trio, text, options):
    cluster = deep_trio.three_shards
    scanned = [own.id for own in cluster.scan(text, **options)]
    assert len(set(scanned)) == len(scanned) == cluster.search(text, **options).listed
    last = -(-len(scanned) // 100)
    for page in (1, last // 2 + 1, last):
        hits = cluster.search(text, page=page, per_page=100, **options).hits
        assert [hit.id for hit in hits] == scanned[(page - 1) * 100 : page * 100]


def test_what_is_explained_far_down_has_the_same_place(deep):
    for at in (3, 400, 1_500):
        own = next(itertools.islice(deep[0].scan("hải phòng"), at, None)).id
        ours, theirs = (index.explain("hải phòng", own) for index in deep)
        assert theirs.total == ours.total
        assert theirs.rank == pytest.approx(ours.rank, rel=0.1, abs=20)
