"""Why an article is about a topic, or is not: the points that its phrases gather."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

Place = Literal["title", "lead", "body"]
Verdict = Literal["about", "mentioned", "not"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase of a topic, as its file writes it, and how often one part of an article has it."""

    phrase: str
    weight: float  # points
    place: Place
    factor: float  # times the weight, for the place
    count: int
    is_hint: bool  # it says the topic only beside phrases that do

    @property
    def points(self) -> float:
        """Return what it adds to the topic."""
        return self.weight * self.factor * self.count


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an article gathers for one topic."""

    topic: str
    asked: float  # points that an article of this length needs
    findings: tuple[Finding, ...]  # title, lead, body; in each as they are first read

    @property
    def points(self) -> float:
        """Return the sum of its findings; 0 when there are only hints."""
        return 0.0 if self.is_hinted else sum(finding.points for finding in self.findings)

    @property
    def is_hinted(self) -> bool:
        """Whether there are hints, but no phrase that lets them count."""
        return bool(self.findings) and all(own.is_hint or own.weight <= 0 for own in self.findings)

    @property
    def verdict(self) -> Verdict:
        """Return whether the article is about the topic, only mentions it, or does not."""
        # Rounded: 0.1 and 0.2 reach 0.3.
        if round(self.points, 6) >= round(self.asked, 6):
            return "about"
        return "not" if self.is_hinted or not self.findings else "mentioned"

    def as_json(self) -> dict[str, Any]:
        """Return all of it as values for JSON, points to two decimals."""
        return {
            "topic": self.topic,
            "verdict": self.verdict,
            "points": round(self.points, 2),
            "asked": round(self.asked, 2),
            "findings": [
                {**asdict(finding), "points": round(finding.points, 2)} for finding in self.findings
            ],
        }


class Judged(NamedTuple):
    """An article and what it gathers for each topic."""

    origin: str  # as a person finds it: "news.jsonl:12"
    title: str
    topics: list[Judgement]

    @property
    def about(self) -> tuple[str, ...]:
        """Return the names of the topics it is about."""
        return tuple(own.topic for own in self.topics if own.verdict == "about")

    def as_json(self) -> dict[str, Any]:
        """Return all of it as values for JSON."""
        topics = [own.as_json() for own in self.topics]
        return {"origin": self.origin, "title": self.title, "topics": topics}
