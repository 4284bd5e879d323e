"""Mend a damaged index: what is whole stays, and what was is told."""

import datetime
import errno
import shlex
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analyzers.abbreviations import Abbreviations, default_abbreviations
from indexer.codec.container import has_checksums
from indexer.codec.layout import segment_path
from indexer.commit import NewGeneration, new_generation
from indexer.errors import (
    IndexCorruptError,
    IndexMissingError,
    NoEarlierBuildError,
    rebuild_command,
)
from indexer.folders import generations, unnamed_segments, was_current
from indexer.locks import write_lock
from indexer.manifest import NAME as MANIFEST
from indexer.pipeline.remains import NONE_DELETED, Remains, added_files, deleted_articles
from indexer.pipeline.salvage import Salvage, analysed
from indexer.pointer import NAME as POINTER
from indexer.pointer import Pointer, read_pointer
from indexer.quarantine import Quarantine
from indexer.rollback import last_whole
from indexer.store import (
    ADDED,
    ADDED_ABBREVIATIONS,
    Generation,
    damaged_files,
    read_abbreviations,
    recorded_generation,
)

_NO_MANIFEST = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR})
Progress = Callable[[int], None]  # articles saved so far


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What was damaged, and what became of it."""

    generation: str  # that answers now
    damaged: tuple[str, ...] = ()  # each file and what was wrong with it
    went_back: bool = False  # it is one from before: nobody knows what later ones had
    is_guess: bool = False  # nobody knows which one answered: it is the last that is whole
    kept: int = 0  # segments that stay as they were
    saved: int = 0  # articles of damaged segments, written anew
    lost: int = 0  # articles of damaged segments that are not whole
    lost_ids: tuple[str, ...] = ()  # of these, as far as ids are whole
    quarantined: tuple[Path, ...] = ()  # where the damaged files are now


def repair(root: Path, progress: Progress | None = None) -> Repaired:
    """Mend the index at `root`: a new generation has all that is whole of the current one.

    Each checksum is compared. Sound segments stay; of a damaged one each article whose content
    is what it was digested from is analysed anew. Damaged files are moved away, none is
    removed. Whatever goes wrong, the index stays as it was.

    Raises:
        IndexMissingError, IndexOutdatedError: there is no index, or one of another version.
        IndexCorruptError: it cannot be mended; the message names what can be done.
        IndexLockedError: another process is writing.
        OSError: the index cannot be written.
    """
    if not root.is_dir():
        raise IndexMissingError(root)
    with write_lock(root):
        now = datetime.datetime.now(datetime.UTC)
        quarantine = Quarantine(root, now.strftime("%Y%m%dT%H%M%SZ"))
        pointer = None if (root / POINTER).is_dir() else read_pointer(root)
        if pointer is None:
            return _pointed_anew(root, quarantine)
        try:
            generation = recorded_generation(root, pointer.generation, pointer.sources)
        except IndexCorruptError as error:
            cause = error.__cause__
            if isinstance(cause, OSError) and cause.errno not in _NO_MANIFEST:
                raise cause from None  # it may well be whole
            return _gone_back(root, pointer, error, quarantine)
        damaged = dict(damaged_files(generation))
        if not damaged:
            return Repaired(generation=pointer.generation, kept=len(generation.manifest.segments))
        found = _mended(generation, damaged.keys(), progress or (lambda _: None), quarantine)
        quarantine.remove_originals()
        told = tuple(f"{path}: {problem}" for path, problem in damaged.items())
        return replace(found, damaged=told, quarantined=tuple(quarantine.taken))


def _pointed_anew(root: Path, quarantine: Quarantine) -> Repaired:
    """Name the last whole generation again, where the pointer is gone or unreadable."""
    candidates = [own for own in generations(root) if was_current(own)]
    if not candidates:
        raise IndexMissingError(root)
    generation = _last_whole(root, None)
    if (root / POINTER).is_dir():
        quarantine.move([root / POINTER])  # nothing can replace a folder
    else:
        quarantine.keep([root / POINTER])
    Pointer(generation.folder.name, generation.sources).write(root)
    return Repaired(
        generation=generation.folder.name,
        damaged=(f"{root / POINTER}: names no generation",),
        is_guess=len(candidates) > 1,
        kept=len(generation.manifest.segments),
        quarantined=tuple(quarantine.taken),
    )


def _gone_back(
    root: Path, pointer: Pointer, error: IndexCorruptError, quarantine: Quarantine
) -> Repaired:
    """Go back to the last whole generation, where nothing tells what the current one has.

    Its folder goes out of the way, and so do segments that perhaps only it had: none is removed.
    Before the switch, so that the next repair ends what is broken off.
    """
    generation = _last_whole(root, pointer)
    quarantine.move([root / pointer.generation])
    quarantine.move(unnamed_segments(root))
    Pointer(generation.folder.name, generation.sources).write(root)
    return Repaired(
        generation=generation.folder.name,
        damaged=(error.problem,),
        went_back=True,
        kept=len(generation.manifest.segments),
        quarantined=tuple(quarantine.taken),
    )


def _last_whole(root: Path, before: Pointer | None) -> Generation:
    try:
        return last_whole(root, before)
    except NoEarlierBuildError as error:
        damaged = root / POINTER if before is None else root / before.generation / MANIFEST
        problem = "is damaged, and there is no whole build to go back to"
        command = rebuild_command(root, before.sources if before else ())
        raise IndexCorruptError(damaged, problem, command=command) from error


def _mended(
    generation: Generation, damaged: Collection[Path], progress: Progress, quarantine: Quarantine
) -> Repaired:
    root, manifest = generation.root, generation.manifest
    deleted, added = deleted_articles(generation, damaged), added_files(generation, damaged)
    # Read now: a file of another generation may go with it.
    files = {name: added[name].read_bytes() if name in added else b"" for name in ADDED}
    abbreviations = _abbreviations(added)
    base = Remains.of(generation, damaged, deleted)
    broken = {
        name: Salvage(segment_path(root, name), deleted.get(name, NONE_DELETED))
        for name in manifest.segments
        if segment_path(root, name) in damaged
    }
    for own in broken.values():
        if not has_checksums(own.path):
            back = f"timtin rollback --index {shlex.quote(str(root))}"
            problem = "was written before arrays had checksums, and is damaged somewhere"
            raise generation.beyond_repair(
                own.path, f"{problem}. Go back to the build before: {back}"
            )
    previous = _before(root, generation)
    with new_generation(root, generation.sources, base, previous=previous) as made:
        made.add(files)
        saved = _save(made, broken.values(), abbreviations, progress)
        sound = sum(own.live_articles for own in base.stored)
        if broken and not sound + saved:
            raise generation.beyond_repair(next(iter(damaged)), "is damaged; no article is whole")
        quarantine.keep(damaged)
    return Repaired(
        generation=made.folder.name,
        kept=len(base.stored),
        saved=saved,
        lost=manifest.articles - sound - saved,
        lost_ids=tuple(own for salvage in broken.values() for own in salvage.lost),
    )


def _save(
    made: NewGeneration,
    broken: Collection[Salvage],
    abbreviations: Abbreviations,
    progress: Progress,
) -> int:
    """Write what is whole of broken segments; return how many articles that are."""
    saved = 0
    for salvage in broken:
        for arrays, ids in analysed(salvage.entries(), abbreviations):
            made.writer.add(arrays, ids)
            saved += len(ids)
            progress(saved)
    return saved


def _abbreviations(added: Mapping[str, Path]) -> Abbreviations:
    path = added.get(ADDED_ABBREVIATIONS)
    return read_abbreviations(path) if path else default_abbreviations()


def _before(root: Path, generation: Generation) -> str:
    """Return the whole generation before the damaged one, to go back to; empty without one."""
    try:
        own = Pointer(generation.folder.name, generation.sources)
        return last_whole(root, own).folder.name
    except NoEarlierBuildError:
        return ""
