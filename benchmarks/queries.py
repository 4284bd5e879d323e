"""What is asked: stretches of titles, the same for every size and every system."""

import random
import re
from collections.abc import Callable, Sequence

from unidecode import unidecode

from benchmarks.articles import Article

SEED = 20
ALL = "all kinds"
FIRST = "all, the first time"
ASKED = 2_000  # articles whose titles are asked for: as many as the slowest system holds
LONG_ENOUGH = 7  # syllables in a title
_SYLLABLE = re.compile(r"\w+")

Stretch = Callable[[int, int], str]

KINDS: dict[str, Callable[[Stretch], str]] = {
    "one syllable": lambda stretch: stretch(1, 1),
    "2–3 syllables": lambda stretch: stretch(2, 3),
    "4–7 syllables": lambda stretch: stretch(4, 7),
    "4–7, no accents": lambda stretch: unidecode(stretch(4, 7)),
    "quoted phrase": lambda stretch: f'"{stretch(2, 4)}"',
}


def draw(articles: Sequence[Article], each: int) -> dict[str, list[str]]:
    """Return `each` queries of every kind."""
    stretch = _stretches(articles)
    return {kind: [make(stretch) for _ in range(each)] for kind, make in KINDS.items()}


def draw_three(articles: Sequence[Article], count: int) -> list[str]:
    """Return `count` queries of three syllables."""
    stretch = _stretches(articles)
    return [stretch(3, 3) for _ in range(count)]


def _stretches(articles: Sequence[Article]) -> Stretch:
    titles = [_SYLLABLE.findall(article["title"]) for article in articles[:ASKED]]
    titles = [title for title in titles if len(title) >= LONG_ENOUGH]
    chance = random.Random(SEED)  # noqa: S311  the same queries every time, no secret

    def stretch(low: int, high: int) -> str:
        title, length = chance.choice(titles), chance.randint(low, high)
        start = chance.randint(0, len(title) - length)
        return " ".join(title[start : start + length])

    return stretch
