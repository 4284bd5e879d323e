"""How a cluster is asked: again where that can help, and what fails is an error of ours.

All that is sent here may be sent twice: documents have ids of their own, and whoever creates
something looks at what is there when it is told that it is there already.
"""

import math
import time
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any

from opensearchpy import Transport
from opensearchpy.exceptions import (
    ConnectionError as NoConnectionError,
)
from opensearchpy.exceptions import (
    ConnectionTimeout,
    OpenSearchException,
    SSLError,
    TransportError,
)

from indexer.errors import (
    ClusterBusyError,
    ClusterError,
    ClusterFailedError,
    ClusterFullError,
    ClusterRefusedError,
    ClusterUnreachableError,
    ClusterUntrustedError,
    IndexMissingError,
)
from indexer.opensearch.address import Address
from indexer.opensearch.connection import Patience
from indexer.opensearch.reasons import PASSING, is_full
from indexer.opensearch.resting import rest

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0  # seconds, twice as many each time
_LONGEST_PROBLEM = 300  # characters
_NO_INDEX = "index_not_found_exception"
_HOLDS = {"_search": "hits", "_msearch": "responses", "_bulk": "items", "_mget": "docs"}


class PatientTransport(Transport):
    """Tries again for `patience` seconds what failed for a reason that may pass.

    A host that does not answer is passed over at once for the next. Where there are several, one
    that hangs soon is, too: each is asked for a short while, then each for twice as long.
    """

    def __init__(self, hosts: Any, *, address: Address, patience: Patience, **options: Any) -> None:
        super().__init__(hosts, **options)
        self._address = address
        self._patience = patience

    def perform_request(  # noqa: PLR0917  as the library calls it
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        timeout: float | None = None,
        ignore: Collection[int] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Send a request and return the answer; ``request_timeout`` is for all tries together.

        Raises:
            ClusterError: it failed, and trying again does not help, or did not in time.
            IndexMissingError: there is no such index.
        """
        began, pause = time.monotonic(), _FIRST_PAUSE
        asked = dict(params or {})
        within = float(asked.pop("request_timeout", math.inf))
        until = began + min(self._patience.retries, within)
        timeout = timeout or self._first_timeout
        while True:
            left = began + within - time.monotonic()
            if left < math.inf:
                timeout = max(min(timeout or left, left), _FIRST_PAUSE)
            try:
                # A copy: it takes out what is not for the host.
                answer = super().perform_request(
                    method, url, dict(asked), body, timeout, ignore, headers
                )
                _refuse_parts(answer)
                _refuse_strange(url, answer)
            except ConnectionTimeout as error:
                is_longest = not timeout or timeout >= self._patience.answer
                patient = until if is_longest else began + min(self._patience.answer, within)
                if time.monotonic() > patient:
                    raise _told(self._address, error) from error
                timeout = min(2 * timeout, self._patience.answer) if timeout else None
            except OpenSearchException as error:
                if not _may_pass(error) or time.monotonic() + pause > until:
                    raise _told(self._address, error) from error
            else:
                return answer
            rest(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    @property
    def _first_timeout(self) -> float | None:
        return self._patience.first if len(self._address.hosts) > 1 else None


def _refuse_strange(url: str, answer: Any) -> None:
    """Refuse what no OpenSearch that we know answers: a proxy may, or a version to come.

    Raises:
        OpenSearchException: it is such.
    """
    held = _HOLDS.get(url.partition("?")[0].rpartition("/")[2])
    if held and not (isinstance(answer, dict) and (held in answer or "error" in answer)):
        raise OpenSearchException(f"an answer to {url} that is not one of OpenSearch 2")


def _refuse_parts(answer: Any) -> None:
    """Refuse answers that lack a shard, or one of several: totals would be wrong.

    Raises:
        TransportError: there is one.
    """
    if not isinstance(answer, dict):
        return
    for document in answer.get("docs", ()):
        if "error" in document:  # its shard is away; one that is not there has none
            gone = document["error"].get("type") == _NO_INDEX
            raise TransportError(404 if gone else 503, "", document)
    for own in answer.get("responses", [answer]):
        if "error" in own and "status" in own and own is not answer:
            raise TransportError(own["status"], "", own)
        shards = own.get("_shards")
        # What was written is kept by one shard; the others get it when they are back.
        if shards and shards.get("failed") and "result" not in own:
            causes = [failure["reason"] for failure in shards.get("failures", ())[:1]]
            reason = f"{shards['failed']} of {shards['total']} shards did not answer"
            told = {"type": "search_phase_execution_exception", "reason": reason}
            raise TransportError(
                HTTPStatus.SERVICE_UNAVAILABLE, reason, {"error": told, "of": causes}
            )


def _may_pass(error: OpenSearchException) -> bool:
    if isinstance(error, SSLError):
        return False
    if isinstance(error, NoConnectionError):
        return True
    if not isinstance(error, TransportError) or is_full(_detail(error)):
        return False
    return error.status_code in PASSING


def _told(address: Address, error: OpenSearchException) -> ClusterError | IndexMissingError:
    """Return what failed as an error that says what to do."""
    if isinstance(error, ConnectionTimeout):
        return ClusterBusyError(address, "no answer in time")
    if isinstance(error, SSLError):
        return ClusterUntrustedError(address, _short(error.error))
    if isinstance(error, NoConnectionError):
        return ClusterUnreachableError(address, _short(_cause(error)))
    if not isinstance(error, TransportError):
        return ClusterFailedError(address, _short(error))
    return _refused(address, error)


def _cause(error: NoConnectionError) -> object:
    """Return what the system said, without what the libraries around it made of it."""
    cause = error.info
    if not isinstance(cause, BaseException):
        return error.error
    while inner := cause.__cause__ or cause.__context__:
        cause = inner
    return getattr(cause, "strerror", None) or cause


def _refused(address: Address, error: TransportError) -> ClusterError | IndexMissingError:
    kind, reason = _reason(error)
    if kind == _NO_INDEX:
        return IndexMissingError(address)
    if is_full(_detail(error)):
        return ClusterFullError(address)
    status = error.status_code
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} and "block" not in kind:
        return ClusterRefusedError(address, int(status))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ClusterBusyError(address, reason)
    return ClusterFailedError(address, reason)


def _reason(error: TransportError) -> tuple[str, str]:
    """Return the kind of an error that the cluster told, and kind and reason as text."""
    told = _detail(error)
    if not told:
        said = error.info.get("error") if isinstance(error.info, dict) else None
        return "", _short(said or f"status {error.status_code}")
    cause, *_ = told.get("root_cause") or [told.get("caused_by") or told]
    reason = cause.get("reason") or told.get("reason") or ""
    return str(told.get("type", "")), _short(f"{told.get('type')}: {reason}")


def _detail(error: TransportError) -> Mapping[str, Any]:
    told = error.info.get("error") if isinstance(error.info, dict) else None
    return told if isinstance(told, dict) else {}


def _short(told: object) -> str:
    return " ".join(str(told).split())[:_LONGEST_PROBLEM].rstrip(".")
