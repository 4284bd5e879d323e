"""A site that is asked without pause while its index is rebuilt, updated and rolled back.

In full, with --soak, as the bar has it: 30 minutes, memory flat. See `tests.reliability.soak`.
"""

import dataclasses

import pytest

from indexer import pipeline
from search_app import open_index
from search_app.core import ranking
from tests.reliability.soak import verdict
from tests.reliability.soak.expected import Expected, answers, digest
from tests.reliability.soak.load import Wrk, write_questions, wrk
from tests.reliability.soak.plain import WrongAnswerError, hold_to_plain
from tests.reliability.soak.questions import Question, questions
from tests.reliability.soak.soaking import soak
from tests.reliability.soak.states import CYCLE, contents, put, written_articles
from tests.reliability.soak.visitors import Visitor
from tests.reliability.soak.window import Window

needs_wrk = pytest.mark.skipif(not wrk(), reason="wrk is missing: tools/apt-install wrk")


@needs_wrk
def test_every_answer_is_right_while_the_index_is_built_again_and_again(request, tmp_path):
    in_full = request.config.getoption("--soak", default=False)
    size = {"seconds": 1800, "each": 8, "plain": 2} if in_full else SMALL
    soaked = soak(written_articles(3000 if in_full else 150), tmp_path, **size)

    print(verdict.section(soaked, "pytest --soak" if in_full else "pytest"))  # noqa: T201
    bars = verdict.bars(soaked) + (verdict.flat(soaked) if in_full else [])
    assert [bar for bar in bars if not bar.is_met] == [], soaked.complaints


SMALL = {"seconds": 20, "each": 1, "plain": 0}


def test_answers_are_those_of_plain_whoosh_and_of_plain_counting(tmp_path, monkeypatch):
    holds = contents(written_articles(60))
    asked = questions(holds["a"], 1)
    for build, content in ((pipeline.rebuild, "a"), (pipeline.update, "b")):
        put(holds[content], tmp_path / "sources")
        build([tmp_path / "sources"], tmp_path / "index")
        hold_to_plain(open_index(tmp_path / "index").snapshot(), asked, 6)

    monkeypatch.setattr(ranking, "saturate", lambda found, _: found)
    with pytest.raises(WrongAnswerError):
        hold_to_plain(open_index(tmp_path / "index").snapshot(), asked, 6)


@needs_wrk
def test_a_wrong_and_a_stale_answer_are_counted(site, seed_index, tmp_path):
    asked = [Question("page", "/?q=chuyen+doi+so"), Question("search", "/api/v1/search?q=covid")]
    right = answers(seed_index.snapshot(), asked)
    once, later = [1] * len(CYCLE), [1] * len(CYCLE)
    later[0] = right[1]
    expected = [
        Expected(asked[0], (right[0],) * len(CYCLE)),
        Expected(asked[1], tuple(later)),
        Expected(Question("mistake", "/nowhere"), tuple(once)),
    ]
    write_questions(expected, tmp_path / "questions.lua")
    window = Window(tmp_path / "window")
    for state in (1, 2):
        window.open(state)
    window.close(1)
    visitor = Visitor(0, site, expected, window)

    visitor.start()
    load = Wrk(site, tmp_path, tmp_path / "window", connections=2, seconds=2).wait()
    visitor.stop()

    for counts in (dataclasses.asdict(load), visitor.counts):
        assert counts["wrong"] > 0
        assert counts["stale"] > 0
        assert counts["answered"] > counts["wrong"] + counts["stale"]
    assert "wrong: /nowhere answered 404 in states 1 to 2" in load.examples


def test_an_answer_is_right_only_in_the_states_that_can_be_current():
    expected = Expected(Question("search", "/"), tuple(range(len(CYCLE))))

    assert expected.is_right(2, 1, 2)
    assert expected.is_right(2, 2 + len(CYCLE), 3 + len(CYCLE))
    assert not expected.is_right(2, 3, 4)
    assert not expected.is_right(99, 0, 100)


def test_only_what_another_build_or_moment_changes_is_left_out_of_a_digest():
    first = b'{"total":2,"took_ms":1.25,"next_cursor":"abc"}'
    later = b'{"total":2,"took_ms":13.0,"next_cursor":"def"}'

    assert digest(200, first) == digest(200, later)
    assert digest(200, first) != digest(200, later.replace(b"2", b"3"))
    assert digest(200, first) != digest(200, later.replace(b'"def"', b"null"))
    assert digest(200, first) != digest(404, first)
