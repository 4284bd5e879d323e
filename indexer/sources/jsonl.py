"""JSONL: one article a line, `body` required, what it states of itself is trusted."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from indexer.report import Skipped
from indexer.sources.decode import decode
from indexer.sources.document import Document, Raw, visible

LONGEST_LINE = 16 << 20  # bytes; the longest article we know of has a hundredth of it

_MOST_NAMED, _LONGEST_NAMED = 8, 100  # fields that a row names, and their characters
_BLANK = codecs.BOM_UTF8 + b" \t\r\n"


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield each line; blank ones are passed over, one that is too long is never held whole."""
    empty, number = True, 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            empty = False
            yield Skipped(f"{place}:{number}", f"a line of more than {LONGEST_LINE >> 20} MB")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
        elif line.strip(_BLANK):
            empty = False
            yield Raw(line, "jsonl", f"{place}:{number}")
    if empty:
        yield Skipped(place, "empty")


def parse(raw: Raw, origin: str) -> Document | Skipped:
    """Return the record of a line; a broken one is Skipped."""
    text = decode(raw.data, origin)
    if isinstance(text, Skipped):
        return text
    try:
        record = json.loads(text)
        # Only an escape can write half a letter: what was decoded holds whole ones.
        record = _whole(record) if "\\u" in text else record
    except (ValueError, RecursionError) as error:
        return Skipped(origin, f"not JSON: {str(error)[:80]}")
    if not isinstance(record, dict):
        return Skipped(origin, 'not a JSON object like {"title": …, "body": …}')
    body = record.get("body")
    if not isinstance(body, str) or not body.strip():
        there = visible(", ".join(list(record)[:_MOST_NAMED])[:_LONGEST_NAMED]) or "nothing"
        return Skipped(origin, f'no "body": it must hold the article\'s text; there is: {there}')
    return Document(origin=origin, kind="record", text=body, given=record)


def _whole(value: Any) -> Any:
    r"""Return JSON with halves of letters replaced: ``"\ud83d"`` is an emoji cut in two."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_whole(name): _whole(held) for name, held in value.items()}
    return [_whole(held) for held in value] if isinstance(value, list) else value
