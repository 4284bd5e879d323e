"""What a browser may keep: answers until the index changes, static files as long as they are named.

The tag of an answer is made of what was asked, not of its bytes, so it is known, and a browser
that has the answer is told so, before anything is searched. It is a weak one: the time that a
search took stands on the page, and differs each time.
"""

import datetime
import functools
import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request

import analyzers
import indexer
from indexer.article import VIET_NAM
from search_app.web.current import current_index
from search_app.web.guards.damaged import is_damaged

_YEAR = 365 * 24 * 60 * 60  # s
_NOT_OF_THE_INDEX = frozenset({"static", "api.healthz", "readiness.readyz", "metrics.figures"})
_OF_THE_DAY = frozenset({"stats"})  # views whose answer is another one tomorrow
_VERSION = "v"


def register(app: Flask) -> None:
    """Tag the answers of `app`, and give its static files addresses of their own content."""
    app.extensions["timtin-code"] = _code_stamp()
    app.before_request(_make_tag)
    app.before_request(_answer_unchanged)
    app.after_request(_tag)
    app.url_defaults(_add_version)


def _make_tag() -> None:
    """Make the tag of the answer, before it: one that turns old meanwhile is only asked again."""
    g.tag = _etag() if _is_tagged() else None


def _answer_unchanged() -> Response | None:
    """Answer 304 to whoever has the answer."""
    known = request.if_none_match
    # Whether "*", any answer at all, is there, only answering tells.
    if g.tag is None or known.star_tag or not known.contains_weak(g.tag):
        return None
    return _tagged(Response(status=304))


def _tag(response: Response) -> Response:
    if request.endpoint == "static":
        is_named = request.args.get(_VERSION) == _version(request.view_args or {})
        response.headers["Cache-Control"] = (
            f"public, max-age={_YEAR}, immutable" if is_named else "no-cache"
        )
        return _in_memory(response)
    if response.status_code == 200 and g.tag is not None:  # noqa: PLR2004
        return _tagged(response)
    return response


def _in_memory(response: Response) -> Response:
    """Return a static file read: compressed as it is streamed, nobody would close the file."""
    if response.direct_passthrough:  # OPTIONS is answered without the file
        file = response.response
        response.direct_passthrough = False
        response.get_data()
        file.close()  # type: ignore[union-attr]
    return response


def _tagged(response: Response) -> Response:
    response.set_etag(g.tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"  # keep it, and ask each time
    return response


def _is_tagged() -> bool:
    endpoint = request.endpoint
    return (
        endpoint is not None
        and endpoint not in _NOT_OF_THE_INDEX
        and request.method in {"GET", "HEAD"}
        and not is_damaged()
    )


def _etag() -> str:
    """Return the tag of what is asked: the address, with language and host, index and code."""
    view = (request.endpoint or "").rpartition(".")[2]
    asked = (
        request.host_url,
        request.full_path,
        current_index().fingerprint,
        current_app.extensions["timtin-code"],
        datetime.datetime.now(VIET_NAM).date().isoformat() if view in _OF_THE_DAY else "",
    )
    digest = hashlib.blake2b("\0".join(asked).encode("utf-8", "backslashreplace"), digest_size=12)
    return digest.hexdigest()


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and (version := _version(values)):
        values.setdefault(_VERSION, version)


def _version(values: dict[str, Any]) -> str:
    return _versions(str(current_app.static_folder)).get(values.get("filename", ""), "")


@functools.cache
def _versions(folder: str) -> dict[str, str]:
    """Return a digest of each static file."""
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        for path in files
    }


def _code_stamp() -> str:
    """Return what is another when the code, its data or a template is another.

    The version of the package alone would leave old pages in the browsers of those who run a
    working copy.
    """
    packages = (Path(module.__path__[0]) for module in (analyzers, indexer))
    stamp = hashlib.blake2b(digest_size=8)
    for package in (*packages, Path(__file__).parents[1]):
        for path in sorted(package.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                status = path.stat()
                stamp.update(f"{path.name} {status.st_size} {status.st_mtime_ns}".encode())
    return stamp.hexdigest()
