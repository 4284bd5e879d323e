"""What a generation in a cluster is besides its articles: its name, its table, its health."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from analyzers.abbreviations import Abbreviations, default_abbreviations
from indexer.errors import (
    AbbreviationsError,
    ClusterFailedError,
    IndexCorruptError,
    TimTinError,
    rebuild_command,
)
from indexer.opensearch.address import Address
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import read_file
from indexer.store import ADDED_ABBREVIATIONS, read_abbreviations

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


class Build:
    """One build of an index in a cluster: a generation as it is until it is changed."""

    def __init__(
        self, client: "OpenSearch", address: Address, generation: ClusterGeneration
    ) -> None:
        self._client = client
        self._address = address
        self._generation = generation

    @property
    def built(self) -> str:
        """When it was built, as ISO time in UTC."""
        return self._generation.meta.built

    @property
    def fingerprint(self) -> str:
        """What is another for every other build of an index, in letters and digits."""
        name = "".join(own for own in self._generation.name if own.isascii() and own.isalnum())
        return f"{name}{self._generation.meta.build}"

    def abbreviations(self) -> Abbreviations:
        """Return the table its articles were analysed with.

        Raises:
            IndexCorruptError: what a user added to it is damaged.
        """
        lexicon = self._generation.lexicon
        added = read_file(self._client, lexicon, ADDED_ABBREVIATIONS)
        if not added:
            return default_abbreviations()
        with tempfile.TemporaryDirectory(prefix="timtin-") as folder:
            path = Path(folder, ADDED_ABBREVIATIONS)
            path.write_bytes(added)
            try:
                return read_abbreviations(path)
            except AbbreviationsError as error:
                command = rebuild_command(self._address, self._generation.meta.sources)
                raise IndexCorruptError(Path(lexicon), str(error), command=command) from error

    def damage(self) -> TimTinError | None:
        """Return what is to be said of it if a part is gone, or the cluster does not answer.

        Its counts of terms were read whole when it was opened; a cluster sees to its files itself.
        """
        own = self._generation
        try:
            for name in (own.name, own.lexicon):
                # First: of an index that is not there, the health is waited for.
                if not self._client.indices.exists(index=name):
                    return ClusterFailedError(self._address, f"the index {name} is gone")
                if self._client.cluster.health(index=name)["status"] == "red":
                    return ClusterFailedError(self._address, f"the index {name} is red")
        except TimTinError as error:
            return error
        return None
