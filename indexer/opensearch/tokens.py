"""Terms as the tokens of an OpenSearch index, for those who write them and those who look for them.

OpenSearch only splits at spaces, so what a term means to it is decided here. The signs between
the parts of a token are of Unicode's private use. A term that has one, as an address may that is
written in a font of its own, gets another sign in its place.
"""

import functools
import hashlib
from collections.abc import Iterable

OR = "\ue000"  # between tokens that may stand at one place
WEIGHT = "\ue001"  # between a token and what it counts in its article
FOLDED = "\ue002"  # before a folded term, where marked ones stand in the same field
_SPACE = "\ue003"
PAIR = "\ue004"  # between the sides of a pair
_CUT = "\ue005"  # before the digest of what was cut off
MOST = 200  # characters of a term: Lucene takes 32,766 bytes, and nobody types as many
_DIGEST = 16
_OTHER = "\ue006"
_SIGNS = {ord(sign): _OTHER for sign in (OR, WEIGHT, FOLDED, _SPACE, PAIR)} | {ord(" "): _SPACE}
_LONGEST = 8_000  # characters of a value: four bytes each are below Lucene's limit
_MOST_IN_ID = 400  # bytes, of the 512 that OpenSearch takes


@functools.lru_cache(1 << 16)
def token(term: str) -> str:
    """Return a term, marked or folded, as a token."""
    if len(term) > MOST:
        digest = hashlib.sha256(term.encode("utf-8", "surrogatepass")).hexdigest()
        term = f"{term[:MOST]}{_CUT}{digest[:_DIGEST]}"
    return term.translate(_SIGNS)


def pair_token(left: str, right: str) -> str:
    """Return two neighbouring terms as a token."""
    return f"{token(left)}{PAIR}{token(right)}"


def alternatives(tokens: Iterable[str]) -> str:
    """Return the text that the analyzer `alternatives` reads as tokens of one place."""
    return OR.join(tokens)


def bounded(value: str) -> str:
    """Return as much of a value as a field takes that is counted."""
    return value[:_LONGEST]


def document_id(article_id: str) -> str:
    """Return the id of an article's document: its own, if OpenSearch takes that."""
    written = article_id.encode("utf-8", "surrogatepass")
    if len(written) <= _MOST_IN_ID and article_id.strip() == article_id:
        return article_id
    return _CUT + hashlib.sha256(written).hexdigest()
