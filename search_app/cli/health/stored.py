"""An index on disk: whole, of this version, as new as its sources, with room to be rebuilt."""

import datetime
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import IndexLockedError, SourceMissingError, TimTinError, rebuild_command
from indexer.manifest import Manifest
from indexer.store import (
    UNFINISHED,
    current_generation,
    damaged_files,
    generations,
    recorded_sources,
    write_lock,
)
from search_app.cli.health.finding import Finding, ok, problem, warning
from search_app.cli.texts import counted

_SHOWN = 3  # files that are named
_GIGABYTE = 10**9


def stored(root: Path, *, thorough: bool) -> Iterator[Finding]:
    """Yield what the index at `root` is like; with `thorough`, every checksum is compared."""
    try:
        generation = current_generation(root)
    except (TimTinError, OSError) as error:
        yield problem("index", *_parted(str(error)))
        return
    rebuild = rebuild_command(root, generation.sources)
    manifest = generation.manifest
    yield ok("index", f"{counted(manifest.articles)}, {_room(manifest.size)}")
    if thorough:
        damaged = damaged_files(generation)
        for path, text in damaged[:_SHOWN]:
            yield problem("checksums", f"{path}: {text}", rebuild)
        if not damaged:
            yield ok("checksums", f"{len(manifest.files)} files, every one is right")
    yield from _sources(manifest, root)
    yield _space(manifest, root)
    yield from _left_over(root)


def _sources(manifest: Manifest, root: Path) -> Iterator[Finding]:
    """Yield whether what the index was built from is there, and older than it."""
    from indexer.sources.files import list_files  # noqa: PLC0415  how builds read them

    update = _update_command(root)
    there: list[Path] = []
    for source in map(Path, recorded_sources(root)):
        if source.exists():
            there.append(source)
        else:
            mend = "Bring it back, or name another: timtin rebuild FOLDER"
            yield warning("sources", f"{source} is gone; its articles stay", mend)
    try:
        files, _ = list_files(there, {root.absolute()})
    except (SourceMissingError, OSError) as error:
        yield warning("sources", str(error), update)
        return
    built = datetime.datetime.fromisoformat(manifest.built).timestamp() + 1  # in whole seconds
    newer = [file for file in files if _changed(file.path) > built]
    if newer:
        names = ", ".join(file.shown for file in newer[:_SHOWN])
        more = ", …" * (len(newer) > _SHOWN)
        yield warning(
            "sources", f"{counted(len(newer), 'file')} newer than the index: {names}{more}", update
        )
    elif there:
        yield ok("sources", f"{counted(len(files), 'file')}, none newer than the index")


def _changed(path: Path) -> float:
    """Return when a file was written, or came to where it is."""
    try:
        status = path.stat()
    except OSError:
        return 0.0
    return max(status.st_mtime, status.st_ctime)


def _space(manifest: Manifest, root: Path) -> Finding:
    needed = 2 * manifest.size  # the new one, and what is merged into it
    free = shutil.disk_usage(root).free
    text = f"{_room(free)} free, a rebuild takes about {_room(needed)}"
    if free < needed:
        return warning("disk", text, f"Make room on the disk of {root}")
    return ok("disk", text)


def _left_over(root: Path) -> Iterator[Finding]:
    """Yield whether a build is running, or left something behind."""
    unfinished = [path for path in generations(root) if (path / UNFINISHED).exists()]
    if not unfinished:
        yield ok("builds", "none is unfinished")
        return
    try:
        with write_lock(root):
            names = ", ".join(path.name for path in unfinished)
    except IndexLockedError:
        yield ok("builds", "one is running")
        return
    except OSError as error:
        yield warning("builds", str(error), f"Change the rights of {root}")
        return
    text = f"{names} was left by a build that broke off; the next one removes it"
    yield warning("builds", text, _update_command(root))


def _update_command(root: Path) -> str:
    return f"timtin update --index {shlex.quote(str(root))}"


def _room(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= _GIGABYTE else f"{size / 1e6:,.1f} MB"


def _parted(message: str) -> tuple[str, str]:
    """Return what a message says, and the command at its end."""
    before, found, command = message.rpartition("timtin rebuild")
    if not found:
        return message, ""
    return before.rpartition(". ")[0] or before, found + command
