import pytest

from benchmarks import facets
from benchmarks.articles import read_articles, write_articles


def test_the_share_is_what_stating_all_of_it_saves():
    seconds = {"found": [4.0, 10.0], "stated": [3.0, 9.0]}
    assert facets.shares(seconds) == pytest.approx([0.25, 0.1])


def test_both_files_are_built_in_each_round(tmp_path):
    written = write_articles(read_articles(None, 2), tmp_path / "tin.jsonl")

    seconds = facets.measure(written.path, written.path, rounds=2)

    assert [len(rounds) for rounds in seconds.values()] == [2, 2]
    assert all(spent > 0 for rounds in seconds.values() for spent in rounds)
