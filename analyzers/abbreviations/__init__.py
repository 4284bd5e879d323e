"""Abbreviations both ways: ``UBND`` is ``ủy ban nhân dân``, and that is ``UBND``.

What is an abbreviation, and of what, stands in ``abbreviations.tsv``. To add to it or
to change it, load a file of your own after it (see ``entries.py``):

    Abbreviations.load(SHIPPED, Path("mine.tsv"))
"""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from analyzers.abbreviations.context import Context, Wanted
from analyzers.abbreviations.entries import Entry, Form, read_entries
from analyzers.chains import fold
from analyzers.orthography import is_syllable
from analyzers.syllables import Syllable
from analyzers.units import Unit

SHIPPED = Path(__file__).with_name("abbreviations.tsv")
HERE = ""  # in the tree: what may end here; no syllable is empty


class Expansion(NamedTuple):
    """Syllables ``[first, end)`` of a text are one form of an entry of the table."""

    first: int
    end: int
    entry: int  # its number
    # The entry's other forms, short ones first, each as its marked syllables. What is a word in
    # small letters (TƯ, AI) stands here in capitals, even for itself: so as a term it is no word.
    others: tuple[Form, ...]
    is_word: bool  # this form is such a one


@dataclass(frozen=True)
class Abbreviations:
    """A table of abbreviations. Two are equal when they hold the same entries."""

    entries: tuple[Entry, ...]

    @classmethod
    def load(cls, *paths: Path) -> "Abbreviations":
        """Return the table in `paths`; a later file adds to those before it or changes them.

        Raises:
            OSError: a file cannot be read.
            ValueError: a line is no entry: which file and line, and what to write.
        """
        return cls(read_entries(paths))

    def __getstate__(self) -> dict[str, Any]:
        """Return what a pickle needs: not the tree, which is made when it is first used."""
        return {"entries": self.entries}

    def find(
        self, text: str, syllables: Sequence[Syllable], units: Sequence[Unit] | None = None
    ) -> list[Expansion]:
        """Return the forms in `text` in reading order, the longest at each place.

        One that stands inside another comes after it, if it says more than that: “Ban Tuyên
        giáo Trung ương” holds TW, but “TP. HCM” says that it holds a thành phố.

        Long forms are found in any case, with their accents. Short forms are too, or, in
        a text without accents, without theirs; one that would be a word in small letters
        (``TƯ``) only in capitals, among words that are not all capitals. Nothing is found
        across paragraphs, nor short forms in the numbers of documents and in addresses: `units`
        are those of the text, for who has them at hand.
        """
        tree, context = self.tree, Context(text, syllables, units)
        marked = [syllable.marked for syllable in syllables]
        found: list[Expansion] = []
        for at in [at for at, syllable in enumerate(marked) if syllable in tree]:
            node = tree[marked[at]]
            # Three of four such syllables go on as no form does.
            if not (HERE in node or (at + 1 < len(marked) and marked[at + 1] in node)):
                continue
            for form in _longest_first(tree, marked, at):
                if context.allows(form, at):
                    expansion = Expansion(
                        at, at + form.length, form.entry, form.others, is_word=form.capitals
                    )
                    if not (found and says(found[-1], expansion)):
                        found.append(expansion)
                    break
        return found

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The forms to look for, by their first syllable, then the next, and so on.

        Under `HERE` is what ends there, a `Wanted`.
        """
        tree: dict[str, Any] = {}
        for form, wanted in self._wanted().items():
            node = tree
            for syllable in form:
                node = node.setdefault(syllable, {})
            node[HERE] = wanted
        return tree

    def _wanted(self) -> dict[Form, Wanted]:
        words = {form for entry in self.entries for form in entry.shorts if _is_words(form)}
        wanted: dict[Form, Wanted] = {}
        bare: defaultdict[Form, list[Wanted]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            forms = (*entry.shorts, *entry.longs)
            for form in forms:
                short = form in entry.shorts
                found = Wanted(len(form), number, _others(form, entry, words), short)
                wanted[form] = found._replace(capitals=form in words)
                folded = tuple(map(fold, form))
                if short and not _is_words(folded):
                    bare[folded].append(found._replace(unaccented=True))
        # What has two meanings without accents is not looked for without them.
        return {form: those[0] for form, those in bare.items() if len(those) == 1} | wanted


def with_capitals(syllables: Sequence[Syllable], expansions: Sequence[Expansion]) -> list[Syllable]:
    """Return the syllables of a query; of what is only in capitals an abbreviation, the capitals.

    So ``TƯ`` is not the word ``tư``, and finds what is written out, as ``AI`` does.
    """
    meant = list(syllables)
    for expansion in expansions:
        if expansion.is_word:
            for at in range(expansion.first, expansion.end):
                capitals = syllables[at].marked.upper()
                meant[at] = syllables[at]._replace(marked=capitals, folded=capitals)
    return meant


def _others(form: Form, entry: Entry, words: Container[Form]) -> tuple[Form, ...]:
    forms = [
        tuple(map(str.upper, short)) if short in words else short
        for short in entry.shorts
        # The tư of “BCH TƯ” would be a word; its other short forms say the same.
        if len(short) == 1 or not any((syllable,) in words for syllable in short)
    ]
    return tuple(other for other in (*forms, *entry.longs) if other != form)


def says(outer: Expansion, inner: Expansion) -> bool:
    """Whether `inner` stands inside `outer`, whose other forms hold all of its own."""
    return outer.first <= inner.first < inner.end <= outer.end and all(
        any(_holds(other, form) for other in outer.others) for form in inner.others
    )


def _holds(form: Form, part: Form) -> bool:
    return any(form[at : at + len(part)] == part for at in range(len(form) - len(part) + 1))


def _is_words(form: Form) -> bool:
    return all(map(is_syllable, form))


def _longest_first(tree: dict[str, Any], marked: list[str], at: int) -> list[Wanted]:
    """Return the forms that are spelled from syllable `at`."""
    found: list[Wanted] = []
    node = tree
    for number in range(at, len(marked)):
        if marked[number] not in node:
            break
        node = node[marked[number]]
        if HERE in node:
            found.append(node[HERE])
    return found[::-1]


@cache
def default_abbreviations() -> Abbreviations:
    """Return the shipped table, read once."""
    return Abbreviations.load(SHIPPED)
