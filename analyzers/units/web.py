"""E-mail and web addresses. A web address is also found by its host."""

import re
from collections.abc import Iterator

from analyzers.units.unit import Found

_LABELS = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
_PATH = r"[^\s<>\"“”]*"
# Without a scheme only under the endings that the Vietnamese press names sites by.
_ENDINGS = ("vn", "com", "net", "org", "info", "gov", "edu")
_ADDRESS = re.compile(
    rf"(?P<email>(?<![\w\u0300-\u036f.+-])[a-z0-9_.+-]+@{_LABELS}[a-z]{{2,}})(?![\w\u0300-\u036f-])"
    rf"|(?<![\w\u0300-\u036f@.-])(?:(?:https?://|www\.)(?P<host>{_LABELS}[a-z]{{2,}})(?P<path>(?:[:/?#]{_PATH})?)"
    rf"|(?P<bare>{_LABELS}(?:{'|'.join(_ENDINGS)}))(?P<rest>(?:/{_PATH})?)(?![\w\u0300-\u036f-]))",
    re.IGNORECASE,
)
_SIGNS = ("@", "://", "www.", *(f".{ending}" for ending in _ENDINGS))
_TRAILING = ".,;:!?)]}'’…"  # of the sentence, not of the address


def has_sign(text: str) -> bool:
    """Whether there may be an address in `text`."""
    if not ("." in text or "@" in text or ":" in text):
        return False
    small = text.lower()
    return any(sign in small for sign in _SIGNS)


def find_all(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the addresses in ``text[start:end]``, and their hosts.

    In small letters, without scheme and ``www.``.
    """
    if not has_sign(text[start:end]):  # as in nearly all articles
        return
    for match in _ADDRESS.finditer(text, start, end):
        written = match[0].rstrip(_TRAILING)
        forms = (written.lower(),) if match["email"] else _web_forms(match)
        yield Found(match.start(), match.start() + len(written), forms)


def _web_forms(match: re.Match[str]) -> tuple[str, ...]:
    host = (match["host"] or match["bare"]).lower().removeprefix("www.")
    path = (match["path"] or match["rest"] or "").lower().rstrip(_TRAILING).rstrip("/")
    return (host + path, host) if path else (host,)
