"""Text into pyvi's words, as pyvi's model and pyvi's rules have it, over arrays of tokens."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analyzers.segmentation.grams import GramSet
from analyzers.segmentation.shipped import Shipped
from analyzers.segmentation.viterbi import best_path
from analyzers.segmentation.vocabulary import (
    CAPITAL,
    CLOSED,
    GRAM,
    LEFT,
    LENGTH,
    OWN,
    PADDING,
    RIGHT,
    Floats,
    Integers,
    Vocabulary,
)

Booleans = npt.NDArray[np.bool_]

MAX_CHUNKS = 1 << 17  # kept, some 300 bytes each; then the vocabulary starts anew
_LABELS = ["B_W", "I_W"]  # a token begins a word, or goes on with one


class Tagger:
    """pyvi's linear-chain CRF. Safe to use from many threads.

    Raises:
        ValueError: the model has other labels than pyvi's rules speak of.
    """

    def __init__(self, shipped: Shipped) -> None:
        self._model = shipped.model
        if self._model.labels != _LABELS:
            raise ValueError(f"pyvi's model has the labels {self._model.labels}, not {_LABELS}")
        self._transitions = self._model.transitions.tolist()
        syllables = sorted({s for gram in shipped.bigrams + shipped.trigrams for s in gram})
        self._grams = {syllable: number for number, syllable in enumerate(syllables)}
        self._bigrams, self._trigrams = (
            GramSet([[self._grams[s] for s in gram] for gram in grams], len(syllables) + 1)
            for grams in (shipped.bigrams, shipped.trigrams)
        )
        self._vocabulary = Vocabulary(self._model, self._grams)
        self._gram_weights = {
            name: np.array(self._vocabulary.weight(name))[:, np.newaxis]
            for name in self._model.attributes
            if name.endswith("_gram()")
        }

    def segment(self, texts: Sequence[str]) -> list[str]:
        """Return each composed text with its words apart; one without tokens gives nothing."""
        vocabulary, tagged = self._tag(texts)
        segmented = []
        for tokens, joins in tagged:
            pieces = (2 * tokens + joins).tolist()
            segmented.append("".join(map(vocabulary.pieces.__getitem__, pieces))[1:])
        return segmented

    def words(self, text: str) -> Integers:
        """Return the words of more than one token as rows: the first character, and after the last.

        Characters are counted without white space.
        """
        vocabulary, [(tokens, joins)] = self._tag([text])
        ends = np.cumsum(vocabulary.facts[LENGTH].take(tokens))
        goes_on = np.append(joins[1:], False)
        first, last = np.flatnonzero(~joins & goes_on), np.flatnonzero(joins & ~goes_on)
        starts = ends[first] - vocabulary.facts[LENGTH].take(tokens[first])
        return np.stack([starts, ends[last]], axis=1)

    def _tag(self, texts: Sequence[str]) -> tuple[Vocabulary, list[tuple[Integers, Booleans]]]:
        """Return for each text the numbers of its tokens, and which of them join the one before."""
        vocabulary = self._vocabulary
        if len(vocabulary) > MAX_CHUNKS:
            vocabulary = self._vocabulary = Vocabulary(self._model, self._grams)
        read = [vocabulary.read(text) for text in texts]
        tokens = _numbers(PADDING.join(["", *read, ""]))
        facts = vocabulary.facts.take(tokens, axis=1)
        scores = self._scores(vocabulary, tokens, facts[GRAM])
        joins = _may_join(facts)
        tagged = []
        end = 0
        for numbered in read:
            start, end = end + 1, end + 1 + len(numbered)
            joins[start:end] &= best_path(scores[:, start:end], self._transitions)
            tagged.append((tokens[start:end], joins[start:end]))
        return vocabulary, tagged

    def _scores(self, vocabulary: Vocabulary, tokens: Integers, grams: Integers) -> Floats:
        """Return the model's score for each label (a row each) of each token."""
        weights = vocabulary.weights.take(tokens, axis=1)
        two, three = self._bigrams.starts(grams), self._trigrams.starts(grams)
        scores = weights[OWN : OWN + 2].copy()
        for row in LEFT:
            scores[:, 1:] += weights[row : row + 2, :-1]
        scores[:, 1:] += self._gram_weights["-1:word.bi_gram()"] * two
        scores[:, 2:] += self._gram_weights["-2:word.tri_gram()"] * three
        for row in RIGHT:
            scores[:, :-1] += weights[row : row + 2, 1:]
        scores[:, :-1] += self._gram_weights["+1:word.bi_gram()"] * two
        scores[:, :-2] += self._gram_weights["+2:word.tri_gram()"] * three
        return scores


def _numbers(characters: str) -> Integers:
    # Numbers from 0xd800 to 0xdfff are no letters, which troubles the codec unless it is told.
    return np.frombuffer(characters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


def _may_join(facts: Integers) -> Booleans:
    """Return where pyvi lets a token join the one before it.

    Neither is a sign or begins with a digit, and no capital follows a small letter.
    """
    opened, capital = facts[CLOSED] == 0, facts[CAPITAL] == 1
    joins = np.zeros(facts.shape[1], bool)
    joins[1:] = opened[1:] & opened[:-1] & (capital[:-1] | ~capital[1:])
    return joins
