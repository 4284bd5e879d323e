"""Read files like topics.toml, a user's own after the shipped one."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from analyzers import split_syllables
from indexer.errors import TopicsError
from indexer.facets.phrases import Spelling, spelled
from indexer.facets.topics import Topic, Topics

SHIPPED = Path(__file__).with_name("topics.toml")

_ENOUGH = 2.0  # points, of a topic that does not say it
_ENOUGH_PER_100 = 0.2
_KEYS = ("name", "enough", "enough_per_100", "phrases", "hints", "leave_out")
_EXAMPLE = 'write [[topic]], name = "lễ hội", then [topic.phrases] and lines like "lễ hội" = 1.0'


@cache
def default_topics() -> Topics:
    """Return the shipped topics, read once."""
    return load_topics(SHIPPED)


def load_topics(*paths: Path) -> Topics:
    """Return the topics in `paths`.

    A topic of a later file takes the place of the one with its name, whatever the case and the
    spelling of that; one that says ``leave_out = true`` only takes it away.

    Raises:
        TopicsError: a file cannot be read, or an entry of it is none: which, and what to write.
    """
    topics: dict[Spelling, Topic | None] = {}
    for path in paths:
        own = _File(path).topics()
        for spelling in own.keys() - topics.keys():
            if own[spelling] is None:
                raise TopicsError(
                    f"{path}: there is no topic “{' '.join(spelling)}” to leave out; those there"
                    f" are: {', '.join(topic.name for topic in topics.values() if topic)}"
                )
        topics.update(own)
    return Topics(tuple(topic for topic in topics.values() if topic is not None))


class _File:
    """One file while it is read; it knows where to point when an entry is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._where = str(path)
        try:
            self._text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise TopicsError(f"{path}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise TopicsError(f"{path}: not UTF-8; save the file as UTF-8") from error

    def topics(self) -> dict[Spelling, Topic | None]:
        """Return the topics by the terms of their names; None for one that is to be left out."""
        try:
            table = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            self._fail(f"not TOML: {error}", _EXAMPLE)
        for key in table.keys() - {"topic"}:
            self._fail(f"“{key}” is no [[topic]]", _EXAMPLE)
        entries = table.get("topic", [])
        if not isinstance(entries, list) or not all(isinstance(own, dict) for own in entries):
            self._fail("[topic] has one pair of brackets", _EXAMPLE)
        found: dict[Spelling, Topic | None] = {}
        for number, entry in enumerate(entries, start=1):
            self._where = f"{self._path}, topic {number}"
            name = self._name(entry)
            self._where = f"{self._path}, topic “{name}”"
            spelling = spelled(name)
            if spelling in found:
                self._fail("stands there twice", "put all its phrases into one [[topic]]")
            found[spelling] = self._topic(name, entry)
        return found

    def _name(self, entry: Mapping[str, Any]) -> str:
        name = entry.get("name")
        if not isinstance(name, str) or not split_syllables(name) or not name.isprintable():
            self._fail("it has no name", 'write name = "…" below [[topic]]')
        return " ".join(name.split())

    def _topic(self, name: str, entry: Mapping[str, Any]) -> Topic | None:
        for key in entry.keys() - set(_KEYS):
            self._fail(f"“{key}” means nothing here", f"use {', '.join(_KEYS)}")
        leave_out = entry.get("leave_out", False)
        if not isinstance(leave_out, bool):
            self._fail("leave_out is neither true nor false", "write leave_out = true")
        if leave_out:
            return None
        phrases, hints = self._weights(entry, "phrases"), self._weights(entry, "hints")
        self._check_once([*phrases, *hints])
        if not any(weight > 0 for weight in phrases.values()):
            self._fail("no phrase has a weight above 0", 'below [topic.phrases] write "…" = 1.0')
        enough = self._number(entry.get("enough", _ENOUGH), "enough")
        if enough <= 0:
            self._fail("enough is not above 0", "write how many points make the topic, like 2.5")
        per_100 = self._number(entry.get("enough_per_100", _ENOUGH_PER_100), "enough_per_100")
        if per_100 < 0:
            self._fail("enough_per_100 is below 0", "write 0 where length does not matter")
        return Topic(name, enough, per_100, phrases, hints)

    def _weights(self, entry: Mapping[str, Any], key: str) -> dict[str, float]:
        table = entry.get(key, {})
        if not isinstance(table, dict):
            self._fail(f"{key} is no table", f'below [topic.{key}] write "…" = 1.0')
        return {
            self._phrase(phrase): self._number(weight, f"“{phrase}”")
            for phrase, weight in table.items()
        }

    def _phrase(self, phrase: str) -> str:
        if not split_syllables(phrase):
            self._fail(f"“{phrase}” has neither letter nor digit", "write a phrase of the news")
        if phrase in _KEYS:  # in TOML all that stands below a heading belongs to it
            self._fail(f"“{phrase}” stands among the phrases", "put it below the name")
        return phrase

    def _check_once(self, phrases: Iterable[str]) -> None:
        seen: dict[Spelling, str] = {}
        for phrase in phrases:
            spelling = spelled(phrase)
            if spelling in seen:
                self._fail(f"“{seen[spelling]}” and “{phrase}” are one phrase", "write it once")
            seen[spelling] = phrase

    def _number(self, value: object, what: str) -> float:
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not math.isfinite(value)
        ):
            self._fail(f"{what} is {value!r}, not a number", "write one like 1.0")
        return float(value)

    def _fail(self, problem: str, advice: str) -> NoReturn:
        raise TopicsError(f"{self._where}: {problem}; {advice}")
