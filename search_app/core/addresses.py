"""Addresses that articles state, which may be anything."""

from urllib.parse import urlsplit


def outside_url(url: str) -> str | None:
    """Return `url` when it leads to a web page; javascript: and the like never become links."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None
