"""How much one address may ask for in a minute.

The counts of a minute are forgotten all at once: nothing is to be looked through, and who asks at
the turn of it may ask twice as much.
"""

import ipaddress
import math
import threading
import time
from pathlib import Path

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from search_app.web.settings import Settings

_MINUTE = 60  # s
_MOST_ADDRESSES = 100_000  # of which is counted; 14 MB
_OTHERS = "others"  # the rest share one count
_FREE = frozenset({"/favicon.ico", "/healthz"})
# Who has one address of IPv6 has at least all that begin with the same 64 bits.
_IPV6_PREFIX = 64


class Counts:
    """How often each address asked in the current minute. Safe to use from many threads."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def add(self, network: str) -> int:
        """Count a request, and return the how manieth of its address it is."""
        minute = int(time.monotonic() // _MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            if network not in self._counts and len(self._counts) >= _MOST_ADDRESSES:
                network = _OTHERS
            count = self._counts[network] = self._counts.get(network, 0) + 1
        return count


def register(app: Flask, settings: Settings) -> None:
    """Have `app` answer 429 to an address that asks for more than it may.

    Addresses of this machine may ask for any number: of people there is none behind them, or a
    proxy that was not named.
    """
    if not settings.requests_per_minute:
        return
    counts = Counts()
    free = _FREE | _static_files(app)

    def check() -> None:
        if request.path in free:
            return
        network = _network(request.remote_addr or "")
        if network is not None and counts.add(network) > settings.requests_per_minute:
            left = _MINUTE - time.monotonic() % _MINUTE
            raise TooManyRequests(retry_after=math.ceil(left))

    app.before_request(check)


def _static_files(app: Flask) -> frozenset[str]:
    """Return the address of each static file: what is none costs a page that says so."""
    folder = Path(app.static_folder or "")
    return frozenset(
        f"{app.static_url_path}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file()
    )


def _network(address: str) -> str | None:
    """Return what counts as one address, or None for this machine."""
    if address.startswith("["):  # some proxies add the port, which waitress leaves behind these
        address = address[1:].partition("]")[0]
    try:
        read = ipaddress.ip_address(address)
    except ValueError:  # what a proxy says of who asks, or a socket of this machine
        return address[:100]
    if isinstance(read, ipaddress.IPv6Address):
        read = read.ipv4_mapped or read
    if read.is_loopback:
        return None
    if read.version == 4:  # noqa: PLR2004
        return str(read)
    return str(ipaddress.ip_network((int(read), _IPV6_PREFIX), strict=False))
