"""An index on disk: whole, of this version, as new as its sources, with room to be rebuilt."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import TimTinError, repair_command, update_command
from indexer.folders import UNFINISHED, generations
from indexer.locks import LOCK, ReadLock
from indexer.manifest import Manifest
from indexer.store import damaged_files, held_generation
from search_app.cli.health import Finding, ok, parted, problem, warning
from search_app.cli.health.sources import sources
from search_app.cli.texts import counted

_SHOWN = 3  # files that are named
_GIGABYTE = 10**9


def stored(root: Path, *, thorough: bool) -> Iterator[Finding]:
    """Yield what the index at `root` is like; with `thorough`, every checksum is compared."""
    try:
        generation = held_generation(root)
    except (TimTinError, OSError) as error:
        yield problem("index", *parted(str(error)))
        return
    manifest = generation.manifest
    yield ok("index", f"{counted(manifest.articles)}, {_room(manifest.size)}")
    if thorough:
        damaged = damaged_files(generation)
        for path, text in damaged[:_SHOWN]:
            yield problem("checksums", f"{path}: {text}", repair_command(root))
        if not damaged:
            yield ok("checksums", f"{len(manifest.files)} files, every one is right")
    yield from sources(generation)
    yield _space(manifest, root)
    yield from _left_over(root)
    yield from _damaged(root)


def _space(manifest: Manifest, root: Path) -> Finding:
    needed = 2 * manifest.size  # the new one, and what is merged into it
    free = shutil.disk_usage(root).free
    text = f"{_room(free)} free, a rebuild takes about {_room(needed)}"
    if free < needed:
        return warning("disk", text, f"Make room on the disk of {root}")
    return ok("disk", text)


def _left_over(root: Path) -> Iterator[Finding]:
    """Yield whether a build is running, or left something behind."""
    if (root / LOCK).is_dir():
        text = f"{root / LOCK} is a folder, so that no build can begin"
        yield problem("builds", text, f"rm -r {shlex.quote(str(root / LOCK))}")
        return
    try:
        if _is_written(root):
            yield ok("builds", "one is running")
            return
    except OSError as error:
        text = f"{error.filename}: {error.strerror}"
        yield warning("builds", text, f"Change the rights of {root}")
        return
    # Only now: a build that ended before the lock was asked for left none.
    unfinished = [path for path in generations(root) if (path / UNFINISHED).exists()]
    if not unfinished:
        yield ok("builds", "none is unfinished")
        return
    names = ", ".join(path.name for path in unfinished)
    text = f"{names} was left by a build that broke off; the next one removes it"
    yield warning("builds", text, update_command(root))


def _is_written(root: Path) -> bool:
    """Whether a process holds the write lock; a shared one is asked for, and let go at once.

    Raises:
        OSError: the system does not let it be asked.
    """
    try:
        ReadLock.take(root / LOCK)
    except FileNotFoundError:  # there is none, or somebody has it for himself alone
        return (root / LOCK).exists()
    return False


def _damaged(root: Path) -> Iterator[Finding]:
    """Yield that damaged files are still kept, if some are."""
    from indexer.quarantine import quarantined  # noqa: PLC0415

    if folders := quarantined(root):
        text = f"{folders[-1]} has the files that were damaged; they are kept until you remove them"
        yield warning("damaged", text, f"rm -r {shlex.quote(str(folders[-1].parent))}")


def _room(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= _GIGABYTE else f"{size / 1e6:,.1f} MB"
