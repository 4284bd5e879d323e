"""What pyvi's model says of a token: looked up once, kept as a row of numbers."""

import functools
import operator
import string
import threading
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from analyzers.segmentation.crfsuite import Model
from analyzers.segmentation.tokens import split_chunks, split_tokens

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# Tokens are numbered by characters: thousands of short strings are joined, and turned into an
# array, three times as fast as lists of numbers.
PADDING = "\0"  # what stands before the first and after the last token of a text

# Rows of the table of weights, each for one label and the one after it for the other. The model
# adds its features one by one; those of neighbours stay apart, so that we round as it does.
OWN, LEFT, RIGHT = 0, (2, 4, 6), (8, 10, 12)
_ROWS = 14
GRAM, CLOSED, CAPITAL, LENGTH = 0, 1, 2, 3  # rows of the table of facts
_FIRST_COLUMNS = 1 << 10
_NOTHING = [0.0, 0.0]


class Vocabulary:
    """Numbers tokens, and holds a column of weights and of facts for each.

    Safe to use from many threads: a column is complete before its token's number is known,
    and never changes; tables only grow. `grams` numbers the syllables of pyvi's word list.
    """

    def __init__(self, model: Model, grams: dict[str, int]) -> None:
        self._weight_of: dict[str, list[float]] = dict(
            zip(model.attributes, model.weights.tolist(), strict=True)
        )
        self._grams = grams
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._chunks = _Chunks(self._number_tokens)
        self.pieces = ["", ""]  # by twice the number: the token after a space, then after a joint
        self.weights: Floats = np.zeros((_ROWS, _FIRST_COLUMNS))
        self.facts: Integers = np.zeros((4, _FIRST_COLUMNS), np.int64)
        self.facts[:, ord(PADDING)] = (len(grams), True, False, 0)

    def __len__(self) -> int:
        return len(self._chunks)

    def read(self, text: str) -> str:
        """Return the tokens of composed `text`, each as the character with its number."""
        return "".join(map(self._chunks.__getitem__, split_chunks(text)))

    def weight(self, attribute: str) -> list[float]:
        """Return what `attribute` adds for each label: nothing, if the model does not know it."""
        # CRFsuite reads names as C strings, which end at a NUL.
        return self._weight_of.get(attribute.partition("\0")[0], _NOTHING)

    def _number_tokens(self, chunk: str) -> str:
        with self._lock:
            return "".join([chr(self._number(token)) for token in split_tokens(chunk)])

    def _number(self, token: str) -> int:
        if token in self._numbers:
            return self._numbers[token]
        number = len(self.pieces) // 2
        if number == self.weights.shape[1]:
            self.weights = np.hstack([self.weights, np.zeros_like(self.weights)])
            self.facts = np.hstack([self.facts, np.zeros_like(self.facts)])
        self.weights[:, number] = [
            *self._own(token),
            *self._beside("-1", token),
            *self._beside("+1", token),
        ]
        self.facts[:, number] = (
            self._grams.get(token.lower(), len(self._grams)),
            token in string.punctuation or token[0].isdigit(),
            token[0].istitle(),
            len(token.strip()),  # a line break has none
        )
        self.pieces += [f" {token}", f"_{token}"]
        self._numbers[token] = number
        return number

    def _own(self, token: str) -> list[float]:
        attributes = ["bias", f"word.lower():{token.lower()}"]
        attributes += [
            f"word.{form}()" for form in ("isupper", "istitle", "isdigit") if getattr(token, form)()
        ]
        weights = [self.weight(attribute) for attribute in attributes]
        return [functools.reduce(operator.add, column) for column in zip(*weights, strict=True)]

    def _beside(self, side: str, token: str) -> list[float]:
        return [
            *self.weight(f"{side}:word.lower():{token.lower()}"),
            *(self.weight(f"{side}:word.istitle()") if token.istitle() else _NOTHING),
            *(self.weight(f"{side}:word.isupper()") if token.isupper() else _NOTHING),
        ]


class _Chunks(dict[str, str]):
    """The tokens of each chunk met so far, as numbered characters; a new one is read at once."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, chunk: str) -> str:
        numbers = self[chunk] = self._read(chunk)
        return numbers
