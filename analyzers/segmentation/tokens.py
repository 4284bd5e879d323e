"""The tokens that pyvi's model was trained on: what ViTokenizer.sylabelize finds."""

import re

# pyvi tries these in this order at each place.
_TOKEN = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."  # abbreviations
    r"|==>|->|\.\.\.|>>|\n"
    r"|\w+://[^\s]+"  # addresses
    r"|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[\.,_]\d+)+"  # numbers
    r"|[^\w\s]"
    r"|\w+"
)


def split_chunks(text: str) -> list[str]:
    """Return composed `text` at its white space, line breaks kept.

    No token crosses white space, and none depends on what came before it: so the tokens
    of a text are those of its chunks, and of a chunk they need finding only once.
    """
    chunks: list[str] = []
    for line in text.split("\n"):
        chunks += line.split()
        chunks.append("\n")
    del chunks[-1]
    return chunks


def split_tokens(chunk: str) -> list[str]:
    """Return the tokens of a chunk: words, signs, numbers, addresses; or the line break it is."""
    return _TOKEN.findall(chunk)
