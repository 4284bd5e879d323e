"""Text into pyvi's words, as pyvi's model and pyvi's rules have it, over arrays of tokens."""

import itertools
from collections.abc import Sequence

import numpy as np

from analyzers.segmentation.grams import GramSet
from analyzers.segmentation.shipped import Shipped
from analyzers.segmentation.viterbi import best_path, best_paths
from analyzers.segmentation.vocabulary import (
    LEFT,
    OWN,
    PADDING,
    RIGHT,
    Booleans,
    Floats,
    Integers,
    Vocabulary,
)

_LABELS = ["B_W", "I_W"]  # a token begins a word, or goes on with one
_STRETCH = 1 << 13  # tokens that are done at once: what they need stays in the processor's cache
_GRAMS = ("-1:word.bi_gram()", "+1:word.bi_gram()", "-2:word.tri_gram()", "+2:word.tri_gram()")


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
            name: np.array([self._vocabulary.weight(name)]).T
            for name in self._model.attributes
            if name.endswith("_gram()")
        }
        self._gram_leads = [
            second - first for first, second in map(self._vocabulary.weight, _GRAMS)
        ]

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
        ends = np.cumsum(vocabulary.lengths.take(tokens))
        goes_on = np.append(joins[1:], False)
        first, last = np.flatnonzero(~joins & goes_on), np.flatnonzero(joins & ~goes_on)
        starts = ends[first] - vocabulary.lengths.take(tokens[first])
        return np.stack([starts, ends[last]], axis=1)

    def _tag(self, texts: Sequence[str]) -> tuple[Vocabulary, list[tuple[Integers, Booleans]]]:
        """Return for each text the numbers of its tokens, and which of them join the one before."""
        vocabulary = self._vocabulary
        if vocabulary.is_full:
            vocabulary = self._vocabulary = Vocabulary(self._model, self._grams)
        read = [vocabulary.read(text) for text in texts]
        tokens = numbers(PADDING.join(["", *read, ""]))
        joins = self.joins(vocabulary, tokens)
        tagged = []
        end = 0
        for numbered in read:
            start, end = end + 1, end + 1 + len(numbered)
            tagged.append((tokens[start:end], joins[start:end]))
        return vocabulary, tagged

    def new_vocabulary(self) -> Vocabulary:
        """Return a vocabulary with no token yet."""
        return Vocabulary(self._model, self._grams)

    def joins(self, vocabulary: Vocabulary, tokens: Integers) -> Booleans:
        """Return which tokens join the one before; `tokens` has PADDING on both sides of a text."""
        joins = _may_join(vocabulary, tokens)
        edges = np.flatnonzero(tokens == ord(PADDING))
        cuts = edges[:-1][np.flatnonzero(np.diff(edges[:-1] // _STRETCH, prepend=-1))]
        for first, last in itertools.pairwise([*cuts.tolist(), int(edges[-1])]):
            joins[first + 1 : last] &= self._paths(vocabulary, tokens[first : last + 1])
        return joins

    def _paths(self, vocabulary: Vocabulary, tokens: Integers) -> Booleans:
        """Return for each token but the outer two whether the best path gives it label 1."""
        edges = np.flatnonzero(tokens == ord(PADDING))
        filled = np.flatnonzero(np.diff(edges) > 1)
        firsts, lasts = edges[filled], edges[filled + 1] - 2
        if not len(filled):
            return np.zeros(len(tokens) - 2, np.bool_)
        gaps = self._gaps(vocabulary, tokens)
        path, sure = best_paths(gaps, firsts, lasts, self._transitions)
        unsure = np.flatnonzero(~sure & (tokens[1:-1] != ord(PADDING)))
        for at in set((np.searchsorted(firsts, unsure, "right") - 1).tolist()):
            first, end = firsts[at], lasts[at] + 1
            scores = self._scores(vocabulary, tokens[first : end + 2])
            path[first:end] = best_path(scores, self._transitions)
        return path

    def _gaps(self, vocabulary: Vocabulary, tokens: Integers) -> Floats:
        """Return how much higher the model scores label 1 than 0, for each token but the outer two.

        Up to rounding that is the difference of `_scores`, for a fifth of the time.
        """
        own, left, right = vocabulary.leads
        grams = vocabulary.grams.take(tokens)
        two, three = self._bigrams.starts(grams), self._trigrams.starts(grams)
        gaps: Floats = own.take(tokens[1:-1])
        gaps += left.take(tokens[:-2])
        gaps += right.take(tokens[2:])
        before_two, after_two, before_three, after_three = self._gram_leads
        gaps += before_two * two[:-1]
        gaps += after_two * two[1:]
        gaps[1:] += before_three * three[:-1]
        gaps[:-1] += after_three * three[1:]
        return gaps

    def _scores(self, vocabulary: Vocabulary, tokens: Integers) -> Floats:
        """Return the model's score for each label (a row each) of each token but the outer two.

        A text is short, so a call of numpy costs more than what it adds: all parts are
        gathered in one array, in the order in which the model adds them up.
        """
        before, here, after = tokens[:-2], tokens[1:-1], tokens[2:]
        grams = vocabulary.grams.take(tokens)
        two, three = self._bigrams.starts(grams), self._trigrams.starts(grams)
        parts = np.zeros((11, 2, len(here)))
        vocabulary.weights[OWN].take(here, axis=1, out=parts[0], mode="clip")
        vocabulary.weights[LEFT].take(before, axis=2, out=parts[1:4], mode="clip")
        np.multiply(self._gram_weights["-1:word.bi_gram()"], two[:-1], out=parts[4])
        np.multiply(self._gram_weights["-2:word.tri_gram()"], three[:-1], out=parts[5, :, 1:])
        vocabulary.weights[RIGHT].take(after, axis=2, out=parts[6:9], mode="clip")
        np.multiply(self._gram_weights["+1:word.bi_gram()"], two[1:], out=parts[9])
        np.multiply(self._gram_weights["+2:word.tri_gram()"], three[1:], out=parts[10, :, :-1])
        # Along the outer axis numpy adds one part after the other.
        scores: Floats = np.add.reduce(parts, axis=0)
        return scores


def numbers(characters: str) -> Integers:
    """Return the numbers that `characters` stand for."""
    # Those from 0xd800 to 0xdfff are no letters, which troubles the codec unless it is told.
    return np.frombuffer(characters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


def _may_join(vocabulary: Vocabulary, tokens: Integers) -> Booleans:
    """Return where pyvi lets a token join the one before it.

    Neither is a sign or begins with a digit, and no capital follows a small letter.
    """
    opened, capital = vocabulary.opened.take(tokens), vocabulary.capital.take(tokens)
    joins = np.zeros(len(tokens), np.bool_)
    joins[1:] = opened[1:] & opened[:-1] & (capital[:-1] >= capital[1:])
    return joins
