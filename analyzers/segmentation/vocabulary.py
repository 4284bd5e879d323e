"""What pyvi's model says of a token: looked up once, kept as a column of numbers."""

import string
import threading
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from analyzers.chains import LONG
from analyzers.segmentation.crfsuite import Model
from analyzers.segmentation.tokens import split_chunks, split_tokens

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

# What is kept before a vocabulary is full, and a new one is begun.
MAX_TOKENS = 1 << 17
MAX_CHARACTERS = 1 << 24

# Tokens are numbered by characters: thousands of short strings are joined, and turned into an
# array, three times as fast as lists of numbers.
PADDING = "\0"  # what stands before the first and after the last token of a text

# Blocks of the table of weights. The model adds its features one by one; those of
# neighbours stay apart (lower form, title case, capitals), so that we round as it does.
OWN, LEFT, RIGHT = 0, slice(1, 4), slice(4, 7)
_FIRST_COLUMNS = 1 << 10
_NOTHING = (0.0, 0.0)


class Vocabulary:
    """Numbers tokens, and holds what the model and pyvi's rules need of each.

    Safe to use from many threads: a token's columns are complete before its number is
    known, and never change; tables only grow. `grams` numbers the syllables of pyvi's word list.
    """

    def __init__(self, model: Model, grams: dict[str, int]) -> None:
        self._weight_of: dict[str, tuple[float, float]] = {
            attribute: (first, second)
            for attribute, (first, second) in zip(
                model.attributes, model.weights.tolist(), strict=True
            )
        }
        self._grams = grams
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._chunks = _Chunks(self._number_tokens)
        self._size = 0  # characters of all tokens
        self.pieces = ["", ""]  # by twice the number: the token after a space, then after a joint
        # One column a token.
        self.weights: Floats = np.zeros((7, 2, _FIRST_COLUMNS))  # blocks, labels
        # How much more for label 1 than for 0: by the token, by it as left and as right neighbour.
        self.leads: Floats = np.zeros((3, _FIRST_COLUMNS))
        self.grams: Integers = np.full(_FIRST_COLUMNS, len(grams))  # that number is in no gram
        self.lengths: Integers = np.zeros(_FIRST_COLUMNS, np.int64)  # a line break has none
        self.opened: Booleans = np.zeros(_FIRST_COLUMNS, np.bool_)  # it may join another token
        self.capital: Booleans = np.zeros(_FIRST_COLUMNS, np.bool_)  # it begins with one

    def __len__(self) -> int:
        """Return how many tokens have a number."""
        return len(self._numbers)

    @property
    def is_full(self) -> bool:
        """Whether it holds enough; then a new one should be begun."""
        return (
            max(len(self._numbers), len(self._chunks)) > MAX_TOKENS or self._size > MAX_CHARACTERS
        )

    def read(self, text: str) -> str:
        """Return the tokens of composed `text`, each as the character with its number."""
        return "".join(map(self._chunks.__getitem__, split_chunks(text)))

    def numbers(self, chunk: str) -> list[int]:
        """Return the tokens of a composed chunk that is read only once, each by its number."""
        tokens = split_tokens(chunk)
        with self._lock:
            return [self._number(token) for token in tokens]

    def weight(self, attribute: str) -> tuple[float, float]:
        """Return what `attribute` adds for each label: nothing, if the model does not know it."""
        return self._weight_of.get(attribute, _NOTHING)

    def _number_tokens(self, chunk: str) -> str:
        return "".join(map(chr, self.numbers(chunk)))

    def _number(self, token: str) -> int:
        known = self._numbers.get(token)
        if known is not None:
            return known
        number = len(self.pieces) // 2
        if number == len(self.grams):
            self._grow()
        lower, title, upper = token.lower(), token.istitle(), token.isupper()
        own = self._own(token, lower)
        before = self._beside("-1", lower, title=title, upper=upper)
        after = self._beside("+1", lower, title=title, upper=upper)
        self.weights[:, :, number] = (own, *before, *after)
        self.leads[:, number] = (_lead(own), sum(map(_lead, before)), sum(map(_lead, after)))
        self.grams[number] = self._grams.get(lower, len(self._grams))
        self.lengths[number] = len(token.strip())
        self.opened[number] = token not in string.punctuation and not token[0].isdigit()
        self.capital[number] = token[0].istitle()
        self.pieces += [f" {token}", f"_{token}"]
        self._size += len(token)
        self._numbers[token] = number
        return number

    def _grow(self) -> None:
        self.weights = np.concatenate([self.weights, np.zeros_like(self.weights)], axis=2)
        self.leads = np.concatenate([self.leads, np.zeros_like(self.leads)], axis=1)
        self.grams = np.concatenate([self.grams, np.full_like(self.grams, len(self._grams))])
        self.lengths = np.concatenate([self.lengths, np.zeros_like(self.lengths)])
        self.opened = np.concatenate([self.opened, np.zeros_like(self.opened)])
        self.capital = np.concatenate([self.capital, np.zeros_like(self.capital)])

    def _own(self, token: str, lower: str) -> tuple[float, float]:
        first, second = self.weight("bias")
        attributes = [_named("word.lower()", lower)]
        attributes += [
            f"word.{form}()" for form in ("isupper", "istitle", "isdigit") if getattr(token, form)()
        ]
        for attribute in attributes:
            more = self.weight(attribute)
            first, second = first + more[0], second + more[1]
        return first, second

    def _beside(
        self, side: str, lower: str, *, title: bool, upper: bool
    ) -> list[tuple[float, float]]:
        return [
            self.weight(_named(f"{side}:word.lower()", lower)),
            self.weight(f"{side}:word.istitle()") if title else _NOTHING,
            self.weight(f"{side}:word.isupper()") if upper else _NOTHING,
        ]


def _lead(scores: tuple[float, float]) -> float:
    return scores[1] - scores[0]


def _named(feature: str, value: str) -> str:
    """Return the attribute of a feature with a value: a C string to CRFsuite, so NUL ends it."""
    return f"{feature}:{value}".partition("\0")[0]


class _Chunks(dict[str, str]):
    """The tokens of each chunk met so far, as numbered characters; a new one is read at once."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, chunk: str) -> str:
        numbers = self._read(chunk)
        if len(chunk) <= LONG:
            self[chunk] = numbers
        return numbers
