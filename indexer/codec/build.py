"""From a batch of analysed articles to the arrays of a segment, all in memory."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from indexer.analysis import TermBatch
from indexer.article import Article
from indexer.codec.container import Array
from indexer.codec.frequencies import encode, encode_lengths
from indexer.codec.layout import INTERNED, MOST_ARTICLES, RARE, SETS, Numbers, PairKeys
from indexer.codec.strings import smallest, to_arrays
from indexer.schema import sort_day
from indexer.stretches import first_of_each


class Entry(NamedTuple):
    """An article, and what the index keeps of where it came from."""

    article: Article
    path: str  # of the file it was read from
    digest: int  # of the article, 64 bits
    document_digest: int  # of the document it was extracted from


def build(entries: Sequence[Entry], batch: TermBatch) -> dict[str, Array]:
    """Return the arrays of a segment that holds `entries`, in this order, but for their ids.

    `id_arrays` gives those, when it is known whether two have one.

    Raises:
        UnindexableError: more different spellings than pairs can be numbered for.
        ValueError: more articles than a segment can have.
    """
    if len(entries) > MOST_ARTICLES:
        raise ValueError(f"a segment has at most {MOST_ARTICLES:,} articles")
    order, arrays = _terms(batch)
    keys = PairKeys(arrays["group_starts"])
    keys.check()
    number = np.empty(len(order) + 1, np.int64)  # of each term of the batch, here; -1 stays
    number[order], number[-1] = np.arange(len(order)), -1
    codes = encode(batch.syllable_title_tf, batch.syllable_body_tf, batch.syllable_in_lead)
    terms = number[batch.syllable_terms]
    arrays |= postings("syllable", terms, len(order), batch.syllable_texts, codes)
    every = keys.encode(number[batch.pair_lefts], number[batch.pair_rights])
    arrays["pair_keys"], pairs = _ranked(every)
    codes = encode(batch.pair_title_tf, batch.pair_body_tf, batch.pair_in_lead)
    arrays |= postings("pair", pairs, len(arrays["pair_keys"]), batch.pair_texts, codes)
    arrays |= _phrases(batch)
    arrays |= _pieces(batch, number)
    articles = [entry.article for entry in entries]
    arrays |= _articles(articles)
    arrays |= _titles(batch, np.array([len(article.title) for article in articles], np.int64))
    arrays |= interned("path", [entry.path for entry in entries])
    arrays["digest"] = np.array([entry.digest for entry in entries], np.uint64)
    documents = [entry.document_digest for entry in entries]
    arrays["document_digest"] = np.array(documents, np.uint64)
    arrays["title_lengths"] = encode_lengths(batch.title_lengths)
    arrays["body_lengths"] = encode_lengths(batch.body_lengths)
    arrays["sketch"] = batch.sketches.view(f"V{batch.sketches.shape[1]}").ravel()
    return arrays


def postings(
    kind: str, lists: Array, count: int, docs: Array, codes: Array | None = None
) -> dict[str, Array]:
    """Return the postings of `count` lists: entry i says that article docs[i] is in lists[i].

    List, article and code are sorted as one number: three times as fast as by argsort.
    """
    entries = lists.astype(np.int64) << 24 | docs.astype(np.int64) << 8
    entries = np.sort(entries if codes is None else entries | codes)
    arrays = {
        f"{kind}_docs": (entries >> 8).astype(np.uint16),
        f"{kind}_starts": _starts(lists, count),
    }
    if codes is not None:
        arrays[f"{kind}_codes"] = entries.astype(np.uint8)
    return arrays


def _ranked(keys: Array) -> tuple[Array, Array]:
    """Return the different keys, sorted, and the place of each key among them."""
    order = np.argsort(keys)
    ordered = keys[order]
    is_new = first_of_each(ordered)
    places = np.empty(len(keys), np.int64)
    places[order] = np.cumsum(is_new) - 1
    return ordered[is_new], places


def _starts(lists: Array, count: int) -> Array:
    """Return where each of `count` lists begins when the entries are sorted, and where all end."""
    return smallest(np.concatenate([[0], np.cumsum(np.bincount(lists, minlength=count))]))


def term_arrays(folded: Sequence[str], marked: Sequence[str]) -> dict[str, Array]:
    """Return the terms and groups of a segment; both lists in the order of (folded, marked)."""
    firsts = [at for at, form in enumerate(folded) if at == 0 or form != folded[at - 1]]
    return {
        **to_arrays("term", marked),
        **to_arrays("group", [folded[at] for at in firsts]),
        "group_starts": smallest(np.array([*firsts, len(folded)])),
    }


def interned(name: str, values: Iterable[str]) -> dict[str, Array]:
    """Return a column of strings that repeat: each article's number among the distinct ones."""
    numbers: dict[str, int] = {}
    column = [numbers.setdefault(value, len(numbers)) for value in values]
    return {f"{name}_of": smallest(np.array(column, np.int64)), **to_arrays(name, numbers)}


def id_arrays(ids: Sequence[str]) -> dict[str, Array]:
    """Return the ids of the articles, and their order."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return {**to_arrays("id", ids), "id_order": np.array(order, np.uint16)}


def stream_arrays(stream: Array, ends: Array) -> dict[str, Array]:
    """Return the stream in two bytes a piece, and in four those that need it."""
    is_rare = stream >= RARE
    rare_before = np.concatenate([[0], np.cumsum(is_rare)])
    bounds = np.concatenate([[0], ends])
    return {
        "stream": np.minimum(stream, RARE).astype(np.uint16),
        "stream_starts": smallest(bounds),
        "rare": stream[is_rare].astype(np.uint32),
        "rare_starts": smallest(rare_before[bounds]),
    }


def by_frequency(stream: Array, count: int) -> tuple[Numbers, Numbers]:
    """Return the numbers of the pieces that occur, the most frequent first, and their new ones."""
    counts = np.bincount(stream, minlength=count)
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    new = np.full(count, -1, np.int64)
    new[order] = np.arange(len(order))
    return order, new


def _terms(batch: TermBatch) -> tuple[Numbers, dict[str, Array]]:
    order = sorted(range(len(batch.terms)), key=lambda at: (batch.folded[at], batch.terms[at]))
    arrays = term_arrays([batch.folded[at] for at in order], [batch.terms[at] for at in order])
    return np.array(order, np.int64), arrays


def _phrases(batch: TermBatch) -> dict[str, Array]:
    phrases, folded = batch.phrases, batch.phrase_folded
    order = sorted(range(len(phrases)), key=lambda at: (folded[at], phrases[at]))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    return {
        **to_arrays("phrase", [phrases[at] for at in order]),
        # For merging batches only: folding the phrases anew was a third of its time.
        **to_arrays("folded_phrase", [folded[at] for at in order]),
        **postings("phrase", number[batch.phrase_numbers], len(order), batch.phrase_texts),
    }


def piece_arrays(texts: Sequence[str], terms: Array, lengths: Array) -> dict[str, Array]:
    """Return the arrays of pieces; -1 of `terms` says that a piece has none."""
    line_ends = np.array(["\n" in text for text in texts], np.int64)
    return {
        **to_arrays("piece", texts),
        "piece_codes": smallest(2 * (terms + 1) + line_ends),
        "piece_lengths": smallest(lengths),
    }


def _pieces(batch: TermBatch, number: Numbers) -> dict[str, Array]:
    order, new = by_frequency(batch.stream, len(batch.pieces))
    texts = [batch.pieces[at] for at in order.tolist()]
    return {
        **piece_arrays(texts, number[batch.piece_terms[order]], batch.piece_lengths[order]),
        **stream_arrays(new[batch.stream], batch.stream_ends),
    }


def _articles(articles: Sequence[Article]) -> dict[str, Array]:
    strings: dict[str, list[str]] = {name: [] for name in INTERNED if name != "path"}
    for article in articles:
        strings["source"].append(article.source)
        strings["byline"].append(article.byline)
        strings["url"].append(article.url)
        strings["date"].append(article.date.isoformat() if article.date else "")
        years = [] if article.year is None else [str(article.year)]
        for name, values in zip(SETS, (article.cities, article.topics, years), strict=True):
            strings[name].append(json.dumps(list(values), ensure_ascii=False))
    arrays: dict[str, Array] = {}
    for name, column in strings.items():
        arrays |= interned(name, column)
    arrays["captions"] = smallest(
        np.array([len(article.captions) for article in articles], np.int64)
    )
    arrays["day"] = np.array([sort_day(article) for article in articles], np.int64)
    return arrays


def _titles(batch: TermBatch, title_chars: Numbers) -> dict[str, Array]:
    """Return how many pieces of each text begin in its title, and where in the last it ends."""
    lengths = np.array([len(piece) for piece in batch.pieces], np.int64)[batch.stream]
    begins = np.cumsum(lengths) - lengths
    bounds = np.concatenate([[0], batch.stream_ends]).astype(np.int64)
    texts = np.repeat(np.arange(batch.texts), np.diff(bounds))
    base = np.concatenate([begins, [0]])[bounds[:-1]]  # without pieces it does not matter
    titled = begins - base[texts] < title_chars[texts]
    pieces = np.bincount(texts[titled], minlength=batch.texts)
    last = np.concatenate([begins, [0]])[bounds[:-1] + np.maximum(pieces - 1, 0)]
    ends = np.where(pieces > 0, title_chars - (last - base), 0)
    return {"title_pieces": smallest(pieces), "title_ends": smallest(ends)}
