"""Visitors: connections that do what takes more than one request, and check that, too.

Browsers that have an answer and ask whether it is still right, programs that go from page to
page by cursor, and people who save a list as a file.
"""

import gzip
import http.client
import json
import random
import threading
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from tests.reliability.soak.expected import Expected, digest
from tests.reliability.soak.questions import HOST, second_page
from tests.reliability.soak.window import Window

_LONGEST = 30  # seconds that an answer may take
_OUTDATED = 410  # what a cursor of an index of before is answered with
_UNCHANGED = 304
_FAILED = frozenset({429, *range(500, 600)})
_EXAMPLES = 20


class Visitor(threading.Thread):
    """One connection that is kept open, asking until it is stopped."""

    def __init__(
        self, number: int, address: str, expected: Sequence[Expected], window: Window
    ) -> None:
        super().__init__(name=f"visitor {number}")
        self.counts: Counter[str] = Counter()
        self.examples: list[str] = []
        self._rng = random.Random(number)
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_LONGEST)
        self._expected = {own.question.path: own for own in expected}
        self._window = window
        self._kept: dict[str, tuple[str, int]] = {}  # of a path the tag and digest of an answer
        self._stopped = threading.Event()

    def run(self) -> None:
        """Ask at random, and ask again what was answered."""
        paths = list(self._expected)
        while not self._stopped.is_set():
            path = self._rng.choice(paths)
            try:
                self._ask(path)
                if second_page(path) in self._expected:
                    self._turn(path)
            except (OSError, http.client.HTTPException) as error:
                self._note("unanswered", path, repr(error))
                self._connection.close()
        self._connection.close()

    def stop(self) -> None:
        """Let the request that is under way end, and ask no other."""
        self._stopped.set()
        self.join()

    def _ask(self, path: str) -> None:
        """Ask for an answer, or whether the one that is known is still right."""
        tag, known = self._kept.get(path, ("", 0))
        headers = {"If-None-Match": tag} if tag else {}
        first = self._window.first
        status, body, tag = self._get(path, headers)
        if status == _UNCHANGED:
            self.counts["not changed"] += 1
        found = known if status == _UNCHANGED else digest(status, body)
        if self._check(path, found, status, first, body) and tag:
            self._kept[path] = tag, found

    def _turn(self, path: str) -> None:
        """Go from the first page to the second by cursor, if there is a second."""
        first = self._window.first
        status, body, _ = self._get(path, {})
        is_right = self._check(path, digest(status, body), status, first, body)
        cursor = json.loads(body).get("next_cursor") if is_right else None
        if cursor is None:
            return
        turned = self._window.first
        status, body, _ = self._get(f"{path}&cursor={cursor}", {})
        if status == _OUTDATED and self._window.last > first:
            self.counts["outdated cursors"] += 1
        else:
            self._check(second_page(path), digest(status, body), status, turned, body)

    def _check(self, path: str, found: int, status: int, first: int, body: bytes) -> bool:
        """Count an answer, asked for when `first` was current; return whether it is right."""
        own, last = self._expected[path], self._window.last
        if own.is_right(found, first, last):
            return True
        if status in _FAILED:
            what = "failed"
        else:
            what = "stale" if first and own.is_right(found, first - 1, first - 1) else "wrong"
        said = f"answered {status} in states {first} to {last}: {body[:200]!r}"
        self._note(what, path, said)
        return False

    def _note(self, what: str, path: str, said: str) -> None:
        self.counts[what] += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(f"{what}: {path} {said}")

    def _get(self, path: str, more: dict[str, str]) -> tuple[int, bytes, str]:
        """Return status, body and tag of an answer, which comes compressed or not."""
        coding = self._rng.choice(["gzip", "identity"])
        headers = {"Host": HOST, "Accept-Encoding": coding, **more}
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        self.counts["answered"] += 1
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return answer.status, body, answer.headers.get("ETag", "")
