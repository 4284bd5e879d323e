"""Case says nothing in a search box."""

import re

from analyzers.compose import compose

_DOTTED = re.compile("i\u0307+")


def lowercase(text: str) -> str:
    """Return composed `text` in lower case, composed."""
    # İ becomes i and a combining dot, which no Vietnamese word has. Without the dot, marks
    # that came after it can join the i.
    return compose(_DOTTED.sub("i", text.lower()))
