"""The right answers: of each question in each state of the cycle, from an index apart."""

import http
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from flask.testing import FlaskClient

from search_app import Index, open_index
from search_app.web import create_app
from tests.reliability.soak import builders
from tests.reliability.soak.questions import HOST, Question
from tests.reliability.soak.states import CYCLE, Record

# What differs between two right answers: how long it took, and which build it was, by its time
# and in the cursor. Written so that they mean the same in Python and in Lua.
VOLATILE = (
    '"took_ms": ?[0-9.e-]+',
    '"next_cursor": ?"[^"]+"',
    '"built": ?"[^"]+"',
    'class="took">[^<]+',
    'class="built">[^<]+',
)
_START, _FACTOR = 5381, 33  # Bernstein's: a digest of 32 bits is enough, each answer has few rivals
_VOLATILE = re.compile("|".join(VOLATILE).encode())


@dataclass(frozen=True, slots=True)
class Expected:
    """A question, and the digest of its answer in each state of the cycle."""

    question: Question
    digests: tuple[int, ...]

    def is_right(self, found: int, first: int, last: int) -> bool:
        """Return whether an answer is that of one of the states from `first` to `last`."""
        return any(found == self.digests[n % len(CYCLE)] for n in range(first, last + 1))


def digest(status: int, body: bytes) -> int:
    """Return a number that tells answers apart; `checked.lua` counts the same."""
    text = f"{status}\n".encode() + _VOLATILE.sub(b"", body)
    values = np.array([_START, *text], np.uint32)
    powers = np.full(len(values), _FACTOR, np.uint32)
    powers[0] = 1
    powers = powers.cumprod(dtype=np.uint32)[::-1]
    return int((values * powers).sum(dtype=np.uint32).astype(np.int32))


def states(contents: Mapping[str, Sequence[Record]], folder: Path, index: Path) -> Iterator[Index]:
    """Go round the cycle once; yield each state, opened anew."""
    for step in CYCLE:
        builders.run(step, contents, folder, index)
        yield open_index(index).snapshot()


def answers(index: Index, questions: Sequence[Question]) -> list[int]:
    """Return the digests of all answers of one state.

    Raises:
        RuntimeError: one fails; that is no answer to hold others to.
    """
    client = create_app(index).test_client()
    return [_answer(client, question) for question in questions]


def _answer(client: FlaskClient, question: Question) -> int:
    with client.get(question.path, base_url=f"http://{HOST}") as response:
        if response.status_code >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RuntimeError(f"{question.path}: {response.text}")
        return digest(response.status_code, response.get_data())
