"""Bring an index up to what its sources hold now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from whoosh import index as whoosh_index

from indexer.errors import IndexMissingError
from indexer.pipeline.ids import Found, IdRegister
from indexer.pipeline.reading import Progress, read_articles
from indexer.pipeline.rebuild import nothing_to_index, rebuild
from indexer.pipeline.writing import replaced_row, to_document, writing
from indexer.report import Report, Skipped
from indexer.schema import whoosh_schema
from indexer.sources.files import absolute, list_files, source_key
from indexer.store import (
    Generation,
    current_generation,
    damaged_files,
    new_generation,
    open_reader,
    write_lock,
)


class _Stored(NamedTuple):
    """What the index knows of an article it has: where it was read from, and its content."""

    path: str
    digest: str


@dataclass(slots=True)
class _Changes:
    """What a run found, before anything is written."""

    changed: dict[str, Found] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)  # paths of files and folders


def update(sources: Iterable[Path], root: Path, progress: Progress | None = None) -> Report:
    """Bring the index at `root` up to what `sources` hold now; build it when there is none.

    An article is gone when the file it was read from lies in `sources` and no
    longer holds it. Articles from elsewhere stay. So do those of a file that
    cannot be read whole this time, until it can: a line that broke may be theirs.

    Raises:
        SourceMissingError: a source does not exist.
        NothingToIndexError: no source held an article; the index stays.
        IndexOutdatedError, IndexCorruptError: the index must be built anew.
        IndexLockedError: another process is writing.
        OSError: the index cannot be written; it stays as it was.
    """
    sources = list(sources)
    try:
        current_generation(root)
    except IndexMissingError:
        return rebuild(sources, root, progress)
    with write_lock(root):
        base = current_generation(root)  # again: another writer may just have finished
        for path, problem in damaged_files(base):
            raise base.corrupt(path, problem)  # what is copied on must be whole
        return _update(sources, base, progress)


def _update(sources: list[Path], base: Generation, progress: Progress | None) -> Report:
    files, unlisted = list_files(sources, leave_out=absolute(base.root))
    before = _stored(base)
    roots = {source_key(source) for source in sources}
    inside = {i for i, stored in before.items() if _lies_in(stored.path, roots)}
    present = {file.key for file in files}
    register = IdRegister(
        # What is no longer where it was read from may have moved here.
        taken={i: s for i, s in before.items() if i not in inside and Path(s.path).exists()},
        kept={before[i].path: i for i in inside if before[i].path in present},
    )
    rows = [found.row for found in unlisted]
    report = Report(read=len(rows), skipped=rows)
    changes = _Changes(unreadable={source_key(found.path) for found in unlisted})
    for file, outcome in read_articles(files, register, progress):
        report.read += 1
        if not isinstance(outcome, Skipped):
            _compare(outcome, before, changes, report)
        else:
            report.skipped.append(outcome)
            if not outcome.duplicate:
                changes.unreadable.add(file.key)
    gone = {i for i in inside - changes.seen if not _lies_in(before[i].path, changes.unreadable)}
    if not changes.seen and (gone or not report.read):
        raise nothing_to_index(sources, report)
    report.removed = len(gone)
    if changes.changed or gone:
        with new_generation(base.root, _outermost({*base.sources, *roots}), base) as folder:
            _write(folder, changes.changed, gone, report)
    return report


def _compare(found: Found, before: dict[str, _Stored], changes: _Changes, report: Report) -> None:
    article_id = found.article.id
    stored = before.get(article_id)
    if article_id in changes.changed:
        earlier = changes.changed.pop(article_id)
        report.replaced.append(replaced_row(earlier.origin, article_id))
    elif stored and stored.digest != found.digest and not _is_own(stored, found):
        report.replaced.append(replaced_row(Path(stored.path).name, article_id))
    changes.seen.add(article_id)
    if stored == _Stored(found.file.key, found.digest):
        report.unchanged += 1
    else:
        changes.changed[article_id] = found


def _is_own(stored: _Stored, found: Found) -> bool:
    return stored.path == found.file.key or not Path(stored.path).exists()


def _write(folder: Path, changed: dict[str, Found], gone: set[str], report: Report) -> None:
    with writing(whoosh_index.open_dir(folder, schema=whoosh_schema())) as writer:
        for article_id in gone:
            writer.delete_by_term("id", article_id)
        for found in changed.values():
            document = to_document(found)
            if isinstance(document, Skipped):
                report.skipped.append(document)
            else:
                writer.update_document(**document)
                report.indexed += 1
                report.noted += [found.note] if found.note else []


def _stored(generation: Generation) -> dict[str, _Stored]:
    with open_reader(generation) as reader:
        return {
            stored["id"]: _Stored(stored["path"], stored["digest"])
            for stored in reader.all_stored_fields()
        }


def _outermost(sources: set[str]) -> list[str]:
    """Return the sources that still exist and lie in no other, for the next run without any."""
    return [
        source
        for source in sorted(sources)
        if Path(source).exists() and not _lies_in(str(Path(source).parent), sources - {source})
    ]


def _lies_in(path: str, places: set[str]) -> bool:
    """Whether `path` is one of `places` or lies below one."""
    return not places.isdisjoint([path, *map(str, Path(path).parents)])
