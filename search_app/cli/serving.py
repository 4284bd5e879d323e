"""The command ``timtin serve``."""

from pathlib import Path

import click

from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--open", "in_browser", is_flag=True, help="Open the page in the browser.")
@INDEX
@plain_errors
def serve(host: str, port: int, root: Path, *, in_browser: bool) -> None:
    """Serve the search page; what is built meanwhile is served from then on.

    \b
    Example:
        timtin serve --port 8000 --open
    """  # noqa: D301
    from search_app import open_index  # noqa: PLC0415
    from search_app.web.serve import serve as serve_page  # noqa: PLC0415  Flask: only here

    serve_page(open_index(root), host, port, click.launch if in_browser else lambda _: None)
