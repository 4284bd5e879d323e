"""What is passed over by its nature: one row in a report for all files of a kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from indexer.report import Skipped
from indexer.sources.kinds import HTML

# What a browser saves beside a page, and what else holds no news by its nature.
_NO_ARTICLES = frozenset(
    (
        ".jpg .jpeg .png .gif .webp .avif .svg .ico .bmp .tif .tiff .heic "  # pictures
        ".css .js .mjs .map .download .woff .woff2 .ttf .otf .eot "  # parts of a page
        ".mp3 .mp4 .m4a .m4v .mov .avi .wav .webm .ogg .flv .swf "  # sound and film
        ".ini .db .lnk .url"  # of the system
    ).split()
)
_BESIDE_PAGE = "_files"  # what browsers call the folder beside a page that they saved whole

_HIDDEN = (".", "__MACOSX")  # how their names begin; the other is what a Mac adds to archives


def is_hidden(name: str) -> bool:
    """Return whether a file or folder of this name is none of its user's (``.git``)."""
    return name.startswith(_HIDDEN) and name != ".."


def passed_over(name: str, is_there: Callable[[str], bool]) -> Skipped | None:
    """Return the row of a file that holds no article, by its name and what `is_there`; or None."""
    path = PurePosixPath(name)
    if path.suffix.lower() in _NO_ARTICLES:
        return Skipped("", "holds no article", passed=True)
    if any(is_there(page + suffix) for page in _pages(path) for suffix in HTML):
        # A frame or an advertisement.
        return Skipped("", "a part of the page beside its folder", passed=True)
    return None


def has_parts(page: Path) -> bool:
    """Return whether a folder of parts lies beside a page, or what looks like one."""
    return page.with_name(f"{page.stem}{_BESIDE_PAGE}").is_dir()


def may_be_beside_page(name: str) -> bool:
    """Return whether a file is passed over if a page is there that it would lie beside."""
    return any(_pages(PurePosixPath(name)))


def _pages(path: PurePosixPath) -> Iterator[str]:
    """Yield the pages, without suffix, beside which a file would lie, at any depth."""
    for folder in map(str, path.parents):
        if folder.endswith(_BESIDE_PAGE):
            yield folder.removesuffix(_BESIDE_PAGE)


@dataclass(slots=True)
class PassedOver:
    """Counts the pictures, scripts and styles that lie beside pages."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)  # by suffix and reason
    _first: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, row: Skipped) -> bool:
        """Count `row` if it is of something that is passed over, and return whether it is."""
        if row.passed:
            kind = (PurePosixPath(row.origin).suffix.lower(), row.reason)
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._first.setdefault(kind, row.origin)
        return row.passed

    def rows(self) -> Iterator[Skipped]:
        """Yield a row for each kind."""
        for kind, count in self._counts.items():
            suffix, reason = kind
            if count == 1:
                yield Skipped(self._first[kind], reason, passed=True)
            else:
                reason = f"{reason} ({count} files; the first: {self._first[kind]})"
                yield Skipped(f"*{suffix}", reason, passed=True)
