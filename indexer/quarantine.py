"""Where damaged files go: kept beside the index, in case somebody can make more of them.

Nothing here is read or removed by Tìm Tin: index_data/damaged/<time>/ and below it the paths
that the files had in the index.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

FOLDER = "damaged"


class Quarantine:
    """Takes files of the index at `root` out of use; `when` names the folder they go to."""

    def __init__(self, root: Path, when: str) -> None:
        self._root = root
        self._folder = root / FOLDER / when
        self.taken: list[Path] = []  # where they are now

    def move(self, paths: Iterable[Path]) -> None:
        """Move files or folders of the index, each in one step; those that are gone are passed."""
        for path in paths:
            if path.exists() or path.is_symlink():
                self.taken.append(path.rename(self._place(path)))

    def copy(self, path: Path) -> None:
        """Keep a copy of a file that is replaced where it is."""
        if path.is_file():
            self.taken.append(Path(shutil.copy(path, self._place(path))))

    def _place(self, path: Path) -> Path:
        place = self._folder / path.relative_to(self._root)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def quarantined(root: Path) -> list[Path]:
    """Return the folders of damaged files at `root`, the oldest first."""
    return sorted((root / FOLDER).glob("*"))
