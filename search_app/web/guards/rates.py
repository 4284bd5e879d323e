"""How much one address may ask for in a minute.

Counting takes 5 µs, a quarter of a millisecond after a pause, because a thread is started that
forgets who asked before; and 370 bytes for each address that asked in the last minute.
"""

import ipaddress

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from search_app.web.settings import Settings

_MINUTE = 60  # s
_FREE = frozenset({"/favicon.ico", "/healthz", "/readyz", "/metrics"})
_FREE_FOLDER = "/static/"
# Who has one address of IPv6 has at least all that begin with the same 64 bits.
_IPV6_PREFIX = 64


def register(app: Flask, settings: Settings) -> None:
    """Have `app` answer 429 to an address that asks for more than it may.

    Addresses of this machine may ask for any number: of people there is none behind them, or a
    proxy that was not named.
    """
    if not settings.requests_per_minute:
        return
    limiter = FixedWindowRateLimiter(MemoryStorage())
    most = RateLimitItemPerMinute(settings.requests_per_minute)

    def check() -> None:
        if request.path in _FREE or request.path.startswith(_FREE_FOLDER):
            return
        network = _network(request.remote_addr or "")
        if network is not None and not limiter.hit(most, network):
            raise TooManyRequests(retry_after=_MINUTE)

    app.before_request(check)


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
