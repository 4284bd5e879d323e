"""The command ``timtin serve``."""

import ipaddress
import math
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer.opensearch.address import Place
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX

_STDERR = 2
_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.IGNORECASE)


def _host(_context: click.Context, _option: click.Parameter, host: str) -> str:
    """Refuse what the system takes for every address of this machine, though nobody said so."""
    if not host.strip():
        raise click.BadParameter("an address is needed, like 127.0.0.1; 0.0.0.0 is all there are")
    return host


def _seconds(_context: click.Context, _option: click.Parameter, seconds: float) -> float:
    """Refuse what is no number, and would be no limit."""
    if not math.isfinite(seconds):
        raise click.BadParameter(f"{seconds} is no number of seconds. Any time is 0")
    return seconds


def _host_names(_context: click.Context, _option: click.Parameter, names: Any) -> tuple[str, ...]:
    """Refuse what no browser sends as the name of a host."""
    for name in names:
        if not _HOST_NAME.fullmatch(name) and not _address(name):
            raise click.BadParameter(
                f"{name!r} is no host name. Write it without https://, port and path,"
                " like tin.example.org; one with other letters as xn--…"
            )
    return tuple(names)


def _proxy(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Refuse what is no address, and write it as the system does."""
    address = _address(text or "")
    if text is not None and address is None:
        raise click.BadParameter(
            f"{text!r} is no IP address. Write that of the proxy as it is seen from here,"
            " like 127.0.0.1"
        )
    return address


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    callback=_host,
    help="Address to listen at.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--open", "in_browser", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--host-name",
    "host_names",
    metavar="NAME",
    multiple=True,
    callback=_host_names,
    help=(
        "Answer by this name, besides localhost; repeatable. Without it any name is answered,"
        " or, at a loopback --host, only localhost."
    ),
)
@click.option(
    "--trusted-proxy",
    metavar="ADDRESS",
    callback=_proxy,
    help=(
        "Believe X-Forwarded-For, -Proto and -Host of this address. The proxy there must set all"
        " three itself. Without it only X-Forwarded-Proto of 127.0.0.1 is believed."
    ),
)
@click.option(
    "--rate-limit",
    "requests_per_minute",
    metavar="N",
    type=click.IntRange(min=0),
    default=1200,
    show_default=True,
    help="Requests a minute that one address may make, this machine's excepted; 0: any number.",
)
@click.option(
    "--time-limit",
    "seconds_per_query",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    callback=_seconds,
    default=5.0,
    show_default=True,
    help="Time that one search may take; 0: any.",
)
@click.option(
    "--cost-limit",
    "postings_per_query",
    metavar="POSTINGS",
    type=click.IntRange(min=0),
    default=300_000_000,
    show_default=True,
    help="Postings (places of a term) that one search may read; 0: any number.",
)
@click.option(
    "--exports-at-once",
    metavar="N",
    type=click.IntRange(1, 100),
    default=4,
    show_default=True,
    help="Exports that are written at the same time.",
)
@click.option(
    "--access-log",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help=(
        "Append a line of JSON for each request; - is stderr. After SIGHUP the file is opened"
        " anew, for logrotate."
    ),
)
@click.option(
    "--log-queries",
    "logs_queries",
    is_flag=True,
    help="Let what people look for stand in the access log.",
)
@INDEX
@plain_errors
def serve(
    host: str,
    port: int,
    root: Place,
    access_log: Path | None,
    *,
    in_browser: bool,
    **set_: Any,
) -> None:
    """Serve the search page; what is built meanwhile is served from then on.

    On SIGTERM and Ctrl-C, requests that have come are answered first.

    \b
    Example:
        timtin serve --port 8000 --open
        timtin serve --host-name tin.example.org --trusted-proxy 127.0.0.1
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415
    from search_app.web.log_file import never_wait  # noqa: PLC0415
    from search_app.web.serve import serve as serve_page  # noqa: PLC0415  Flask: only here
    from search_app.web.settings import Settings  # noqa: PLC0415

    if set_["logs_queries"] and access_log is None:
        raise click.UsageError("--log-queries needs a log: add --access-log FILE")
    never_wait(_STDERR)
    settings = Settings(access_log=_log(access_log) if access_log else None, **set_)
    opening = click.launch if in_browser else lambda _: None
    serve_page(open_index(root), host, port, opening, settings=settings)


def _log(path: Path) -> Callable[[str], object]:
    """Return what writes a line to the log; opened anew on SIGHUP, where the system has that."""
    from search_app.web.log_file import Lines, LogFile  # noqa: PLC0415

    if str(path) == "-":
        return Lines(_STDERR)
    log = LogFile(path)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: log.reopen())
    return log
