"""All systems give the whole answer, so that none is fast by doing less."""

import sys

import pytest

from benchmarks import peers, search
from benchmarks.articles import grown, read_articles, write_articles

ARTICLES = 12


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "articles.jsonl"
    return write_articles(grown(read_articles(None), ARTICLES), path)


@pytest.fixture(params=peers.NAMES)
def system(request, source, tmp_path):
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    (made,) = peers.load([request.param]).values()
    made.build(source.path, tmp_path / "index")
    made.open(tmp_path / "index")
    return made


@pytest.mark.parametrize(("query", "total"), [("zwzzz và", 12), ('"đối ngoại"', 5), ("zwzzz", 0)])
def test_every_system_finds_what_has_any_of_the_words_or_the_phrase(system, query, total):
    assert system.ask(query) == total


@pytest.mark.parametrize("query", ["AND OR", "NOT", "IN"])
def test_no_word_of_a_title_is_an_operator(system, query):
    assert system.ask(query) >= 0


def test_a_system_that_is_not_installed_is_left_out_in_one_line(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "benchmarks.peers.tantivy", raising=False)

    assert list(peers.load(["tantivy", "fts5"])) == ["fts5"]
    assert capsys.readouterr().out == "tantivy: left out, tantivy is not installed\n"


def test_systems_take_turns_and_a_slow_one_is_asked_less():
    asked = []

    class Fake:
        limit = None

        def __init__(self, name, stride):
            self.name, self.stride = name, stride

        def ask(self, query):
            asked.append((self.name, query))
            return query != "c"

    fakes = {"quick": Fake("quick", 1), "slow": Fake("slow", 2)}
    times, nothing = search.ask(fakes, {"kind": ["a", "b", "c"]}, 1)

    assert asked == [("quick", "a"), ("slow", "a"), ("quick", "b"), ("quick", "c"), ("slow", "c")]
    assert [len(one) for one in times["kind", "quick"]] == [3]
    assert [len(one) for one in times["kind", "slow"]] == [2]
    assert nothing == {"quick": 1, "slow": 1}
