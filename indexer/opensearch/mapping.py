"""What an index in a cluster consists of: its settings, its fields and how each is read."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from indexer.opensearch.tokens import OR, WEIGHT
from indexer.weighting import K1

SCALE = 256  # what a frequency of 1 is as a whole number: finer changed no list of ten
DEEPEST = 110_000  # hits of a list that can be asked for by their place
_LINE_GAP = 1_000  # places between two lines: no phrase goes over it

_SETTINGS: Mapping[str, Any] = {
    "max_result_window": DEEPEST,
    "max_terms_count": 1 << 20,
    "analysis": {
        "filter": {
            "weight": {"type": "delimited_term_freq", "delimiter": WEIGHT},
            "each": {
                "type": "pattern_capture",
                "preserve_original": False,
                "patterns": [f"([^{OR}]+)"],
            },
        },
        "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 1 << 16}},
        "analyzer": {
            "terms": {"type": "custom", "tokenizer": "spaces"},
            "weighted": {"type": "custom", "tokenizer": "spaces", "filter": ["weight"]},
            "alternatives": {"type": "custom", "tokenizer": "spaces", "filter": ["each"]},
        },
    },
    # Without an idf: that comes with the query, from the counts of the whole index, so that a
    # score is the same on every shard and every copy of it.
    "similarity": {
        kind: {
            "type": "scripted",
            "script": {
                "source": f"return query.boost * doc.freq / (doc.freq + {k1 * SCALE}f);",
            },
        }
        for kind, k1 in K1.items()
    },
}


def _ranked(kind: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "weighted",
        "search_analyzer": "alternatives",
        "index_options": "freqs",
        "norms": False,
        "similarity": kind,
    }


_VALUE = {"type": "keyword"}
_LOOKED_UP = {"type": "keyword", "doc_values": False, "norms": False}
_TERMS = {"type": "text", "analyzer": "terms", "index_options": "docs", "norms": False}
_LINES = {
    "type": "text",
    "analyzer": "terms",
    "search_analyzer": "alternatives",
    "norms": False,
    "position_increment_gap": _LINE_GAP,
}
_NAME = {**_LINES, "analyzer": "alternatives"}

FIELDS: Mapping[str, Any] = {
    "article": {"type": "object", "enabled": False},  # as it is read, and where it was read from
    "number": {"type": "long"},  # in the order of taking in
    "part": {"type": "integer"},  # of the lexicon, in which its terms are counted
    "leader": {"type": "long"},  # number of the first of its copies: its own, if it has none
    "is_copy": {"type": "boolean"},  # whether that is another
    "day": {"type": "long"},  # yyyymmddhhmm, zeros for what is unknown; none if all is
    "month": {"type": "integer"},  # yyyymm
    "date": {"type": "integer"},  # yyyymmdd, if all of it is known
    **dict.fromkeys(("city", "city_today", "topic", "year", "topic_set"), _VALUE),
    **{name: _ranked("syllable") for name in ("marked", "folded")},
    # Marked ones only: what folds to a pair is known by the lexicon, and folded pairs would take
    # a third of the time and a quarter of the room of all.
    "pairs": _ranked("pair"),
    "in_title": _TERMS,
    **dict.fromkeys(("title_lines", "body_lines"), _LINES),
    **dict.fromkeys(("byline_name", "source_name", "host_name"), _NAME),
    **dict.fromkeys(("byline_whole", "source_whole", "host_whole"), _LOOKED_UP),
    **dict.fromkeys(("source_label", "host_label"), _VALUE),
}


def layout() -> str:
    """Name the fields and settings: an index of others is not read by this version."""
    key = json.dumps([_SETTINGS, FIELDS], sort_keys=True)
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def index_body(meta: Mapping[str, Any], shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """Return what creates an index of articles. Nothing of it is seen before a refresh."""
    return {
        "settings": {
            "index": {
                **_SETTINGS,
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"timtin": meta},
            "_source": {"includes": ["article"]},
            "properties": FIELDS,
        },
    }


def lexicon_body() -> dict[str, Any]:
    """Return what creates the index beside it, of which nothing is searched."""
    return {
        "settings": {
            "index": {"hidden": True, "number_of_shards": 1, "auto_expand_replicas": "0-1"}
        },
        "mappings": {"enabled": False},
    }
