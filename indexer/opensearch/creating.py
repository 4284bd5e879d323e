"""Indices that are there once this was asked, whoever created them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from indexer.errors import ClusterFailedError
from indexer.opensearch.address import Address
from indexer.opensearch.reasons import is_there_already

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


def create_index(
    client: "OpenSearch", address: Address, name: str, body: Mapping[str, Any]
) -> None:
    """Create an index where there is none of this name.

    Raises:
        ClusterFailedError: the cluster refuses to, as one does that has as many as it may have.
        ClusterError: it cannot be asked.
    """
    answer = client.indices.create(index=name, body=body, ignore=HTTPStatus.BAD_REQUEST)
    told = answer.get("error")
    if told and not is_there_already(told):
        raise ClusterFailedError(address, f"{name} cannot be created: {told.get('reason')}")
