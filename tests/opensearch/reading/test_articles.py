"""Articles of a cluster, and their texts, are those of the local index."""

import pytest

from analyzers.abbreviations import default_abbreviations
from search_app.core.query import read_query
from search_app.core.snippets import excerpts
from search_app.core.wanted import tables
from search_app.engines.opensearch.articles import Articles, GoneError


@pytest.fixture
def articles(twins):
    return Articles(twins.asking)


class Counting:
    """Counts what is asked."""

    def __init__(self, asking):
        self._asking = asking
        self.asked = 0

    def hits(self, *args):
        self.asked += 1
        return self._asking.hits(*args)


@pytest.fixture
def counting(twins):
    return Counting(twins.asking)


def test_articles_and_heads_are_those_of_the_local_index(articles, twins, numbers):
    assert [articles.article(number) for number in numbers] == [
        twins.local.article(number) for number in numbers
    ]
    assert articles.heads(numbers) == twins.local.heads(numbers)


def test_an_article_is_found_by_its_id(articles, twins, numbers):
    ids = [twins.local.article(number).id for number in numbers]

    assert [articles.number(article_id) for article_id in ids] == [*numbers]
    assert articles.number("số") is None
    assert articles.number("số " + "0" * 600) is None


@pytest.mark.parametrize(
    "typed", ["chuyển đổi số", "so UBND hai", "15-NQ/TW", "covid 19", "TPHCM", "không có"]
)
def test_snippets_are_those_of_the_local_index(articles, twins, numbers, typed):
    looked_for = tables(read_query(typed, default_abbreviations()))

    found, again = (articles.texts(numbers, looked_for.wanted) for _ in range(2))

    expected = excerpts(twins.local.texts(numbers, looked_for.wanted), looked_for)
    assert excerpts(found, looked_for) == expected
    assert excerpts(again, looked_for) == expected


def test_what_a_search_brought_along_is_not_asked_for(counting, twins):
    articles = Articles(counting)
    query = {"query": {"range": {"number": {"lt": 10}}}, "sort": ["number"]}
    hits = twins.asking.hits(query)

    articles.keep([(hit["sort"][0], hit["_source"]["article"]) for hit in hits])

    assert articles.heads(range(10)) == twins.local.heads(range(10))
    assert counting.asked == 0


def test_the_number_of_an_article_that_is_kept_is_not_asked_for(counting):
    articles = Articles(counting)
    ids = [head.id for head in articles.heads([3, 1])]

    assert [articles.number(own) for own in ids] == [3, 1]
    assert counting.asked == 1


def test_the_number_of_an_article_that_made_room_is_asked_for_again(counting):
    articles = Articles(counting, budget=1)
    ids = [articles.article(number).id for number in (1, 2)]

    assert [articles.number(own) for own in reversed(ids)] == [2, 1]
    assert counting.asked == 3


def test_what_is_missing_comes_in_one_answer(counting):
    articles = Articles(counting)

    articles.heads([3, 1, 2, 1])
    articles.texts([1, 2, 3], [])

    assert counting.asked == 1


def test_articles_that_will_be_read_in_turn_come_a_hundred_at_once(counting, twins, numbers):
    articles = Articles(counting)
    order = [*reversed(numbers)]
    articles.will_be_read(order)

    read = [articles.article(number) for number in order]

    assert read == [twins.local.article(number) for number in order]
    assert counting.asked == -(-len(order) // 100)


def test_what_is_known_already_is_no_end_of_reading_in_turn(counting, numbers):
    articles = Articles(counting)
    articles.heads(numbers[:10])
    articles.heads(numbers[105:115])
    articles.will_be_read([*numbers])
    articles.article(numbers[150])  # somebody else's

    for number in numbers:
        articles.article(number)

    assert counting.asked <= 3 + -(-len(numbers) // 100) + 1


def test_no_more_is_kept_than_there_is_room_for(counting, twins, numbers):
    articles = Articles(counting, budget=20_000)

    for number in numbers:
        articles.article(number)

    assert 0 < articles.size <= 20_000
    assert articles.heads(numbers) == twins.local.heads(numbers)


def test_a_number_that_no_article_has_any_more_is_an_error(articles, numbers):
    with pytest.raises(GoneError):
        articles.article(len(numbers))
    with pytest.raises(GoneError):
        articles.heads([0, len(numbers)])
