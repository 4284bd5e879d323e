"""Where damaged files go: kept beside the index, in case somebody can make more of them.

Nothing here is read or removed by Tìm Tin: index_data/damaged/<time>/ and below it the paths
that the files had in the index.
"""

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from indexer.codec.container import copy_legible
from indexer.durable import sync

FOLDER = "damaged"


class Quarantine:
    """Takes files of the index at `root` out of use; `when` names the folder they go to."""

    def __init__(self, root: Path, when: str) -> None:
        self._root = root
        self._folder = root / FOLDER / when
        self._originals: list[Path] = []
        self.taken: list[Path] = []  # where they are now

    def move(self, paths: Iterable[Path]) -> None:
        """Move files or folders of the index, each in one step; those that are gone are passed.

        Raises:
            OSError: one cannot be moved; those before it are.
        """
        for path in paths:
            if path.exists() or path.is_symlink():
                place = self._place(path)
                self.taken.append(path.rename(place))
                sync(place.parent)

    def keep(self, paths: Iterable[Path]) -> None:
        """Copy files or folders, on the disk before this returns; those that are gone are passed.

        What a bad sector has is zeros in the copy.

        Raises:
            OSError: one cannot be kept.
        """
        for path in paths:
            self._originals.append(path)
            if path.exists():
                place = self._place(path)
                if path.is_dir():
                    shutil.copytree(path, place, symlinks=True)
                else:
                    copy_legible(path, place)
                sync(place.parent)
                self.taken.append(place)

    def remove_originals(self) -> None:
        """Remove what is kept from where it was; what the system does not let go stays."""
        for path in self._originals:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def _place(self, path: Path) -> Path:
        place = self._folder / path.relative_to(self._root)
        place.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self._folder.parent, self._folder, place.parent):
            sync(folder)
        return place


def quarantined(root: Path) -> list[Path]:
    """Return the folders of damaged files at `root`, the oldest first."""
    return sorted((root / FOLDER).glob("*"))
