"""Analysed articles as the documents of an OpenSearch index."""

import base64
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import weighting
from indexer.codec.container import Array, Arrays
from indexer.codec.frequencies import FIRST_WITH_TITLE
from indexer.codec.layout import SETS
from indexer.codec.segment import Segment
from indexer.opensearch.mapping import SCALE
from indexer.opensearch.names import name_fields
from indexer.opensearch.tokens import FOLDED, PAIR, WEIGHT, bounded, document_id, token
from indexer.places import today
from indexer.schema import stored_date
from indexer.stretches import first_of_each
from indexer.weighting import Lengths

Numbers = npt.NDArray[np.int64]
_MONTH = 10**6  # of yyyymmddhhmm
_DAY = 10**4
_suffixes: list[str] = []  # of frequencies: to write each number anew takes a third of the time


class Entry(NamedTuple):
    """What is decided of an article when it is taken in."""

    row: int  # in its batch
    id: str
    number: int
    leader: int


def documents(
    arrays: Arrays, entries: Sequence[Entry], part: int, lengths: Lengths
) -> Iterator[bytes]:
    """Yield of some articles of a batch two lines of a bulk request, each: action and document."""
    segment = Segment(arrays)
    marked = [*map(token, segment.terms[:])]
    terms = _terms(segment, marked, lengths)
    title_lines, body_lines = _lines(segment, marked)
    for entry in entries:
        document = {
            "number": entry.number,
            "part": part,
            "leader": entry.leader,
            "title_lines": title_lines[entry.row],
            "body_lines": body_lines[entry.row],
            **{name: of_rows[entry.row] for name, of_rows in terms.items()},
            **_facts(segment, entry),
        }
        if entry.leader != entry.number:
            document["is_copy"] = True
        # Of two with one id the later stays, whichever comes first.
        version = {"version": entry.number, "version_type": "external_gte"}
        yield _line({"index": {"_id": document_id(entry.id), **version}})
        yield _line(
            {name: value for name, value in document.items() if value not in ("", [], None)}
        )


def _line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def _facts(segment: Segment, entry: Entry) -> dict[str, Any]:
    """Return what is known of an article besides its terms."""
    row = entry.row
    stored = segment.stored(row)
    values = {name: stored[name] for name in SETS}
    day = int(segment.arrays["day"][row])
    digests = {name: str(segment.arrays[name][row]) for name in ("digest", "document_digest")}
    sketch = base64.b64encode(segment.arrays["sketch"][row].tobytes()).decode()
    topic_set = segment.value("topic", row)
    article = {
        **{name: stored[name] for name in ("title", "body", "captions", "date", "byline", "url")},
        **{name: stored[name] for name in ("source", "path")},
        **digests,
        "id": entry.id,
        "year": int(stored["year"][0]) if stored["year"] else None,
        "cities": stored["city"],
        "topics": stored["topic"],
        "sketch": sketch,
    }
    return {
        "article": article,
        "day": day or None,
        "month": day // _MONTH,
        "date": day // _DAY if stored_date(stored["date"]) else None,
        **{name: [*map(bounded, own)] for name, own in values.items()},
        "city_today": [*map(bounded, dict.fromkeys(map(today, values["city"])))],
        "topic_set": topic_set if bounded(topic_set) == topic_set else None,
        **name_fields(stored["byline"], stored["source"], stored["url"]),
    }


class _Lists(NamedTuple):
    """Posting lists as one entry for each article of each. A token is one or two of `words`."""

    words: Sequence[str]
    tokens: Numbers  # lists x words of each
    lists: Numbers
    docs: Numbers
    weights: npt.NDArray[np.float64]
    in_title: npt.NDArray[np.bool_]

    def joined(self, groups: Numbers, words: Sequence[str]) -> "_Lists":
        """Return the lists of groups of these, each of one word: an article is in one once."""
        keys = groups[self.lists] << 16 | self.docs
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        firsts = np.flatnonzero(first_of_each(keys))
        return _Lists(
            words,
            np.arange(len(words))[:, None],
            keys[firsts] >> 16,
            keys[firsts] & 0xFFFF,
            np.add.reduceat(self.weights[order], firsts) if len(firsts) else self.weights[:0],
            np.logical_or.reduceat(self.in_title[order], firsts) if len(firsts) else self.in_title,
        )


def _terms(segment: Segment, marked: Sequence[str], lengths: Lengths) -> dict[str, list[str]]:
    """Return by field the tokens of each article."""
    term_groups = np.repeat(np.arange(len(segment.groups)), np.diff(segment.group_starts))
    folded = [*map(token, segment.groups[:])]
    keys = segment.arrays["pair_keys"]
    left, right = segment.keys.decode(keys)
    shares = [
        weighting.share(zone, segment.lengths(zone), mean)
        for zone, mean in (("title", lengths.title), ("body", lengths.body))
    ]
    single = np.arange(len(marked))[:, None]
    singles = _read(segment, "syllable", marked, single, shares)
    pairs = _read(segment, "pair", *_paired(marked, left, right), shares)
    folded_singles = singles.joined(term_groups, folded)
    words, tokens = _paired(folded, term_groups[left], term_groups[right])
    folded_pairs = pairs._replace(words=words, tokens=tokens)
    size = segment.articles
    return {
        "marked": _weighted(singles, size),
        "folded": _weighted(folded_singles, size),
        "pairs": _weighted(pairs, size),
        "in_title": _in_title((singles, pairs), (folded_singles, folded_pairs), size),
    }


def _read(
    segment: Segment, kind: str, words: Sequence[str], tokens: Numbers, shares: Sequence[Array]
) -> _Lists:
    starts = segment.arrays[f"{kind}_starts"].astype(np.int64)
    docs = segment.arrays[f"{kind}_docs"].astype(np.int64)
    codes = segment.arrays[f"{kind}_codes"]
    title, body = (share.take(docs) for share in shares)
    return _Lists(
        words,
        tokens,
        np.repeat(np.arange(len(starts) - 1), np.diff(starts)),
        docs,
        weighting.frequencies(codes, title, body),
        codes >= FIRST_WITH_TITLE,
    )


def _paired(terms: Sequence[str], left: Numbers, right: Numbers) -> tuple[list[str], Numbers]:
    """Return words, and the two of each pair."""
    return [*terms, *(PAIR + own for own in terms)], np.column_stack((left, right + len(terms)))


def _weighted(own: _Lists, size: int) -> list[str]:
    """Return the tokens of each article with what they count there, as a whole number."""
    order = np.argsort(own.docs, kind="stable")
    counts = np.maximum(np.rint(own.weights[order] * SCALE), 1).astype(np.int64)
    most = int(counts.max(initial=0))
    _suffixes.extend(f"{WEIGHT}{number} " for number in range(len(_suffixes), most + 1))
    words = [*own.words, *_suffixes]
    # Put together of words only here: a string of each token took twice as long.
    codes = np.column_stack((own.tokens[own.lists[order]], counts + len(own.words)))
    every = codes.ravel().tolist()
    ends = codes.shape[1] * np.cumsum(np.bincount(own.docs, minlength=size))
    return [
        "".join(map(words.__getitem__, every[first:last])).rstrip()
        for first, last in itertools.pairwise([0, *ends.tolist()])
    ]


def _in_title(marked: Sequence[_Lists], folded: Sequence[_Lists], size: int) -> list[str]:
    """Return the tokens of the title of each article, folded ones with the sign for that."""
    found: list[list[str]] = [[] for _ in range(size)]
    for sign, lists in (("", marked), (FOLDED, folded)):
        for own in lists:
            at = np.flatnonzero(own.in_title)
            tokens = own.tokens[own.lists[at]].tolist()
            for row, token_words in zip(own.docs[at].tolist(), tokens, strict=True):
                found[row].append(sign + "".join(map(own.words.__getitem__, token_words)))
    return [" ".join(own) for own in found]


def _lines(segment: Segment, marked: Sequence[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Return of each article the syllables of each line of its title, and of its body."""
    words = [" ", "\n"]  # by piece code: see `indexer.codec.layout`
    for own in marked:
        words += (f"{own} ", f"{own}\n")
    tokens = segment.tokens(np.arange(segment.articles))
    codes = segment.arrays["piece_codes"].take(tokens.pieces).tolist()
    bodies = tokens.starts[:-1] + tokens.title_pieces
    spans = zip(itertools.pairwise(tokens.starts.tolist()), bodies.tolist(), strict=True)
    zones = [
        [
            "".join(map(words.__getitem__, codes[begin:end]))
            for begin, end in ((first, at), (at, last))
        ]
        for (first, last), at in spans
    ]
    titles, texts = (
        [[line for line in map(str.strip, own[zone].split("\n")) if line] for own in zones]
        for zone in (0, 1)
    )
    return titles, texts
