"""What the analysis of a batch of articles gives: integers, and each string once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TermBatch:
    """The terms of a batch of articles, numbered 0, 1, … in the order given.

    A text is a title, a line break and a body. It is cut where each syllable begins, into
    pieces: a syllable and what stands between it and the next. What stands before the first
    syllable of a text, if anything does, is a piece with none.
    """

    texts: int  # how many
    terms: list[str]  # distinct marked terms: syllables, whole units, other forms; in any order
    folded: list[str]  # the folded form of each; terms in capitals stand for themselves

    pieces: list[str]  # of the batch, as in the source; the same may come twice
    piece_terms: Int32  # the term of the syllable of each piece, -1 for none
    piece_lengths: Int32  # how many characters of the piece are its syllable, 0 for none
    stream: Int32  # the pieces of all texts, one after the other
    stream_ends: Int64  # where each text's stretch of `stream` ends

    # Postings in the order of texts: one for each distinct term of a text, and how often it
    # stands in the title and in the body; and whether in its lead, the first syllables of it.
    syllable_texts: Int32
    syllable_terms: Int32  # units and other forms too
    syllable_title_tf: Int32
    syllable_body_tf: Int32
    syllable_in_lead: Booleans
    pair_texts: Int32
    pair_lefts: Int32  # terms
    pair_rights: Int32
    pair_title_tf: Int32
    pair_body_tf: Int32
    pair_in_lead: Booleans

    phrases: list[str]  # distinct phrases as spelled: “Hải Phòng”
    phrase_folded: list[str]  # “hai phong”
    phrase_texts: Int32
    phrase_numbers: Int32

    title_lengths: Int32  # how many syllables, units and other forms each title has, with repeats
    body_lengths: Int32
    sketches: npt.NDArray[np.uint8]  # of each text (rows): see `indexer.analysis.sketches`
