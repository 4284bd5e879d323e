"""Article ids in URLs: any text, slashes and spaces included."""

from urllib.parse import quote

from werkzeug.routing import BaseConverter


class AnyTextConverter(BaseConverter):
    """Match the rest of the path; werkzeug's own path converter refuses a leading slash."""

    regex = r"[\s\S]+"
    part_isolating = False
    weight = 200

    def to_url(self, value: str) -> str:
        """Quote slashes too: browsers and proxies rewrite "a//b" and "a/../b"."""
        return quote(value, safe="")
