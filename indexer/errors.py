"""What can go wrong while building or opening an index.

* TimTinError
  + IndexMissingError        nothing has been built at this path
  + IndexOutdatedError       built by another version: rebuild
  + IndexCorruptError        a file is damaged or gone; the message names it
  + IndexLockedError         another process is writing
  + NoEarlierBuildError      there is no build to go back to
  + ClusterError             a cluster of OpenSearch does not do its part
    + ClientMissingError     the library that talks to it is not installed
    + ClusterUnreachableError  none of its hosts answers
    + ClusterUntrustedError  its certificate is of an unknown authority
    + ClusterRefusedError    it does not know who asks, or does not let them
    + ClusterBusyError       it has too much to do, or takes too long
    + ClusterFullError       a disk of it is full
    + ForeignIndexError      an index of somebody else has the name
    + ClusterFailedError     it says that something else is wrong: a part of the index is gone …
  + ReplicasError            more replicas are wanted than a cluster has nodes for
  + AddressError             what should name an index in a cluster cannot be read
  + SourceMissingError       a file or folder to read does not exist
  + AbbreviationsError       a file of abbreviations has a line that is none
  + TopicsError              a file of topics has an entry that is none
  + WorkerError              a process that helped with building died
  + UnindexableError         the articles have what no index can hold
  + NothingToIndexError      the sources held no readable article; the index was left as it was
"""

import shlex
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexer.opensearch.address import Address, Place


class TimTinError(Exception):
    """Base of every error that Tìm Tin raises on purpose about an index.

    It goes from process to process as it is: its arguments are no longer those it was made of.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(
    kind: type[TimTinError], args: Sequence[object], state: Mapping[str, object]
) -> TimTinError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


def rebuild_command(index: "Place", sources: Sequence[str] = ()) -> str:
    """Return the command that builds the index anew from what it was built from, when known."""
    named = [shlex.quote(source) for source in sources] or ["FOLDER"]
    return " ".join(["timtin rebuild", *named, "--index", shlex.quote(str(index))])


def update_command(index: "Place") -> str:
    """Return the command that brings an index up to its sources."""
    return f"timtin update --index {shlex.quote(str(index))}"


def repair_command(index: Path) -> str:
    """Return the command that mends what is damaged of an index."""
    return f"timtin repair --index {shlex.quote(str(index))}"


class IndexMissingError(TimTinError):
    """Somebody opens an index before one was built."""

    def __init__(self, path: "Place") -> None:
        super().__init__(
            f"No index at {path}. Build one from a folder of articles: {rebuild_command(path)}"
        )
        self.path = path


class IndexOutdatedError(TimTinError):
    """The index was built with other fields or another analysis than this code reads."""

    def __init__(self, path: "Place", *, found: object, expected: str, command: str) -> None:
        super().__init__(
            f"The index at {path} has format {found}, this version reads {expected}."
            f" Build it anew: {command}"
        )
        self.path = path
        self.problem = f"has format {found}, this version reads {expected}"


class IndexCorruptError(TimTinError):
    """A file of the index is not what its manifest says."""

    def __init__(self, file: Path, problem: str, *, command: str, mend: str = "") -> None:
        first = f" Mend what is damaged: {mend}." if mend else ""
        super().__init__(f"{file}: {problem}.{first} Build the index anew: {command}")
        self.file = file
        self.problem = f"{file}: {problem}"


class IndexLockedError(TimTinError):
    """A second process wants to write."""

    def __init__(self, path: "Place", writer: str = "") -> None:
        told = f": {writer}" if writer else ""
        super().__init__(
            f"Another process is writing the index at {path}{told}."
            " Wait until it is done, then try again."
        )
        self.writer = writer


class NoEarlierBuildError(TimTinError):
    """Somebody wants to go back, and there is no whole build from before."""

    def __init__(self, path: "Place", current: str | None, problems: Sequence[str]) -> None:
        before = f"before {current} that is whole" if current else "that is whole"
        told = "".join(f" {problem}." for problem in problems)
        advice = (
            f"{current} stays the one that answers. To bring it up to its sources:"
            f" {update_command(path)}"
            if current
            else f"Nothing was changed. To build it anew: {rebuild_command(path)}"
        )
        super().__init__(f"The index at {path} has no build {before}.{told} {advice}")


class ClusterError(TimTinError):
    """A cluster of OpenSearch does not do its part; what is in it is as it was."""


class ClientMissingError(ClusterError):
    """The library that talks to OpenSearch is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "An index in a cluster needs one more library. Install it:"
            " pip install '.[opensearch]' in the folder of Tìm Tin"
        )


class ClusterUnreachableError(ClusterError):
    """No host of the cluster answers."""

    def __init__(self, address: "Address", problem: str) -> None:
        super().__init__(
            f"No answer from {', '.join(address.hosts)} ({problem}). See that OpenSearch runs"
            f" there: curl {address.scheme}://{address.hosts[0]}. With more hosts of the cluster"
            " in the address, any of them that runs will do."
        )


class ClusterUntrustedError(ClusterError):
    """The certificate of the cluster is of an authority that this machine does not know."""

    def __init__(self, address: "Address", problem: str) -> None:
        super().__init__(
            f"{', '.join(address.hosts)} cannot be trusted ({problem}). Name the file with the"
            " certificate of its authority in SSL_CERT_FILE; where the cluster speaks no TLS, the"
            " address begins with opensearch+http."
        )


class ClusterRefusedError(ClusterError):
    """The cluster does not know who asks, or does not let them."""

    def __init__(self, address: "Address", status: int) -> None:
        who = f"the user {address.user}" if address.user else "somebody without a name"
        wrong = "does not let" if status == HTTPStatus.FORBIDDEN else "does not know"
        done = " do this" if status == HTTPStatus.FORBIDDEN else ""
        super().__init__(
            f"{', '.join(address.hosts)} {wrong} {who}{done}. Set TIMTIN_OPENSEARCH_USER and"
            " TIMTIN_OPENSEARCH_PASSWORD, or write user:password@ before the host."
        )


class ClusterBusyError(ClusterError):
    """The cluster has too much to do, or takes too long."""

    def __init__(self, address: "Address", problem: str) -> None:
        super().__init__(
            f"{', '.join(address.hosts)} cannot keep up ({problem}). Try again when it has less to"
            " do; where this comes back, it needs more memory or nodes."
        )


class ClusterFullError(ClusterError):
    """A disk of the cluster is full, and nothing is written until there is room."""

    def __init__(self, address: "Address") -> None:
        super().__init__(
            f"A disk of {', '.join(address.hosts)} is full: OpenSearch lets nothing be written."
            " Make room there, or start one more node; then the same command goes on. Where it"
            " still says this: curl -X PUT -H 'Content-Type: application/json' -d"
            " '{\"index.blocks.read_only_allow_delete\": null}'"
            f" {address.scheme}://{address.hosts[0]}/{address.alias}*/_settings?expand_wildcards=all"
        )


class ClusterFailedError(ClusterError):
    """The cluster says that something is wrong with it, or with what it was asked."""

    def __init__(self, address: "Address", problem: str) -> None:
        where = f"{address.scheme}://{address.hosts[0]}/_cluster/health/{address.alias}"
        super().__init__(
            f"{', '.join(address.hosts)} failed: {problem}. Look at its log, and at {where}; red"
            f" means that a part is gone: start its nodes, or {rebuild_command(address)}"
        )


class ForeignIndexError(ClusterError):
    """The name is that of an index in the cluster which Tìm Tin did not make."""

    def __init__(self, address: "Address", name: str) -> None:
        super().__init__(
            f"{name} is an index of somebody else in the cluster at {', '.join(address.hosts)}."
            " Choose another name: --index NAME"
        )


class ReplicasError(TimTinError):
    """More replicas are wanted than the cluster has nodes for."""

    def __init__(self, replicas: int, nodes: int) -> None:
        need = "1 replica needs" if replicas == 1 else f"{replicas} replicas need"
        less = " or less" * (nodes > 1)
        super().__init__(
            f"{need} {replicas + 1} nodes, and this cluster has {nodes}."
            f" Write --replicas {max(nodes - 1, 0)}{less}."
        )


class AddressError(TimTinError):
    """Somebody names an index in a cluster in a way nobody can read; the message says how to."""


class SourceMissingError(TimTinError):
    """Somebody names a file or folder to read that is not there."""

    def __init__(self, source: Path) -> None:
        super().__init__(f"{source} does not exist. Name a file or folder that does.")
        self.source = source


class AbbreviationsError(TimTinError):
    """Somebody adds a file of abbreviations that cannot be read; the message has file and line."""


class TopicsError(TimTinError):
    """Somebody adds a file of topics that cannot be read; the message has file and topic."""


class WorkerError(TimTinError):
    """A process that reads and analyses articles died."""

    def __init__(self) -> None:
        super().__init__(
            "A process that helped with building died. The index was left as it was. Most often"
            " memory is short: close other programs, then try again. A script that builds an index"
            ' must do so under if __name__ == "__main__", as such processes import it.'
        )


class UnindexableError(TimTinError):
    """The articles have more different spellings than pairs can be numbered for: no news has."""

    def __init__(self) -> None:
        super().__init__(
            "The articles have too many different spellings of too many syllables. The index was"
            " left as it was. Leave out the files that hold no news, then try again."
        )


class NothingToIndexError(TimTinError):
    """No source held an article, so building would have emptied the index."""

    def __init__(self, sources: str, reason: str) -> None:
        super().__init__(
            f"Found no article in {sources}: {reason}. The index was left as it was."
            " Name a folder with saved pages or records (.txt, .jsonl …): timtin rebuild FOLDER"
        )
