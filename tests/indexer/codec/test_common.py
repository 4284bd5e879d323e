"""Rows say of each article what the lists say."""

import numpy as np
import pytest

from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec import common
from indexer.codec.build import Entry, build, id_arrays
from indexer.codec.frequencies import BODY, LEAD, TITLE
from indexer.codec.segment import Segment

ARTICLES = [
    Article(id="0", title="và vá", body="và " * 30 + "vá " * 31),  # twice 24, and the step is 47
    Article(id="1", title="và và vá vá va", body="của"),  # 5 times in the title: nor such a one
    Article(id="2", body="và " * 45 + "vá " * 13),  # 34 and 13 are 47; vá is behind the lead
    Article(id="6", body="và vá"),  # two in the lead: nor is there a code for that
    Article(id="3", body="của va"),
    Article(id="4", title="va", body="của"),
    Article(id="5", body="hiếm"),
]


@pytest.fixture
def segment(monkeypatch):
    monkeypatch.setattr(common, "LEAST", 1)
    entries = [Entry(article, "p", 0, 0) for article in ARTICLES]
    arrays = build(entries, analyse_batch(ARTICLES, default_abbreviations()))
    ids = id_arrays([article.id for article in ARTICLES])
    return Segment(arrays | ids | common.common_arrays(arrays))


def in_lists(segment, first, last):
    """Return {article: [times in the title, in the body, spellings in the lead]} by the lists."""
    found = {}
    docs, codes = segment.postings("syllable", first, last)
    for doc, code in zip(docs.tolist(), codes.tolist(), strict=True):
        times = found.setdefault(doc, [0, 0, 0])
        times[0] += TITLE[code]
        times[1] += BODY[code]
        times[2] += LEAD[code]
    return found


def in_row(segment, row):
    codes = segment.row_codes[row]
    found = {
        at: [table[codes[at]] for table in (TITLE, BODY, LEAD)]
        for at in np.flatnonzero(codes).tolist()
    }
    rest = segment.rest(row)
    assert not found.keys() & set(rest.docs.tolist())
    return found | {
        doc: times for doc, *times in zip(*(column.tolist() for column in rest), strict=True)
    }


def test_a_row_says_what_its_lists_say(segment):
    assert segment.rows
    for (first, last), row in segment.rows.items():
        assert in_row(segment, row) == in_lists(segment, first, last)
        assert segment.arrays["common_articles"][row] == len(in_row(segment, row))


def test_a_quarter_of_the_articles_makes_a_row(segment):
    def stretch(folded):
        terms = segment.terms_of(segment.group(folded))
        return terms.start, terms.stop

    assert segment.rest(segment.rows[stretch("va")]).docs.tolist() == [0, 1, 3]
    assert stretch("cua") in segment.rows
    assert stretch("hiem") not in segment.rows
    assert len(segment.rows) == len({*segment.rows.values()})


def test_few_articles_need_no_rows(monkeypatch, segment):
    monkeypatch.setattr(common, "LEAST", 7)

    assert not len(common.common_arrays(segment.arrays)["common_lists"])
