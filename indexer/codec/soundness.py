"""Whether the arrays of a segment fit together, seen in moments when it is opened.

What is damaged in one number must not make a reader ask for more memory than there is, or
count to the end of time: so wherever lists begin, the places ascend and lie in what they are
places of. Checking all of them but those of the pairs takes 0.1 ms for 45,000 articles; those,
three times as many as all others together, `Segment.bounds` checks where it reads them.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from indexer.codec.container import Array, Arrays
from indexer.codec.layout import INTERNED, MOST_ARTICLES

# Where lists begin: of what there is one for each, and of what arrays they are places.
_STARTS_OF_DICTIONARIES = {
    "group_starts": ("group_ends", ("term_ends",)),
    "syllable_starts": ("term_ends", ()),
    "pair_starts": ("pair_keys", ()),
    "phrase_starts": ("phrase_ends", ()),
}
_STARTS = {
    "group_starts": ("group_ends", ("term_ends",)),
    "syllable_starts": ("term_ends", ("syllable_docs", "syllable_codes")),
    "pair_starts": ("pair_keys", ("pair_docs", "pair_codes")),
    "phrase_starts": ("phrase_ends", ("phrase_docs",)),
    "stream_starts": ("day", ("stream",)),
    "rare_starts": ("day", ("rare",)),
    "rest_starts": ("common_articles", ("rest_docs", "rest_title", "rest_body", "rest_lead")),
}
_NOT_IN_OLDER = "rest_starts"
_STRINGS_OF_DICTIONARIES = ("term", "group", "phrase")
_STRINGS = (*_STRINGS_OF_DICTIONARIES, "piece", "id", *INTERNED)
_OF_COMPLETIONS = ("completion_scores", "completion_marks")
_OF_ARTICLES = (
    *("captions", "digest", "document_digest", "sketch", "title_pieces", "title_ends"),
    *("title_lengths", "body_lengths", "id_ends", "id_order", *(f"{own}_of" for own in INTERNED)),
)
_OF_PIECES = ("piece_codes", "piece_lengths")
_KINDS = {"day": "i", "sketch": "V"}  # of numpy's types; all others are counts
_TOTALS = 3  # of a dictionary: see `indexer.codec.dictionary.Totals`
_BEHIND_ALL_DAYS = 10**12  # yyyymmddhhmm


def checked(arrays: Arrays) -> Arrays:
    """Return the arrays of a segment, which can be read by what they say of one another.

    Raises:
        KeyError: one is not there.
        ValueError: one is damaged; the message names it.
    """
    _check_kinds(arrays)
    articles = len(arrays["day"])
    _expect(articles <= MOST_ARTICLES, "day")
    for name in _OF_ARTICLES:
        _expect(len(arrays[name]) == articles, name)
    for name in _OF_PIECES:
        _expect(len(arrays[name]) == len(arrays["piece_ends"]), name)
    _check_strings(arrays, _STRINGS)
    _check_starts(arrays, _STARTS)
    days = arrays["day"]
    _expect(days.min(initial=0) >= 0 and days.max(initial=0) < _BEHIND_ALL_DAYS, "day")
    return arrays


def checked_dictionary(arrays: Arrays) -> Arrays:
    """Return the arrays of a dictionary without postings, as `checked` does those of a segment.

    Raises:
        KeyError, ValueError: as of `checked`.
    """
    _check_kinds(arrays)
    _check_strings(arrays, _STRINGS_OF_DICTIONARIES)
    _check_starts(arrays, _STARTS_OF_DICTIONARIES)
    numbers = arrays["completion_phrases"]
    _expect(numbers.max(initial=0) < max(len(arrays["phrase_ends"]), 1), "completion_phrases")
    for name in _OF_COMPLETIONS:
        _expect(len(arrays[name]) == len(numbers), name)
    _expect(len(arrays["totals"]) == _TOTALS, "totals")
    return arrays


def check_copies(arrays: Arrays) -> None:
    """See that the groups of copies (see `indexer.copies`) are no more than their articles.

    Raises:
        KeyError, ValueError: as of `checked`.
    """
    articles, groups = arrays["articles"], arrays["groups"]
    _expect(articles.dtype.kind == "u" and _ascends(articles), "articles")
    _expect(groups.dtype.kind == "u" and len(groups) == len(articles), "groups")
    _expect(groups.max(initial=0) <= len(articles), "groups")


def _check_kinds(arrays: Arrays) -> None:
    for name, array in arrays.items():
        _expect(array.dtype.kind == _KINDS.get(name, "u"), name)


def _check_strings(arrays: Arrays, names: Iterable[str]) -> None:
    for name in names:
        ends, data = arrays[f"{name}_ends"], arrays[f"{name}_bytes"]
        _expect(data.dtype.itemsize == 1, f"{name}_bytes")
        last = ends[-1] if len(ends) else 0
        _expect(_ascends(ends) and last == len(data), f"{name}_ends")


def _check_starts(arrays: Arrays, of: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
    for name, (each, places_of) in of.items():
        if name in arrays or name != _NOT_IN_OLDER:
            starts = arrays[name]
            _expect(len(starts) == len(arrays[each]) + 1 and starts[0] == 0, name)
            _expect(all(starts[-1] == len(arrays[own]) for own in places_of), name)
            _expect(name == "pair_starts" or _ascends(starts), name)


def _ascends(numbers: Array) -> bool:
    return bool(np.all(numbers[1:] >= numbers[:-1]))


def _expect(holds: object, name: str) -> None:
    if not holds:
        raise ValueError(f"its {name} is damaged")
