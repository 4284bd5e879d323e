"""From a file to its documents, through archives to any member."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from analyzers.encodings import utf16
from indexer.report import Skipped, failed_row
from indexer.sources.document import Raw, visible
from indexer.sources.formats import CONTAINERS, FORMATS, Format
from indexer.sources.gz import unpacked
from indexer.sources.kinds import HEAD, kind_of
from indexer.sources.passed import is_hidden, may_be_beside_page, passed_over
from indexer.sources.streams import Budget, Member, Recoded, Stream

_DEEPEST = 4  # a .tar.gz counts as two; deeper ones are made to tire whoever unpacks them
# In a tar, folders may stand before the pages that they were saved with: what is in them waits
# until the end shows whether there is one. What is beyond this is taken for articles.
_MOST_WAITING = 16 << 20  # bytes


class Part(NamedTuple):
    """A document of a file, or the row of what gave none."""

    holder: str  # the place of the file that holds it: "" the file itself, else a member
    content: Raw | Skipped  # its place, or origin, is the one in the file


class _Place(NamedTuple):
    """Where a walk through archives is."""

    name: str
    place: str  # as in `Raw`
    depth: int

    def row(self, reason: str) -> Part:
        return Part(self.place, Skipped(self.place, reason))


def parts(stream: Stream, name: str, budget: Budget) -> Iterator[Part]:
    """Yield the documents of a file called `name`."""
    return _parts(stream, _Place(name, "", 0), budget)


def _parts(stream: Stream, here: _Place, budget: Budget) -> Iterator[Part]:
    head = stream.head()
    kind = kind_of(head, here.name)
    if isinstance(kind, Skipped):
        yield Part(here.place, replace(kind, origin=here.place))
    elif kind in FORMATS:
        own, encoding = FORMATS[kind], utf16(head[:HEAD])
        plain = Stream(Recoded(stream, encoding)) if own.by_line and encoding else stream
        for content in _whole(_split(own, plain, here.place), stream):
            yield Part(here.place, content)
    elif here.depth == _DEEPEST:
        yield here.row(f"archives in archives, more than {_DEEPEST} deep: unpack it")
        return
    else:
        yield from _inside(stream, kind, here, budget)
    if stream.problem:
        yield here.row(stream.problem)


def _split(own: Format, stream: Stream, place: str) -> Iterator[Raw | Skipped]:
    try:
        yield from own.split(stream, place)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  one odd member must not end an archive
        yield failed_row(place, error)


def _inside(stream: Stream, kind: str, here: _Place, budget: Budget) -> Iterator[Part]:
    """Yield the documents of an archive."""
    names: dict[str, int] = {}
    beside = _BesidePages()
    found: Skipped | Raw | Member | None = None
    for found in CONTAINERS[kind](stream, budget):
        if isinstance(found, Skipped):
            origin = here.place + found.origin
            yield Part(origin, replace(found, origin=origin))
        elif isinstance(found, Raw):
            yield Part(here.place, replace(found, place=here.place + found.place))
        elif not found.name:
            inside = _Place(unpacked(here.name), here.place, here.depth + 1)
            yield from _parts(found.stream, inside, budget)
        elif not any(map(is_hidden, PurePosixPath(found.name).parts)):
            place = f"{here.place}!{_once(visible(found.name), names)}"
            own = _parts(found.stream, _Place(found.name, place, here.depth + 1), budget)
            yield from beside.sift(found.name, place, own)
    yield from beside.rest()
    if found is None and not stream.problem:
        yield here.row("empty")


class _BesidePages:
    """Passes over what was saved with the pages of an archive."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._waiting: list[tuple[str, Part]] = []  # with the name of its member
        self._left = _MOST_WAITING

    def sift(self, name: str, place: str, own: Iterable[Part]) -> Iterator[Part]:
        """Yield what a member gives, unless that must wait."""
        self._names.add(str(PurePosixPath(name)))  # without "./"
        if row := passed_over(name, self._names.__contains__):
            yield Part(place, replace(row, origin=place))
            return
        may_wait = may_be_beside_page(name)
        for part in own:
            if may_wait and self._has_room(part):
                self._waiting.append((name, part))
            else:
                yield part

    def rest(self) -> Iterator[Part]:
        """Yield what had to wait for the end of the archive."""
        for name, part in self._waiting:
            row = passed_over(name, self._names.__contains__)
            yield part._replace(content=replace(row, origin=part.holder)) if row else part

    def _has_room(self, part: Part) -> bool:
        self._left -= len(part.content.data) if isinstance(part.content, Raw) else 0
        return self._left >= 0


def _once(name: str, names: dict[str, int]) -> str:
    """Return `name`, with a number when an archive has it already, of its own or by a number."""
    own = name
    while own in names:
        names[name] += 1
        own = f"{name}~{names[name]}"
    names[own] = 1
    return own


def _whole(found: Iterable[Raw | Skipped], stream: Stream) -> Iterator[Raw | Skipped]:
    """Yield all but what was cut when `stream` broke off: that is the last, if any is."""
    held: Raw | None = None
    for content in found:
        if held is not None:
            yield held
            held = None
        if not stream.problem:
            yield content
        elif isinstance(content, Raw):
            held = content
