"""Texts are cut where `split_syllables` finds their syllables, however they are read."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import split_syllables
from search_app.core.cuts import Vocabulary, cut
from search_app.core.port import LINE_END, Wanted
from search_app.core.texts import CutTexts

WORDS = """
Hải Phòng covid19 vtv3 f0 a_b 15-NQ/TW. Toà toà TOÀ ng\u00adười e\u0301\u0302 \u200bủy\u200bban
東京 \u0301 𝐀𝐁 “số”
""".split()
texts = st.lists(
    st.sampled_from([*WORDS, " ", "\n", ", ", "\n\n", "-"]) | st.text(max_size=4), max_size=20
).map("".join)


@given(title=texts, body=texts)
@example(title="", body="")
@example(title="covid19", body="vtv3covid19 x")
@example(title="", body="một hai\nba " * 2_000)
@example(title="người", body=("x" * 9_000 + "\nng\u00adười covid19 ") * 2)
def test_cuts_stand_where_the_syllables_begin_and_end(title, body):
    text = f"{title}\n{body}"
    vocabulary = Vocabulary()

    found = cut(title, body, vocabulary)

    syllables = split_syllables(text)
    at = [number > 0 for number in found.syllables]
    starts = [start for start, has in zip(found.starts[:-1].tolist(), at, strict=True) if has]
    ends = [end for end, has in zip(found.ends.tolist(), at, strict=True) if has]
    numbers = [number for number in found.syllables.tolist() if number]
    assert (starts, ends) == ([s.start for s in syllables], [s.end for s in syllables])
    assert numbers == [vocabulary.number(s.marked, s.folded) for s in syllables]
    assert at[1:] == [True] * (len(at) - 1)
    assert found.starts[-1] == len(text)
    bounds = itertools.pairwise(found.starts.tolist())
    assert found.line_ends.tolist() == ["\n" in text[first:last] for first, last in bounds]
    assert 0 <= found.starts[found.body - 1] <= len(title)
    assert found.starts[found.body - 1] + found.title_end == len(title)


def test_texts_cut_before_a_vocabulary_grew_are_asked_as_well_as_those_cut_after():
    vocabulary = Vocabulary()
    before = cut("Hải Phòng", "họp", vocabulary)
    after = cut("hải sản", "phòng\nHAI", vocabulary)
    wanted = [Wanted("hai", frozenset(["hải"])), Wanted("phong", frozenset())]

    found = CutTexts([before, after], vocabulary, wanted)

    assert found.codes.tolist() == [2, 3 | LINE_END, 0, 2, 0, 3 | LINE_END, 1]


def test_of_two_that_fold_alike_each_spelling_has_the_code_of_its_own():
    wanted = [Wanted("so", frozenset(["số"])), Wanted("so", frozenset(["sở"]))]

    found = CutTexts.of([("số sở so", "Sổ")], wanted)

    assert found.codes.tolist() == [2, 4, 1 | LINE_END, 1]
