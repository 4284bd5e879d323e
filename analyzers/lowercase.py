"""Case says nothing in a search box."""

from analyzers.compose import compose


def lowercase(text: str) -> str:
    """Return composed `text` in lower case, composed."""
    # İ becomes i and a combining dot, which no Vietnamese word has. Without the dot, marks
    # that came after it can join the i.
    return compose(text.lower().replace("i\u0307", "i"))
