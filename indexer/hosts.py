"""The host in an address of the web, as it is written there."""

_BEHIND_SCHEME = 2  # of https://host/path, split at its slashes


def host(url: str) -> str:
    """Return what stands between the scheme and the path, port and all; empty without a scheme."""
    parts = url.split("/", _BEHIND_SCHEME + 1)
    return parts[_BEHIND_SCHEME] if len(parts) > _BEHIND_SCHEME and not parts[1] else ""
