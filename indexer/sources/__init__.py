"""Which files hold articles, and how each kind is read: one module per format.

A file is split into documents by one process, and many parse them. What kind it is of is
told by its content as much as by its name; archives are read through, in streams.
"""

import os
from collections.abc import Iterator
from dataclasses import replace

from indexer.report import Skipped, failed_row
from indexer.sources.document import Document, Raw, visible
from indexer.sources.files import SourceFile
from indexer.sources.formats import FORMATS
from indexer.sources.parts import Part, parts
from indexer.sources.passed import passed_over
from indexer.sources.streams import Budget, Stream


def split(file: SourceFile) -> Iterator[tuple[Part, int]]:
    """Yield the documents of `file` unread, each with the bytes of the file done by then.

    What cannot be read becomes a Skipped, whose origin is complete.
    """
    row = passed_over(str(file.path), os.path.exists)
    if row is not None:
        yield Part("", replace(row, origin=file.shown)), file.size
        return
    try:
        with file.path.open("rb") as opened:
            stream = Stream.of_file(opened)
            for part in parts(stream, file.path.name, Budget(file.size)):
                yield _named(part, file), min(stream.tell(), file.size)
    except OSError as error:
        yield Part("", Skipped(file.shown, f"cannot be read: {error.strerror}")), file.size
    except Exception as error:  # noqa: BLE001  one odd file must not end a run of thousands
        yield Part("", failed_row(file.shown, error)), file.size


def parse(file: SourceFile, raw: Raw) -> Document | Skipped:
    """Return what one document of `file` holds; one that cannot be read becomes a Skipped."""
    return FORMATS[raw.format].parse(raw, file.shown + raw.place)


def read(file: SourceFile) -> Iterator[Document | Skipped]:
    """Yield what `file` holds."""
    for part, _ in split(file):
        found = part.content
        yield found if isinstance(found, Skipped) else parse(file, found)


def _named(part: Part, file: SourceFile) -> Part:
    found = part.content
    if isinstance(found, Skipped):
        origin, reason = file.shown + visible(found.origin), visible(found.reason)
        return part._replace(content=replace(found, origin=origin, reason=reason))
    return part
