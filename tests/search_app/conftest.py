"""The command line, a lexicon in dictionaries, and indexes segment by segment."""

import datetime
import random
from collections import Counter

import numpy as np
import pytest
from click.testing import CliRunner

from analyzers import fold, pair_starts, split_syllables
from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec.build import Entry, build
from indexer.commit import new_generation
from indexer.store import current_generation
from search_app import open_index
from search_app.cli import main


class DictLexicon:
    """Implements `search_app.core.port.Lexicon` on texts."""

    def __init__(self, texts):
        self.articles = len(texts)
        self.syllables, self.pairs = Counter(), Counter()
        for text in texts:
            marked = [syllable.marked for syllable in split_syllables(text)]
            starts = pair_starts(text, split_syllables(text))
            self.syllables.update(set(marked))
            self.pairs.update({(marked[at], marked[at + 1]) for at in starts})

    def spellings(self, folded):
        found = (marked for marked in self.syllables if fold(marked) == folded)
        return tuple(sorted(found, key=lambda marked: (-self.syllables[marked], marked)))

    def syllable_count(self, marked):
        return self.syllables[marked]

    def pair_counts(self, left, right):
        counts = [[self.pairs[one, other] for other in right] for one in left]
        return np.array(counts, np.int64).reshape(len(left), len(right))

    def count_pairs(self, pairs):
        return np.array([self.pairs[pair] for pair in pairs], np.int64)

    def count_folded_pairs(self, pairs):
        counts = Counter()
        for (left, right), count in self.pairs.items():
            counts[fold(left), fold(right)] += count
        return np.array([counts[pair] for pair in pairs], np.int64)


@pytest.fixture(scope="session")
def lexicon_of():
    """Return a function that makes a lexicon of texts, one an article."""
    return lambda *texts: DictLexicon(texts)


def _add_segment(root, articles, gone=(), base=None):
    with new_generation(root, [], base) as made:
        batch = analyse_batch(articles, default_abbreviations())
        entries = [Entry(article, "p", 0, 0) for article in articles]
        made.writer.add(build(entries, batch), [article.id for article in articles])
        for article in gone:
            made.writer.delete(article.id)
    return current_generation(root)


@pytest.fixture(scope="session")
def add_segment():
    """Return a function that adds a segment, deletes articles, and returns the generation."""
    return _add_segment


@pytest.fixture(autouse=True)
def state_home(tmp_path, monkeypatch):
    """Have what a command remembers go into a folder of the test's own; return that."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "timtin"


@pytest.fixture
def run():
    """Return a function that runs ``timtin`` and returns (exit code, stdout, stderr)."""

    def invoke(*arguments, **options):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)
        return result.exit_code, result.stdout, result.stderr

    return invoke


@pytest.fixture
def on_terminal(run, monkeypatch):
    """Return a function like `run`, whose stdout is a terminal of so many columns."""

    def invoke(columns, *arguments, **options):
        for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": str(columns)}.items():
            monkeypatch.setenv(name, value)
        return run(*arguments, **options)

    return invoke


TOPICS = ("bão lũ", "chuyển đổi số", "Covid-19", "giáo dục", "lễ hội", "y tế")
CITIES = ("Hải Phòng", "Hải Dương", "Hà Nội")  # the first two are one province since July 2025


def _random_article(rng, number):
    """Return an article of which more or less is known; one in ten is a copy of another."""
    known, day = rng.random(), datetime.date(rng.randint(2018, 2023), rng.randint(1, 12), 9)
    at = datetime.datetime.combine(day, datetime.time(rng.randint(0, 23), 30))
    words = random.Random(number % 10 if rng.random() < 0.1 else number)
    return Article(
        id=f"a{number}",
        title=" ".join(words.choices(["chuyển", "đổi", "số", "cảng"], k=3)),
        body=" ".join(words.choices(["tin", "số", "mới", "hải", "phòng", "lúa", "gạo"], k=60)),
        date=(at if known < 0.2 else day) if known < 0.6 else None,
        year=day.year if known < 0.8 else None,
        cities=tuple(rng.sample(CITIES, rng.randint(0, 2))),
        topics=tuple(rng.sample(TOPICS, rng.choice([0, 1, 1, 1, 2]))),
        source=rng.choice(["", "VGP News", "Báo Hải Phòng"]),
        url=rng.choice(["", f"https://tin.example/{number}"]),
    )


@pytest.fixture(scope="session", params=range(3))
def random_index(request, tmp_path_factory, add_segment):
    """Return an index of three segments with articles deleted from the first two."""
    root, rng = tmp_path_factory.mktemp("random"), random.Random(request.param)
    live, base = [], None
    for first in (0, 60, 100):
        gone = rng.sample(live, len(live) // 8)
        more = [_random_article(rng, number) for number in range(first, first + 40)]
        base = add_segment(root, more, gone, base)
        live = [article for article in live if article not in gone] + more
    return open_index(root).snapshot()
