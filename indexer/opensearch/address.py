"""Where an index in a cluster is: the hosts, who asks, and the name of the index there."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Self
from urllib.parse import quote, unquote

from indexer.errors import AddressError

URL, USER, PASSWORD = (f"TIMTIN_OPENSEARCH_{name}" for name in ("URL", "USER", "PASSWORD"))
DEFAULT_ALIAS = "timtin"
_EXAMPLE = f"opensearch+http://127.0.0.1:9200/{DEFAULT_ALIAS}"
_URL_EXAMPLE = "http://127.0.0.1:9200"
_BEHIND = {  # what may stand there, by the example of what was meant
    _EXAMPLE: "behind the port stands the name of the index and nothing else",
    _URL_EXAMPLE: "behind the port stands nothing; --index has the name of the index",
}
_ENGINE = "opensearch+"
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SCHEMES = ("http", "https")
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[\w.-]+)(:(?P<port>[0-9]{1,5}))?", re.ASCII)
_PORT = 9200  # where a host names none
_LAST_PORT = 65_535
_WRONG_IN_ALIAS = frozenset('\\/*?"<>| ,#:')
_WRONG_FIRST = ("_", "-", "+")
_LONGEST_ALIAS = 200  # bytes: OpenSearch takes 255, and generations have longer names


@dataclass(frozen=True, slots=True)
class Address:
    """An index in a cluster. As text it is what `parse` reads, but for the password."""

    scheme: str  # "http" or "https"
    hosts: tuple[str, ...]  # "name:port"; any of them answers for the cluster
    alias: str  # what people call the index
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str, env: Mapping[str, str] = os.environ) -> Self:
        """Read ``opensearch+http://user:password@host:9200,host2:9200/name``.

        Without a user in it, user and password are those in the environment.

        Raises:
            AddressError: it cannot be read; the message says what to write.
        """
        scheme, rest = _scheme(text)
        if not scheme.startswith(_ENGINE):
            _refuse(text, f"an index in a cluster begins with {_ENGINE}", _EXAMPLE)
        scheme = scheme.removeprefix(_ENGINE)
        if scheme not in _SCHEMES:
            _refuse(text, f"after {_ENGINE} comes http or https", _EXAMPLE)
        hosts, slash, alias = rest.rpartition("/")
        if not slash:
            _refuse(text, "the name of the index is missing at its end", _EXAMPLE)
        return cls._of(text, scheme, hosts, unquote(alias), env, _EXAMPLE)

    @classmethod
    def of_url(cls, url: str, alias: str, env: Mapping[str, str] = os.environ) -> Self:
        """Return the index with the name `alias` in the cluster at `url`, without ``opensearch+``.

        Raises:
            AddressError: one of them cannot be read; the message says what to write.
        """
        scheme, rest = _scheme(url.removeprefix(_ENGINE))
        if scheme not in _SCHEMES:
            _refuse(url, "the address of a cluster begins with http:// or https://", _URL_EXAMPLE)
        return cls._of(url, scheme, rest.removesuffix("/"), alias, env, _URL_EXAMPLE)

    @classmethod
    def _of(  # noqa: PLR0917  what was written, taken apart
        cls, text: str, scheme: str, rest: str, alias: str, env: Mapping[str, str], example: str
    ) -> Self:
        given, _, hosts = rest.rpartition("@")
        user, _, password = map(unquote, given.partition(":"))
        if not user:
            user, password = env.get(USER, ""), env.get(PASSWORD, "")
        elif not password:
            password = env.get(PASSWORD, "")
        named = [own.removeprefix(f"{scheme}://") for own in hosts.split(",")]
        problem = alias_problem(alias)
        if problem:
            _refuse(alias, problem, f"a name like {DEFAULT_ALIAS}", what="the name of an index")
        return cls(scheme, tuple(_host(text, own, example) for own in named), alias, user, password)

    def __str__(self) -> str:
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        return f"{_ENGINE}{self.scheme}://{user}{','.join(self.hosts)}/{self.alias}"


Place = Path | Address  # of an index: a directory on this machine, or a name in a cluster


def is_address(text: str) -> bool:
    """Whether somebody who wrote `text` means an address, not a directory."""
    return _ANY_SCHEME.match(text) is not None


def alias_problem(alias: str) -> str | None:
    """Return why OpenSearch would not take `alias` as the name of an index, if it would not."""
    if not alias or alias in {".", ".."}:
        return "it must have letters or digits"
    if alias != alias.lower():
        return f"it must be in small letters: {alias.lower()}"
    if alias.startswith(_WRONG_FIRST):
        return f"it must not begin with {alias[0]}"
    wrong = sorted(char for char in set(alias) if char in _WRONG_IN_ALIAS or not char.isprintable())
    if wrong:
        return f"it must not have {' '.join(map(repr, wrong))}"
    if len(alias.encode("utf-8", "surrogateescape")) > _LONGEST_ALIAS:
        return f"it must have at most {_LONGEST_ALIAS} bytes"
    return None


def _scheme(text: str) -> tuple[str, str]:
    scheme, found, rest = text.partition("://")
    return (scheme.lower(), rest) if found else ("", text)


def _host(text: str, host: str, example: str) -> str:
    found = _HOST.fullmatch(host)
    if not found and _HOST.fullmatch(host.partition("/")[0]):
        return _refuse(text, _BEHIND[example], example)
    if not found:
        return _refuse(text, "a host is written as name:port, several with commas", example)
    port = int(found["port"] or _PORT)
    if not 0 < port <= _LAST_PORT:
        return _refuse(text, f"there is no port {port}", example)
    return f"{found['name']}:{port}"


def _refuse(text: str, problem: str, example: str, what: str = "an address") -> NoReturn:
    """Refuse an address, without the password that may stand in it."""
    head, found, rest = text.partition("://")
    shown = f"{head}{found}{'…@' * ('@' in rest)}{rest.rpartition('@')[2]}"
    raise AddressError(f"{shown[:200]!r} is not {what}: {problem}. Write {example}")
