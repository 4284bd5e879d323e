"""Characters that nobody sees: soft hyphens, zero-width spaces and joiners, direction marks.

They come with text copied from web pages and word processors, and stand inside
syllables too (`ng\u00adười`).
"""

import re

ZERO_WIDTH_SPACE = "\u200b"
INVISIBLE = (
    "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"  # a class
)

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")


def drop_invisible(text: str) -> str:
    """Return `text` without invisible characters."""
    return _INVISIBLE.sub("", text)
