"""What abbreviations stand for, and how what they stand for is abbreviated, as numbers."""

from analyzers.terms import Said, say_otherwise
from indexer.analysis.form_tree import FormTree
from indexer.analysis.pieces import Terms
from indexer.analysis.tables import Table

# Columns of the table: stretches of the other two.
FIRST_SYLLABLE, SYLLABLES, FIRST_PAIR, PAIRS = range(4)

Place = tuple[int, int, int]  # a form, and the terms before and behind it
# Instead of a term: there is none, or it may be any that is in no form of the abbreviation.
NONE, BEFORE, AFTER = -1, -2, -3
_ANY = {BEFORE: "\0before", AFTER: "\0after"}


class OtherForms:
    """The terms of the other forms of what was found, kept: the same comes often.

    In pairs, `BEFORE` and `AFTER` are the terms before and behind the place.
    """

    def __init__(self, tree: FormTree, terms: Terms) -> None:
        self._tree = tree
        self._terms = terms
        self._numbers: dict[tuple[Place, ...], int] = {}
        self._own: dict[int, frozenset[int]] = {}  # by form: the terms of all its entry's forms
        self.table = Table(4)
        self.syllables = Table(1)
        self.pairs = Table(2)

    def number(self, places: tuple[Place, ...]) -> int:
        """Return the row of the last of `places`, each of which is inside the one before it."""
        if len(places) == 1:
            form, before, after = places[0]
            own = self._own.get(form) or self._own_terms(form)
            if before not in own and after not in own:
                places = (
                    (form, NONE if before == NONE else BEFORE, NONE if after == NONE else AFTER),
                )
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
        any_term = {syllable: number for number, syllable in _ANY.items()}
        numbers = [
            [
                any_term[syllable] if syllable in any_term else self._terms[syllable]
                for syllable in part
            ]
            for part in new
        ]
        syllables = [part for part in numbers if len(part) == 1]
        pairs = [part for part in numbers if len(part) > 1]
        number = len(self.table)
        self.table.append(len(self.syllables), len(syllables), len(self.pairs), len(pairs))
        for part in syllables:
            self.syllables.append(*part)
        for part in pairs:
            self.pairs.append(*part)
        return number

    def _own_terms(self, form: int) -> frozenset[int]:
        forms = (self._tree.written[form], *self._tree.forms[form].others)
        self._own[form] = frozenset(self._terms[syllable] for each in forms for syllable in each)
        return self._own[form]

    def _marked(self, term: int) -> list[str]:
        if term == NONE:
            return []
        return [_ANY[term] if term in _ANY else self._terms.marked[term]]
