"""The forms of abbreviations as a table, to walk for many places at once."""

from typing import Any

import numpy as np

from analyzers.abbreviations import HERE, Abbreviations, Expansion, says
from analyzers.abbreviations.context import Wanted
from analyzers.abbreviations.entries import Form
from indexer.analysis.term_batch import Int32


class FormTree:
    """The tree of forms as a table: from a node (a row) by a letter (a syllable) to a node.

    Letter and node 0 are none; the root, to which nothing leads, is node 0 too.
    """

    def __init__(self, abbreviations: Abbreviations) -> None:
        self.letters: dict[str, int] = {}
        self.forms: list[Wanted] = []
        self.written: list[Form] = []
        rows: list[dict[int, int]] = []
        self._add(abbreviations.tree, (), rows)
        self.steps: Int32 = np.zeros((len(rows), len(self.letters) + 1), np.int32)
        self.ends: Int32 = np.full(len(rows), -1, np.int32)  # the form that ends at each node
        for node, row in enumerate(rows):
            self.ends[node] = row.pop(0, -1)
            self.steps[node, list(row)] = list(row.values())
        self.lengths = np.array([form.length for form in self.forms], np.int64)
        self.short, self.capitals, self.unaccented = (
            np.array(
                [(form.short, form.capitals, form.unaccented) for form in self.forms], np.bool_
            )
            .reshape(-1, 3)
            .T
        )

    def _add(self, tree: dict[str, Any], path: Form, rows: list[dict[int, int]]) -> int:
        node = len(rows)
        rows.append({})
        for syllable, below in tree.items():
            if syllable == HERE:
                rows[node][0] = len(self.forms)
                self.forms.append(below)
                self.written.append(path)
            else:
                letter = self.letters.setdefault(syllable, len(self.letters) + 1)
                rows[node][letter] = self._add(below, (*path, syllable), rows)
        return node

    def says(self, outer: int, inner: int) -> bool:
        """Whether the form `inner`, found inside `outer`, says nothing more."""
        whole, part = self.forms[outer], self.forms[inner]
        return says(
            Expansion(0, whole.length, whole.entry, whole.others, is_word=whole.capitals),
            Expansion(0, 1, part.entry, part.others, is_word=part.capitals),
        )
