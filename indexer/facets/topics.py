"""What an article is about: the phrases of topics.toml, weighed against its length."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indexer.facets.spelling import anchored, any_of, rarest, unify, unify_extracted

TOPICS = Path(__file__).with_name("topics.toml")

_IN_TITLE = 3.0  # times the weight of a phrase
_IN_LEAD = 2.0
_LEAD_CHARACTERS = 450
_LONGEST = 6000  # characters; from there on an article need not say it more often


@dataclass(frozen=True, slots=True)
class Topic:
    """One configured topic; `weights` are in points, keyed by the phrase as it is matched."""

    name: str
    enough: float  # points
    enough_per_1000: float  # points more for every thousand characters of the body
    weights: dict[str, float]
    pattern: re.Pattern[str]
    hint: re.Pattern[str]  # in every text that has a phrase; looked for in a third of the time


def find_topics(
    title: str, body: str, *, topics: tuple[Topic, ...] | None = None
) -> tuple[str, ...]:
    """Return the names of the topics it is about, in the order of the data file.

    Title and body are as extraction leaves them: composed, of Latin letters.
    """
    title, body = unify_extracted(title).lower(), unify_extracted(body).lower()
    return tuple(
        topic.name
        for topic in (load_topics() if topics is None else topics)
        if points(topic, title, body) >= _asked(topic, body)
    )


def points(topic: Topic, title: str, body: str) -> float:
    """Return what `topic` gathers in a spelled title and body."""
    in_title = sum(topic.weights[match[0]] for match in _matches(topic, title))
    total = _IN_TITLE * in_title
    for match in _matches(topic, body):
        weight = topic.weights[match[0]]
        total += weight * (_IN_LEAD if match.start() < _LEAD_CHARACTERS else 1.0)
    return total


def _matches(topic: Topic, text: str) -> Iterator[re.Match[str]]:
    return topic.pattern.finditer(text) if topic.hint.search(text) else iter(())


@cache
def load_topics(path: Path = TOPICS) -> tuple[Topic, ...]:
    """Return the topics of a file like topics.toml, read once."""
    return tuple(map(_topic, tomllib.loads(path.read_text("utf-8"))["topic"]))


def _asked(topic: Topic, body: str) -> float:
    return topic.enough + topic.enough_per_1000 * min(len(body), _LONGEST) / 1000


def _topic(table: dict[str, Any]) -> Topic:
    weights = {unify(phrase).lower(): float(weight) for phrase, weight in table["phrases"].items()}
    pattern = re.compile(rf"(?<!\w){any_of(weights)}(?!\w)")
    hint = re.compile(rf"{anchored(weights, rarest)}(?!\w)")
    return Topic(table["name"], table["enough"], table["enough_per_1000"], weights, pattern, hint)
