"""JSONL: one article a line, `body` required, what it states of itself is trusted."""

import json
from collections.abc import Iterator
from pathlib import Path

from indexer.sources.decode import decode
from indexer.sources.document import Document, Skipped


def read(path: Path) -> Iterator[Document | Skipped]:
    """Yield each line of `path`; blank lines are passed over, broken ones are Skipped."""
    if not path.stat().st_size:
        yield Skipped(path.name, "empty")
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _read_line(path, number, line)


def _read_line(path: Path, number: int, line: bytes) -> Document | Skipped:
    origin = f"{path.name}:{number}"
    text = decode(line, origin)
    if isinstance(text, Skipped):
        return text
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Skipped(origin, f"not JSON: {str(error)[:80]}")
    if not isinstance(record, dict):
        return Skipped(origin, 'not a JSON object like {"title": …, "body": …}')
    body = record.get("body")
    if not isinstance(body, str) or not body.strip():
        return Skipped(origin, 'no "body": it must hold the article\'s text')
    return Document(path=path, line=number, kind="record", text=body, given=record)
