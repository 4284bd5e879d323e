"""A query can be limited: it stops between its steps, leaves nothing half made, and says why."""

import concurrent.futures
import threading

import pytest

from indexer.errors import TimTinError
from search_app import open_index
from search_app.core import limits
from search_app.core.errors import InvalidRequestError, QueryTooCostlyError
from search_app.core.limits import limited, spend
from search_app.engines import steps as steps_module
from search_app.engines.steps import steps

FIRST = "000_fd392c4447f1aa74"
QUERIES = (
    "chuyển đổi số",
    "chuyen doi so o hai phong",
    'tieude:"chuyển đổi số" OR "phòng chống dịch" -covid tru* nam:2021',
    "chuyeenr ddooir soos 15/2021",
    "chuyễn đỗi sồ haiphong UBND",
    '"ủy ban nhân dân thành phố" "không có ở đâu cả" nam:1901',
)


def asked(index, query):
    """Return what each way of asking an index says of a query, without how long it took."""
    page = index.search(query, collapse=True, histogram=True, per_page=3)
    newest = index.search(query, sort="newest", year=[2021], literal=True)
    why = index.explain(query, FIRST)
    return [
        *(
            (own.total, own.hits, own.facets, own.suggestion, own.relaxations, own.understood)
            for own in (page, newest)
        ),
        page.histogram,
        (why.rank, why.total, why.score, why.shares),
        index.suggest(query),
        index.highlight("Chuyển đổi số ở Hải Phòng\nngày 15/02/2021", query),
        index.similar(FIRST),
        [article.id for article in index.scan(query, collapse=True)],
    ]


class EndingAt:
    """Counts the steps of a query, and ends it at one of them."""

    def __init__(self, last):
        self.steps = 0
        self._last = last

    def spend(self, _postings):
        self.steps += 1
        if self.steps == self._last:
            raise QueryTooCostlyError.of_seconds(1)


@pytest.fixture
def ending_at():
    """Return a function that asks within a limit that fires at the step with some number."""

    def ask(index, query, last=0):
        meter = EndingAt(last)
        token = limits._meter.set(meter)
        try:
            asked(index, query)
        finally:
            limits._meter.reset(token)
        return meter.steps

    return ask


def test_nothing_is_limited_unless_asked():
    for _ in range(1_000):
        spend(1 << 40)


def test_a_query_may_read_so_many_postings_and_no_more():
    with limited(postings=10):
        spend(4)
        spend(6)
        with pytest.raises(QueryTooCostlyError, match="more than 10 postings"):
            spend(1)

    spend(1)


def test_a_query_may_take_so_long_and_no_longer(monkeypatch):
    now = 100.0
    monkeypatch.setattr(limits.time, "monotonic", lambda: now)

    with limited(seconds=2.5):
        now = 102.5
        spend()
        now = 102.6
        with pytest.raises(QueryTooCostlyError, match=r"more than 2\.5 seconds"):
            spend()


def test_zero_is_no_limit():
    with limited(seconds=0, postings=0):
        spend(1 << 40)


def test_inside_another_limit_that_one_holds():
    with limited(postings=10):
        with limited(postings=1_000):
            spend(9)
        with pytest.raises(QueryTooCostlyError, match="more than 10 "):
            spend(2)


def test_a_limit_is_that_of_its_own_thread():
    with limited(postings=1), concurrent.futures.ThreadPoolExecutor(1) as other:
        other.submit(spend, 100).result()


def test_the_error_says_what_to_do_and_blames_no_parameter():
    error = QueryTooCostlyError.of_postings(12_000)

    assert "12,000" in str(error)
    assert "fewer words" in str(error)
    assert isinstance(error, TimTinError)
    assert not isinstance(error, InvalidRequestError)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_ended_by_any_limit_that_is_too_small(seed_root, query):
    index = open_index(seed_root)

    with limited(postings=1), pytest.raises(QueryTooCostlyError):
        index.search(query)
    with limited(seconds=1e-9), pytest.raises(QueryTooCostlyError):
        index.search(query)


def test_no_file_is_read_to_look_for_damage_when_a_query_is_ended(seed_root, monkeypatch):
    index = open_index(seed_root).snapshot()
    monkeypatch.setattr(index._damage, "found", lambda: pytest.fail("looked for damage"))

    with limited(postings=1), pytest.raises(QueryTooCostlyError):
        index.search("chuyển đổi số")


@pytest.mark.parametrize("query", QUERIES)
def test_ended_at_any_step_a_query_leaves_nothing_half_made(seed_root, ending_at, query):
    wanted = asked(open_index(seed_root), query)
    steps = ending_at(open_index(seed_root), query)
    index = open_index(seed_root)

    assert steps > 40
    ended = 0
    for last in range(1, 2 * steps):
        try:
            ending_at(index, query, last)
        except QueryTooCostlyError:
            ended += 1
        else:
            break  # what is kept needs fewer steps
    assert ended > 20
    assert asked(index, query) == wanted


@pytest.mark.parametrize("query", QUERIES)
def test_ended_at_one_step_the_next_asking_is_right(seed_root, ending_at, query):
    wanted = asked(open_index(seed_root), query)
    steps = ending_at(open_index(seed_root), query)

    for last in range(1, steps, max(steps // 10, 1)):
        index = open_index(seed_root)
        with pytest.raises(QueryTooCostlyError):
            ending_at(index, query, last)
        assert asked(index, query) == wanted


def test_many_threads_that_are_ended_spoil_nothing_for_each_other(seed_root, ending_at):
    wanted = {query: asked(open_index(seed_root), query) for query in QUERIES}
    index = open_index(seed_root)
    together = threading.Barrier(6)

    def ask(number):
        together.wait()
        for last in range(1 + number, 60, 6):
            query = QUERIES[(last + number) % len(QUERIES)]
            try:
                ending_at(index, query, last)
            except QueryTooCostlyError:
                assert asked(index, query) == wanted[query]
        return True

    with concurrent.futures.ThreadPoolExecutor(6) as threads:
        assert all(threads.map(ask, range(6)))
    assert {query: asked(index, query) for query in QUERIES} == wanted


@pytest.mark.parametrize("text", ["\ud800" * 3_000, '"' * 3_000, "nam:" + "." * 3_000, "\0" * 10])
def test_python_never_raises_for_odd_text(seed_index, text):
    assert seed_index.search(text).total >= 0


def test_much_work_is_done_in_steps_of_some_size():
    at_once = steps_module._AT_ONCE

    assert list(steps("abcdefg", [2, 2, 3, 9, 1, 0, 1], 4)) == ["ab", "c", "d", "efg"]
    assert list(steps("abcd", [at_once, at_once // 2, at_once // 2, 1])) == ["a", "bc", "d"]
    assert at_once <= 1 << 20, "a step is some milliseconds"
    assert not list(steps("", []))


def test_many_prefixes_mark_no_more_syllables_than_a_few(build):
    letters = "bcdghklmnprstvx"
    words = [
        f"{a}{b}{c}{d}" for a in letters for b in "aeiou" for c in letters for d in letters[:4]
    ]
    index = build({"id": "1", "title": "Từ", "body": " ".join(words)})
    few = index._reader.ask("ba* be*").looked_for
    many = index._reader.ask(" ".join(f"{a}{b}*" for a in letters for b in "aeiou")).looked_for

    assert len(few.wanted) > 100
    assert 75 < len(many.wanted) < 1_400


def test_of_several_phrases_an_article_needs_all(build):
    index = build(
        {"id": "both", "title": "Một", "body": "Một hai ba bốn năm. Sáu bảy tám chín mười."},
        {"id": "first", "title": "Một", "body": "Một hai ba bốn năm. Sáu bảy, bảy tám, tám chín."},
        {"id": "pairs", "title": "Một", "body": "Một hai, hai ba, ba bốn. Sáu bảy tám chín mười."},
    )

    def found(query):
        return {hit.id for hit in index.search(query).hits}

    assert found('"một hai ba" "sáu bảy tám"') == {"both"}
    assert found('"một hai ba" OR "sáu bảy tám"') == {"both", "first", "pairs"}
    assert found('"một hai ba" -"sáu bảy tám"') == {"first"}
    assert found('một -"một hai ba" -"sáu bảy tám"') == set()
    assert found('-"một hai ba"') == {"pairs"}
