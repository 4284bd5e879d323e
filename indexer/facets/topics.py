"""What an article is about: the phrases of topics.toml, weighed against its length."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indexer.facets.phrases import Found, Match, PhraseBook
from indexer.judgement import Finding, Judgement, Place

_FACTORS: Mapping[Place, float] = {"title": 3.0, "lead": 2.0, "body": 1.0}
_LEAD = 100  # syllables
_LONGEST = 1_300  # syllables; from there on an article need not say it more often


@dataclass(frozen=True, slots=True)
class Topic:
    """One configured topic; weights are in points, keyed by the phrase as the file writes it."""

    name: str
    enough: float  # points
    enough_per_100: float  # points more for every hundred syllables of the body
    phrases: Mapping[str, float]
    hints: Mapping[str, float]  # phrases that count only beside one of `phrases`

    @property
    def weights(self) -> dict[str, float]:
        """Return the weights of phrases and hints."""
        return {**self.phrases, **self.hints}

    def summary(self) -> dict[str, Any]:
        """Return what it asks, and how many phrases and hints it has, as values for JSON."""
        return {
            "name": self.name,
            "enough": self.enough,
            "enough_per_100": self.enough_per_100,
            "phrases": len(self.phrases),
            "hints": len(self.hints),
        }


@dataclass(frozen=True)
class Topics:
    """The topics that articles are judged by. Two are equal when they judge alike."""

    topics: tuple[Topic, ...]

    def __getstate__(self) -> dict[str, Any]:
        """Return what a pickle needs: not the phrase book, which is made when first used."""
        return {"topics": self.topics}

    @cached_property
    def book(self) -> PhraseBook:
        """The phrases of all topics, those of one topic as one list."""
        return PhraseBook([topic.weights for topic in self.topics])

    def find(self, title: str, body: str) -> tuple[str, ...]:
        """Return the names of the topics an article is about, in the order of the file."""
        read = self.book.find(title), self.book.find(body)
        # Nearly every article has some hint; only a phrase makes it worth adding up.
        said = {
            match.owner
            for found in read
            for match in found.matches
            if match.phrase in self.topics[match.owner].phrases
        }
        return tuple(own.topic for own in self._judged(read, said) if own.verdict == "about")

    def judge(self, title: str, body: str) -> list[Judgement]:
        """Return what an article gathers for each topic, in the order of the file."""
        read = self.book.find(title), self.book.find(body)
        return list(self._judged(read, range(len(self.topics))))

    def _judged(self, read: tuple[Found, Found], numbers: Collection[int]) -> Iterator[Judgement]:
        """Yield what title and body as `read` gather for some topics, given by their numbers."""
        if not numbers:
            return
        in_title, in_body = read
        counts = Counter(_placed(in_title.matches, in_body.matches))
        for number in sorted(numbers):
            found = {key[1:]: count for key, count in counts.items() if key[0] == number}
            yield _judgement(self.topics[number], found, in_body)


def _placed(title: list[Match], body: list[Match]) -> Iterator[tuple[int, Place, str]]:
    yield from ((owner, "title", phrase) for owner, phrase, _ in title)
    yield from (
        (owner, "lead" if syllable < _LEAD else "body", phrase) for owner, phrase, syllable in body
    )


def _judgement(topic: Topic, found: Mapping[tuple[Place, str], int], body: Found) -> Judgement:
    weights = topic.weights
    findings = tuple(
        Finding(phrase, weights[phrase], place, _FACTORS[place], count, phrase in topic.hints)
        for (place, phrase), count in found.items()
    )
    asked = topic.enough + topic.enough_per_100 * min(body.syllables, _LONGEST) / 100
    return Judgement(topic.name, asked, findings)
