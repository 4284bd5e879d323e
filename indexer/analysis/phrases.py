"""What is worth completing: runs of words in the title, or said twice in an article."""

from dataclasses import dataclass

import numpy as np

from indexer.analysis.hashing import GOLDEN, Hashes, mixed
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.pieces import FOLDED, FOREIGN, FUNCTION, INITIAL, LINKED, PASSIVE, SPELLING
from indexer.analysis.stream import Stream
from indexer.analysis.term_batch import Int32, Int64
from indexer.stretches import first_of_each, spread

# Syllables: “Hải Phòng” to “Ủy ban nhân dân thành phố Hải Phòng”. One alone is a name, or
# short for one: “Facebook”, “UBND”.
LONGEST = 8
WORDS = 4  # the most in a phrase
# A title alone gives short ones, or a title and a name: all that may be said twice would be
# twice as many, most of them in one article.
_WORDS_OF_TITLE, _LONGEST_OF_TITLE = 3, 5
_WORDS_OF_NAME = 2  # “Tổng Bí thư Nguyễn Phú Trọng”


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a batch, as in `TermBatch`."""

    spelled: list[str]
    folded: list[str]
    texts: Int32
    numbers: Int32


def find_phrases(stream: Stream, lexicon: Lexicon) -> Phrases:
    """Return the phrases of each text, in the spelling that comes last in it.

    That is more often inside a sentence than the capital of its start.
    """
    firsts, lengths, words = _runs(stream)
    table = lexicon.pieces.table.columns()
    order, groups = _group(_keys(table[FOLDED].take(stream.pieces), stream, firsts, lengths))
    ordered = firsts[order]
    titled = (firsts + lengths <= stream.title_ends[stream.texts[firsts]]) & (
        (words <= _WORDS_OF_TITLE) & (lengths <= _LONGEST_OF_TITLE) | (words <= _WORDS_OF_NAME)
    )
    latest, is_titled = (
        extreme.reduceat(values, groups) if len(groups) else groups
        for extreme, values in ((np.maximum, ordered), (np.maximum, titled[order]))
    )
    lengths = lengths[order[groups]]
    twice = np.diff(groups, append=len(order)) > 1
    kept = np.flatnonzero(twice | is_titled)
    kept = kept[np.argsort(latest[kept])]
    firsts, lengths = latest[kept], lengths[kept]
    chosen, numbers = _distinct(table[SPELLING].take(stream.pieces), firsts, lengths)
    spelled, folded = _spelled(stream, firsts[chosen], lengths[chosen], lexicon)
    return Phrases(spelled, folded, stream.texts[firsts].astype(np.int32), numbers.astype(np.int32))


def _runs(stream: Stream) -> tuple[Int64, Int64, Int64]:
    """Return the runs of words that a phrase may be: first syllable, syllables, words.

    None ends within a name, where a capital follows on one: “Tổng Bí thư Nguyễn”.
    """
    count = len(stream.pieces)
    begins = np.ones(count + 1, np.bool_)
    word_starts, word_ends = stream.words
    begins[spread(word_starts + 1, word_ends - word_starts - 1)] = False
    starts = np.flatnonzero(begins)  # of words, and where the last one ends
    linked = (stream.flags & LINKED > 0) & stream.opens_pair
    function = stream.flags & FUNCTION > 0
    capital, foreign = (stream.flags & flag > 0 for flag in (INITIAL, FOREIGN))
    outside = function & ~((stream.flags & PASSIVE > 0) & ~begins[1:])  # “bị can” is a word
    barred = function | linked & capital & np.append(capital[1:], False)  # from being the last
    firsts, lengths, sizes = [], [], []
    for words in range(1, WORDS + 1):
        first, end = starts[:-words], starts[words:]
        length = end - first
        fits = (length <= LONGEST) & ((length > 1) | foreign[first])
        for more in range(1, words):
            inner, behind = (starts[at : len(starts) - words + at] for at in (more, more + 1))
            fits &= linked[inner - 1]
            if words > _WORDS_OF_TITLE and more < words - 1:  # “Bộ Giáo dục và Đào tạo”
                fits &= ~function[inner] | capital[behind]
        fits &= ~(outside[first] | barred[end - 1])
        chosen = np.flatnonzero(fits)
        firsts.append(first[chosen])
        lengths.append(length[chosen])
        sizes.append(np.full(len(chosen), words))
    return np.concatenate(firsts), np.concatenate(lengths), np.concatenate(sizes)


def _keys(folded: Int32, stream: Stream, firsts: Int64, lengths: Int64) -> Hashes:
    """Return a number for each run that is another for other folded syllables or texts.

    Among the 33 million of 80,000 news articles, done 500 at a time, two are mixed up with a
    chance of one in five million.
    """
    distinct = int(folded.max(initial=0)) + 1
    of_texts = _random(np.arange(distinct, distinct + len(stream.ends)))
    return _hashes(_random(folded), firsts, lengths) + of_texts[stream.texts[firsts]]


def _random(numbers: Int32 | Int64) -> Hashes:
    """Return 64 bits for each number."""
    return mixed(numbers.astype(np.uint64) * GOLDEN)


def _hashes(numbers: Hashes, firsts: Int64, lengths: Int64) -> Hashes:
    """Return the polynomial of each run of `numbers`, modulo 2 to the 64."""
    hashes = numbers[firsts]
    longer = np.arange(len(firsts))
    for at in range(1, LONGEST):
        longer = longer[lengths[longer] > at]
        hashes[longer] = hashes[longer] * GOLDEN + numbers[firsts[longer] + at]
    return hashes


def _group(keys: Hashes) -> tuple[Int64, Int64]:
    """Return the order that brings equal keys together, and where in it each group begins."""
    order = np.argsort(keys)
    ordered = keys[order]
    return order, np.flatnonzero(first_of_each(ordered))


def _distinct(spellings: Int32, firsts: Int64, lengths: Int64) -> tuple[Int64, Int64]:
    """Return one of each distinct run of spellings, and for each run which of them it is."""
    order, groups = _group(_hashes(_random(spellings), firsts, lengths))
    numbers = np.zeros(len(order), np.int64)
    numbers[order] = np.repeat(np.arange(len(groups)), np.diff(groups, append=len(order)))
    return order[groups], numbers


def _spelled(
    stream: Stream, firsts: Int64, lengths: Int64, lexicon: Lexicon
) -> tuple[list[str], list[str]]:
    """Return the runs as spelled, and folded."""
    rows = stream.pieces[spread(firsts, lengths)]
    spellings = lexicon.pieces.table.columns()[SPELLING].take(rows) * 2
    spellings[np.cumsum(lengths) - lengths] += 1
    listed = spellings.tolist()
    # What is joined and split again takes a fifth of the time that run by run takes.
    spelled, folded = (
        "".join(map(texts.__getitem__, listed))[1:].split("\n") if listed else []
        for texts in (lexicon.pieces.spelled, lexicon.pieces.folded)
    )
    return spelled, folded
