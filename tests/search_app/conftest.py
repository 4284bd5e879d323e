"""The command line, a lexicon in dictionaries, and indexes segment by segment."""

from collections import Counter

import numpy as np
import pytest
from click.testing import CliRunner

from analyzers import fold, pair_starts, split_syllables
from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.codec.build import Entry, build
from indexer.commit import new_generation
from indexer.store import current_generation
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
