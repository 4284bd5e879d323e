"""A client of a cluster. Nothing else here needs the library of the extra ``opensearch``."""

import base64
import logging
import ssl
from typing import TYPE_CHECKING, NamedTuple

from indexer.errors import ClientMissingError
from indexer.opensearch.address import Address

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


class Patience(NamedTuple):
    """How long to wait, in seconds."""

    retries: float  # until what fails for a reason that may pass is given up
    answer: float  # for one answer
    first: float | None = None  # for that of each of several hosts; then twice as long, and so on


READING = Patience(3, 10, 2)  # a visitor waits: of hosts that hang another is asked soon
WRITING = Patience(120, 60)  # a build outlives the start of a node
GLANCE = Patience(0, 1)
_THREADS = 32  # that may ask at once over kept connections


def connect(address: Address, patience: Patience = READING) -> "OpenSearch":
    """Return a client of the cluster at `address`; nothing is asked yet.

    All its methods raise `ClusterError` or `IndexMissingError`, as `PatientTransport` says.

    Raises:
        ClientMissingError: the library is not installed.
    """
    try:
        from opensearchpy import OpenSearch  # noqa: PLC0415  an extra

        from indexer.opensearch.transport import PatientTransport  # noqa: PLC0415
    except ImportError as error:
        raise ClientMissingError from error
    # It logs each failure with all that was sent; what matters of it our errors say.
    logging.getLogger("opensearch").addHandler(logging.NullHandler())
    hosts = [own.rpartition(":") for own in address.hosts]
    return OpenSearch(
        [{"host": name.strip("[]"), "port": int(port)} for name, _, port in hosts],
        transport_class=PatientTransport,
        address=address,
        patience=patience,
        headers=_credentials(address),
        use_ssl=address.scheme == "https",
        # It reads SSL_CERT_FILE and SSL_CERT_DIR; the library takes one for the other.
        ssl_context=ssl.create_default_context() if address.scheme == "https" else None,
        timeout=patience.answer,
        max_retries=len(hosts) - 1,
        retry_on_status=(),  # with a pause: here it would be without
        retry_on_timeout=True,
        pool_maxsize=_THREADS,
    )


def _credentials(address: Address) -> dict[str, str]:
    """Return the header that says who asks; the library's own takes only letters of Latin-1."""
    if not address.user:
        return {}
    told = f"{address.user}:{address.password}".encode()
    return {"authorization": f"Basic {base64.b64encode(told).decode()}"}
