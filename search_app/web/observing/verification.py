"""Whether the files of the index that is served are as they were written.

Opening compares sizes; whether each byte is right, only reading all of them tells. A thread does
that once for each build and day, beside the answering, which also brings the files into memory.

Over 86,000 articles, 346 MB, that takes 1.2 s, in which the median search took 2.1 ms, 1.7 alone;
5.6 in a thread that does not give way.
"""

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal, cast

from flask import Flask

from search_app.core.index import Index
from search_app.web.current import EXTENSION as INDEX

Checksums = Literal["unchecked", "right", "damaged"]

_EXTENSION = "timtin-verification"
_PAUSE = 1.0  # seconds between two looks at which build is current
# An index that is updated all the time would be read all the time: it takes turns with rest.
_REST = 9  # times as long as reading took
_DAY = 24 * 60 * 60.0  # s; disks forget
_LOWEST = 19  # the priority of the thread, as nice has it
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Build:
    """The build of the index that answers now."""

    fingerprint: str
    articles: int
    built: str  # ISO time, UTC
    checksums: Checksums


class Verification:
    """Knows which build `index` gives, how often that changed, and whether its files are right."""

    def __init__(self, index: Callable[[], Index]) -> None:
        self._index = index
        self._looking = threading.Lock()
        self._last = ""  # fingerprint
        self._damaged: set[str] = set()  # fingerprints
        self._right = ""  # the fingerprint of the build that was read last without finding any
        self._again = 0.0  # when to read what was right, on the monotonic clock
        self._trouble = ""  # why reading failed
        self.changes = 0  # how often another build took the place of one

    def look(self) -> Build | None:
        """Return the build that answers now; None when the index cannot be opened."""
        with self._looking:  # so that whoever is late does not take an old build for a new one
            try:
                index = self._index()
                fingerprint = index.fingerprint
                build = Build(fingerprint, index.articles, index.built, self.of(fingerprint))
            except Exception:  # noqa: BLE001  whatever it is, it cannot be asked
                return None
            self.changes += self._last not in {"", fingerprint}
            self._last = fingerprint
            return build

    @property
    def finds_damage(self) -> bool:
        """Whether a build is damaged that answers, or did until a short while ago."""
        return bool(self._damaged)

    def of(self, fingerprint: str) -> Checksums:
        """Return what is known of a build."""
        if fingerprint in self._damaged:
            return "damaged"
        return "right" if fingerprint == self._right else "unchecked"

    def note_damage(self, fingerprint: str) -> None:
        """Remember that a build was found damaged while it was asked something."""
        self._damaged.add(fingerprint)

    def verify(self) -> None:
        """Read all files of the build that answers now, unless they were today, and remember it.

        What is damaged is logged, once. It stays so as long as that build answers: what of it is
        mapped into memory would not be mended by other files of the same names.
        """
        index = self._index()
        fingerprint = index.fingerprint
        known = self.of(fingerprint)
        if known == "damaged" or (known == "right" and time.monotonic() < self._again):
            return
        damage = _damage(index)
        if damage is None:
            self._right = fingerprint
            self._again = time.monotonic() + _DAY
            self._damaged &= {fingerprint}  # as a request may have found meanwhile
        elif self._index().fingerprint == fingerprint:  # else its files may have been removed
            self._damaged.add(fingerprint)
            _log.error("The index that is served is damaged: %s", damage)

    def run(self) -> None:
        """Verify each build, for good."""
        while True:
            started = time.monotonic()
            if self.look() is not None:
                self._try()
            time.sleep(_PAUSE + _REST * (time.monotonic() - started))

    def _try(self) -> None:
        """Verify, and say once why that cannot be done now; it is tried again."""
        try:
            self.verify()
            self._trouble = ""
        except Exception as error:  # noqa: BLE001  whatever it is, the site goes on
            if str(error) != self._trouble:
                _log.warning("The files of the index cannot be verified: %s", error)
            self._trouble = str(error)


def register(app: Flask) -> Verification:
    """Return what knows of the files that `app` serves; they are read once `start` is called."""
    app.extensions[_EXTENSION] = verification = Verification(app.extensions[INDEX])
    return verification


def verification_of(app: Flask) -> Verification:
    """Return what knows of the files that `app` serves."""
    return cast(Verification, app.extensions[_EXTENSION])


def start(app: Flask) -> None:
    """Verify what `app` serves from now on; the thread ends with the process."""
    verification = verification_of(app)
    threading.Thread(target=verification.run, name="timtin-verification", daemon=True).start()


def _damage(index: Index) -> Exception | None:
    """Return what reading all files of an index finds, done by a thread that gives way.

    Only that: who opens a build is waited for, and must not wait for others meanwhile.
    """
    found: Future[Exception | None] = Future()

    def read() -> None:
        try:
            _give_way()
            found.set_result(index.damage())
        except BaseException as error:  # noqa: BLE001  raised below, whatever it is
            found.set_exception(error)

    threading.Thread(target=read, name="timtin-reading", daemon=True).start()
    return found.result()


def _give_way() -> None:
    """Have this thread run when no other wants to; only Linux has priorities of threads."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOWEST)
