"""Case says nothing in a search box."""


def lowercase(text: str) -> str:
    """Return composed `text` in lower case."""
    # İ becomes i and a combining dot; no Vietnamese word has it, and dropping the dot
    # keeps a term one letter per letter.
    return text.lower().replace("i̇", "i")
