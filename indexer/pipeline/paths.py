r"""Where an article stands, in the words in which an index keeps it.

A page has a path of its own: ``/saved/a.txt``, or in an archive ``/saved/old.zip//news/a.html``.
Records share that of the file they stand in, ended by ``//``, for they say what they are:
``/saved/news.jsonl//``, ``/saved/old.zip//news.jsonl//``. So does a page of a web archive, by
its address: ``/saved/crawl.warc//https://example.org/tin//``.
No absolute path has ``//`` in it, so what stands before the first is the file.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from indexer.sources.document import Raw
from indexer.sources.files import SourceFile
from indexer.sources.formats import FORMATS
from indexer.sources.parts import Part

_INSIDE = "//"
_MEMBER = "!"


def where(file: SourceFile, part: Part) -> str:
    """Return the path of the article that a document gives.

    For what cannot be read that of the file or member whose articles may be meant.
    """
    raw = part.content
    if not isinstance(raw, Raw):
        return _inside(file.key, part.holder)
    if raw.url:
        return _inside(file.key, raw.place) + _INSIDE
    if FORMATS[raw.format].states_ids:
        return _inside(file.key, part.holder) + _INSIDE
    return _inside(file.key, raw.place)


def _inside(path: str, place: str) -> str:
    return f"{path}{_INSIDE}{place.removeprefix(_MEMBER)}" if place else path


def file_of(path: str) -> str:
    """Return the path of the file in which the article with this path stands."""
    return path.partition(_INSIDE)[0]


def states_id(path: str) -> bool:
    """Return whether the article with this path states its id, or what makes it."""
    return path.endswith(_INSIDE)


def lies_in(path: str, places: Collection[str]) -> bool:
    """Whether `path` is one of `places` or lies below one, a folder, a file or a member."""
    return any(above in places for above in _above(path))


def _above(path: str) -> Iterator[str]:
    yield path
    file, _, inside = path.partition(_INSIDE)
    while inside := inside.removesuffix(_INSIDE):
        yield f"{file}{_INSIDE}{inside}"
        inside = inside.rpartition(_MEMBER)[0]
    yield file
    yield from map(str, Path(file).parents)


def may_exist(path: str) -> bool:
    """Whether a file may still be there: nobody knows of a closed folder or an odd name."""
    try:
        return "\\udc" in path or Path(path).exists()
    except OSError:
        return True
