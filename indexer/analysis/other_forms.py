"""What abbreviations stand for, and how what they stand for is abbreviated, as numbers."""

from analyzers.terms import Said, say_otherwise
from indexer.analysis.form_tree import FormTree
from indexer.analysis.pieces import Terms
from indexer.analysis.tables import Table

# Columns of the table: stretches of the other two.
FIRST_SYLLABLE, SYLLABLES, FIRST_PAIR, PAIRS = range(4)

Place = tuple[int, int, int]  # a form, and the terms before and behind it (-1: none)


class OtherForms:
    """The terms of the other forms of what was found, kept: the same comes often.

    Of 7 forms in an article, …
    """

    def __init__(self, tree: FormTree, terms: Terms) -> None:
        self._tree = tree
        self._terms = terms
        self._numbers: dict[tuple[Place, ...], int] = {}
        self.table = Table(4)
        self.syllables = Table(1)
        self.pairs = Table(2)

    def number(self, places: tuple[Place, ...]) -> int:
        """Return the row of the last of `places`, each of which is inside the one before it."""
        if places not in self._numbers:
            self._numbers[places] = self._add(places)
        return self._numbers[places]

    def _add(self, places: tuple[Place, ...]) -> int:
        said: Said = set()
        new: list[tuple[str, ...]] = []
        for form, before, after in places:
            new, said = say_otherwise(
                self._tree.forms[form].others,
                self._tree.written[form],
                self._marked(before),
                self._marked(after),
                said,
            )
        numbers = [[self._terms[syllable] for syllable in part] for part in new]
        syllables = [part for part in numbers if len(part) == 1]
        pairs = [part for part in numbers if len(part) > 1]
        number = len(self.table)
        self.table.append(len(self.syllables), len(syllables), len(self.pairs), len(pairs))
        for part in syllables:
            self.syllables.append(*part)
        for part in pairs:
            self.pairs.append(*part)
        return number

    def _marked(self, term: int) -> list[str]:
        return [] if term < 0 else [self._terms.marked[term]]
