"""The segments of one generation side by side, and where in each the places of a query are."""

import bisect
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analyzers.terms import folded_term
from indexer import weighting
from indexer.codec.frequencies import BODY, BODY_BITS, EXACT, FIRST_WITH_TITLE, LEAD_BIT, TITLE
from indexer.codec.segment import Segment
from indexer.weighting import Lengths
from search_app.core.facets import Mask
from search_app.core.limits import spend
from search_app.core.ranking import Floats
from search_app.core.request import Form, Has, Kind, Places, Zone
from search_app.engines.names import Names

_AT_ONCE = 1 << 18  # postings read in a step: a millisecond
Stretch = tuple[int, int]  # of posting lists: first, one past the last
Docs = npt.NDArray[np.intp]
Codes = npt.NDArray[np.uint8]
Exact = npt.NDArray[np.float64]


def mean_lengths(segments: Sequence[Segment]) -> Lengths:
    """Return the means over all articles, deleted ones included until they are merged."""
    articles = max(sum(segment.articles for segment in segments), 1)
    title, body = (
        sum(float(s.lengths(zone).sum(dtype=np.float64)) for s in segments) / articles
        for zone in ("title", "body")
    )
    return Lengths(title, body)


class Leaf:
    """One segment of a generation, with what its articles mean to the whole.

    `base` is the number of its first article among those of all segments, `live` tells which
    articles are not deleted.
    """

    def __init__(self, segment: Segment, base: int, live: Mask, lengths: Lengths) -> None:
        self.segment = segment
        self.base = base
        self.live = live
        self.all_live = bool(live.all())
        self.days = segment.arrays["day"]  # yyyymmddhhmm, zeros for what is unknown
        self._lengths = lengths

    def frequencies(self, kind: Kind, stretch: Stretch) -> tuple[Docs, Exact]:
        """Return the articles of a stretch of lists, and their boosted, normalised frequencies.

        They are exact, so that it does not matter how they are added up: rounded then, equal
        articles have equal scores in every segment, whether it has a row for them or lists.
        """
        postings = self.segment.postings(kind, *stretch)
        spend(len(postings.docs))
        docs = postings.docs.astype(np.intp)
        return docs, self.weigh(postings.codes, docs)

    def weigh(self, codes: Codes, docs: Docs) -> Exact:
        """Return the boosted, normalised frequencies that the codes of some articles stand for."""
        return self._weigh(codes, self._body_share.take(docs), docs)

    def row(self, row: int) -> Floats:
        """Return the frequencies of all articles in a row."""
        spend(self.segment.articles)
        return self._weigh(self.segment.row_codes[row], self._body_share, None).astype(np.float32)

    def rows(self, rows: Sequence[int], docs: Docs) -> Floats:
        """Return the frequencies in some rows (first axis) of some articles."""
        spend(len(rows) * len(docs))
        codes = self.segment.row_codes[np.array(rows, np.intp)[:, np.newaxis], docs]
        return self._weigh(codes, self._body_share.take(docs), docs).astype(np.float32)

    def _weigh(self, codes: Codes, body: Floats, docs: Docs | None) -> Exact:
        # By the bits of the codes: to look all of them up in tables takes four times as long.
        bits = codes & BODY_BITS
        found: Exact = bits.astype(np.float64)
        coarse = np.flatnonzero(bits >= EXACT)
        if len(coarse):
            found.ravel()[coarse] = BODY.take(codes.ravel().take(coarse))
        found *= body
        found += (codes & LEAD_BIT) * (weighting.LEAD_BOOST / LEAD_BIT)
        titled = np.flatnonzero(codes >= FIRST_WITH_TITLE)
        if len(titled):
            at = titled % len(body) if codes.ndim > 1 else titled
            title = self._title_share.take(at if docs is None else docs.take(at))
            times = TITLE.take(codes.ravel().take(titled)).astype(np.float64)
            found.ravel()[titled] += times * title
        return found

    def rest(self, row: int) -> tuple[Docs, Floats]:
        """Return what no code of a row stands for: articles, and their frequencies."""
        docs, title, body, lead = self.segment.rest(row)
        docs = docs.astype(np.intp)
        found = title * self._title_share.take(docs).astype(np.float64)
        found += body * self._body_share.take(docs).astype(np.float64)
        found += lead * weighting.LEAD_BOOST
        return docs, found.astype(np.float32)

    def in_lists(self, kind: Kind, stretches: Iterable[Stretch], zone: Zone | None = None) -> Mask:
        """Return which articles some stretches of lists name, with the term in a zone if given."""
        found = np.zeros(self.segment.articles, np.bool_)
        for stretch in stretches:
            every = self.segment.postings(kind, *stretch)
            for first in range(0, len(every.docs), _AT_ONCE):
                docs, codes = (own[first : first + _AT_ONCE] for own in every)
                spend(len(docs))
                if zone == "title":
                    docs = docs[codes >= FIRST_WITH_TITLE]
                elif zone == "body":
                    docs = docs[codes & BODY_BITS > 0]
                found[docs.astype(np.intp)] = True
        return found

    def having(self, condition: Has) -> Mask:
        """Return which articles have a term, deleted ones too."""
        kind: Kind = "syllable" if len(condition.places) == 1 else "pair"
        _, stretches = self.stretches(condition.form, condition.places)
        return self.in_lists(kind, stretches, condition.zone)

    def stretches(self, form: Form, places: Places) -> tuple[Stretch, list[Stretch]]:
        """Return the posting lists of all that folds as `places` do, and of what they may be."""
        groups = [self._group(form, place) for place in places]
        if min(groups, default=-1) < 0:
            return (0, 0), []
        if len(groups) == 1:
            terms = self.segment.terms_of(groups[0])
            whole = terms.start, terms.stop
        else:
            whole = self.segment.pairs_of(groups[0], groups[1])
        if whole[0] == whole[1]:
            return whole, []
        if form == "folded":
            return whole, [whole]
        meant = [self._meant(group, place) for group, place in zip(groups, places, strict=True)]
        if len(groups) == 1:
            return whole, _runs(sorted(meant[0]))
        pairs = self.segment.terms_of_pairs(whole, groups[0], groups[1])
        chosen = [
            at for at, (a, b) in enumerate(pairs, whole[0]) if a in meant[0] and b in meant[1]
        ]
        return whole, _runs(chosen)

    def terms(self, place: tuple[str, ...]) -> list[int]:
        """Return the terms that a place may be, marked."""
        return sorted(self._meant(self._group("marked", place), place))

    def _group(self, form: Form, place: tuple[str, ...]) -> int:
        if not place:
            return -1
        key = place[0] if form == "folded" else folded_term(place[0])
        return self.segment.group(key)

    def _meant(self, group: int, place: tuple[str, ...]) -> set[int]:
        """Return the terms of a group that a place may be."""
        known = self.segment.spellings(group)
        return {known[marked] for marked in place if marked in known}

    @cached_property
    def names(self) -> Names:
        """The bylines and sources of the articles."""
        return Names(self.segment)

    @cached_property
    def _title_share(self) -> Floats:
        return weighting.share("title", self.segment.lengths("title"), self._lengths.title)

    @cached_property
    def _body_share(self) -> Floats:
        return weighting.share("body", self.segment.lengths("body"), self._lengths.body)


def _runs(numbers: Sequence[int]) -> list[Stretch]:
    """Return ascending numbers as stretches without gaps."""
    runs: list[Stretch] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = runs[-1][0], number + 1
        else:
            runs.append((number, number + 1))
    return runs


def leaf_of(leaves: Sequence[Leaf], number: int) -> tuple[Leaf, int]:
    """Return the segment of an article, and the number of the article in it."""
    at = bisect.bisect(leaves, number, key=lambda leaf: leaf.base) - 1
    return leaves[at], number - leaves[at].base
