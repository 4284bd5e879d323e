"""An index on disk: whole, of this version, as new as its sources, with room to be rebuilt."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import IndexLockedError, TimTinError, repair_command, update_command
from indexer.folders import UNFINISHED, generations
from indexer.locks import write_lock
from indexer.manifest import Manifest
from indexer.store import (
    current_generation,
    damaged_files,
)
from search_app.cli.health import Finding, ok, parted, problem, warning
from search_app.cli.health.sources import sources
from search_app.cli.texts import counted

_SHOWN = 3  # files that are named
_GIGABYTE = 10**9


def stored(root: Path, *, thorough: bool) -> Iterator[Finding]:
    """Yield what the index at `root` is like; with `thorough`, every checksum is compared."""
    try:
        generation = current_generation(root)
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
    yield warning("builds", text, update_command(root))


def _damaged(root: Path) -> Iterator[Finding]:
    """Yield that damaged files are still kept, if some are."""
    from indexer.quarantine import quarantined  # noqa: PLC0415

    if folders := quarantined(root):
        text = f"{folders[-1]} has the files that were damaged; they are kept until you remove them"
        yield warning("damaged", text, f"rm -r {shlex.quote(str(folders[-1].parent))}")


def _room(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= _GIGABYTE else f"{size / 1e6:,.1f} MB"
