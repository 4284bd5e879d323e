"""What clauses give an article of a cluster is what they give it in the local index."""

import pytest

from search_app.core.reader import Reader
from search_app.engines.opensearch import queries
from search_app.engines.opensearch.explaining import Terms, shares
from search_app.engines.opensearch.idf import Counts

STEP = 1 / 256  # to which frequencies are rounded


@pytest.mark.parametrize(
    "typed", ["chuyển đổi số", "so hai phong", "UBND TP.HCM", "15-NQ/TW", "Covid-19", "“ủy ban” ăn"]
)
def test_shares_are_those_of_the_local_index(twins, numbers, typed):
    clauses = Reader(twins.local).ask(typed).clauses
    lexicon = twins.local.lexicon
    counts = Counts(twins.asking, lexicon, queries.QueryBuilder(lexicon)).of(clauses)
    having = dict(zip(clauses, counts, strict=True))

    for number in numbers:
        expected = twins.local.shares(clauses, number)
        terms = Terms(twins.local.article(number), twins.local.abbreviations)
        found = shares(
            clauses,
            terms,
            twins.means,
            lexicon.articles,
            having,
        )

        assert [own[:5] for own in map(told, found)] == [own[:5] for own in map(told, expected)]
        for one, other in zip(found, expected, strict=True):
            places = len(one.clause.places[0]) * len(one.clause.places[-1])
            assert one.amount == pytest.approx(other.amount, abs=3 * STEP * places)


def told(share):
    return share.clause, share.title_tf, share.body_tf, share.in_lead, share.idf


def test_an_article_without_a_clause_has_no_share_of_it(twins):
    clauses = Reader(twins.local).ask("chuyển đổi").clauses
    terms = Terms(twins.local.article(0), twins.local.abbreviations)
    none = Terms(type(twins.local.article(0))(id="a", body=""), twins.local.abbreviations)

    assert shares(clauses, none, twins.means, 1, {}) == []
    assert terms.lengths() > (0, 0)
