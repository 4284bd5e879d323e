"""JSONL: one article a line, `body` required, what it states of itself is trusted."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.report import Skipped
from indexer.sources.decode import decode
from indexer.sources.document import Document, Raw
from indexer.sources.files import SourceFile


def split(file: SourceFile) -> Iterator[Raw | Skipped]:
    """Yield each line of `file`; blank lines are passed over."""
    empty = True
    with file.path.open("rb") as lines:
        if lines.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            # Its bytes cannot be cut into lines: every other one may be half a letter.
            yield Skipped(file.shown, "UTF-16: save it as UTF-8")
            return
        for number, line in enumerate(lines, start=1):
            if line.strip():
                empty = False
                yield Raw(line, number)
    if empty:
        yield Skipped(file.shown, "empty")


def parse(file: SourceFile, raw: Raw) -> Document | Skipped:
    """Return the record of a line; a broken one is Skipped."""
    origin = f"{file.shown}:{raw.line}"
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
        return Skipped(origin, 'no "body": it must hold the article\'s text')
    return Document(path=Path(file.shown), line=raw.line, kind="record", text=body, given=record)


def _whole(value: Any) -> Any:
    r"""Return JSON with halves of letters replaced: ``"\ud83d"`` is an emoji cut in two."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_whole(name): _whole(held) for name, held in value.items()}
    return [_whole(held) for held in value] if isinstance(value, list) else value
