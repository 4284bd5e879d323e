"""Whether an index is as its sources are: which are gone, and which came or changed since."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import SourceMissingError, TimTinError, rebuild_command, update_command
from indexer.pointer import recorded_sources
from indexer.store import Generation
from search_app.cli.health import Finding, ok, parted, problem, warning
from search_app.cli.texts import counted

if TYPE_CHECKING:
    from indexer.sources.files import SourceFile

_SHOWN = 3  # files that are named


def sources(generation: Generation) -> Iterator[Finding]:
    """Yield whether what the index was built from is there, and as it was."""
    from indexer.sources.files import list_files, source_key  # noqa: PLC0415  how builds read them

    root = generation.root
    there: list[Path] = []
    for source in map(Path, recorded_sources(root)):
        if source.exists():
            there.append(source)
        else:
            mend = f"Bring it back, or name another: {rebuild_command(root)}"
            yield warning("sources", f"{source} is gone; its articles stay", mend)
    try:
        files, _ = list_files(there, {root.absolute()})
    except (SourceMissingError, OSError) as error:
        yield warning("sources", str(error), update_command(root))
        return
    try:
        indexed = _indexed_files(generation)
    except (TimTinError, ValueError, IndexError) as error:
        text, mend = parted(str(error))
        yield problem("index", text, mend or rebuild_command(root, generation.sources))
        return
    # It is in whole seconds.
    built = datetime.datetime.fromisoformat(generation.manifest.built).timestamp() + 1
    newer = [own.shown for own in files if _changed(own, indexed) > built]
    gone = _gone(indexed, [source_key(source) for source in there])
    if newer:
        yield _differ(root, newer, "newer than the index")
    if gone:
        yield _differ(root, gone, "gone, whose articles are still found")
    if there and not newer and not gone:
        yield ok("sources", f"{counted(len(files), 'file')}, none gone or newer than the index")


def _differ(root: Path, files: Sequence[str], how: str) -> Finding:
    more = ", …" * (len(files) > _SHOWN)
    text = f"{counted(len(files), 'file')} {how}: {', '.join(files[:_SHOWN])}{more}"
    return warning("sources", text, update_command(root))


def _indexed_files(generation: Generation) -> set[str]:
    """Return the files from which the articles of an index are."""
    from indexer.pipeline.paths import file_of  # noqa: PLC0415

    files: set[str] = set()
    for own in generation.segments():
        paths = own.segment.column("path")[:]
        at = set(own.segment.arrays["path_of"][own.live].tolist())
        files.update(file_of(paths[number]) for number in at)
    return files


def _gone(indexed: Collection[str], there: Collection[str]) -> list[str]:
    """Return the files that are no longer in sources that are there."""
    from indexer.pipeline.paths import lies_in, may_exist  # noqa: PLC0415

    return sorted(path for path in indexed if lies_in(path, there) and not may_exist(path))


def _changed(file: "SourceFile", indexed: Collection[str]) -> float:
    """Return when a file was written; of one that no article is from, also when it came there."""
    try:
        status = file.path.stat()
    except OSError:
        return 0.0
    # A change of rights alone makes no article another, but st_ctime later.
    return status.st_mtime if file.key in indexed else max(status.st_mtime, status.st_ctime)
