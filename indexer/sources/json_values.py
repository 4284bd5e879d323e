"""JSON that is not one article a line: a list of articles, or articles one behind the other."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from indexer.report import Skipped
from indexer.sources.document import Raw
from indexer.sources.jsonl import LONGEST_LINE

_CHUNK = 1 << 16  # bytes
_BETWEEN = re.compile(r"[\ufeff\s,\[\]]*")
_DECODER = json.JSONDecoder()


def split(stream: BinaryIO, place: str) -> Iterator[Raw | Skipped]:
    """Yield each article, counted from 1, as the JSON it is; one at a time is held."""
    text, at, number, ended = "", 0, 0, False
    while True:
        at = _end_of_gap(text, at)
        try:
            end = _DECODER.raw_decode(text, at)[1]
        except RecursionError:
            yield Skipped(place, f"not JSON: nested too deep in value {number + 1}")
            return
        except ValueError as error:
            text, at = text[at:], 0  # only here: it copies all that is held
            if ended or len(text) > LONGEST_LINE:
                if text or not number:
                    yield _broken(place, number, str(error) if text else "")
                return
            # Twice as much each time, so that a long article is not begun too often.
            more = stream.read(max(_CHUNK, len(text)))
            text += more.decode("utf-8", "surrogateescape")
            ended = not more
            continue
        number += 1
        data = text[at:end].encode("utf-8", "surrogateescape")
        yield Raw(data, "jsonl", f"{place}:{number}")
        at = end


def _end_of_gap(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _broken(place: str, number: int, error: str) -> Skipped:
    if not error:
        return Skipped(place, "empty")
    return Skipped(place, f"not JSON behind value {number}: {error[:80]}")
