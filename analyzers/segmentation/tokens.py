"""The tokens that pyvi's model was trained on: what ViTokenizer.sylabelize finds."""

import re

_NAMED = r"[a-zA-Z0-9_.+-]{size}@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+|"  # e-mail
# pyvi tries these in this order at each place.
_TOKENS = (
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."  # abbreviations
    r"|==>|->|\.\.\.|>>|\n"
    r"|\w+://[^\s]+"  # addresses
    r"|{email}"
    r"\d+(?:[\.,_]\d+)+"  # numbers
    r"|[^\w\s]"
    r"|\w+"
)
# Looking for an @ from each sign on, as pyvi does, took 8 s in a rule of 100,000 hyphens.
_LONG, _LONGEST_NAME = 4096, 256  # characters
_PLAIN = re.compile(_TOKENS.replace("{email}", ""))
_WITH_EMAIL = re.compile(_TOKENS.replace("{email}", _NAMED.replace("{size}", "+")))
_IN_LONG = re.compile(
    _TOKENS.replace("{email}", _NAMED.replace("{size}", f"{{1,{_LONGEST_NAME}}}"))
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
    """Return the tokens of a chunk: words, signs, numbers, addresses; or the line break it is.

    In a chunk of more than 4,096 characters, what no text has, names of e-mail addresses are
    cut to 256; pyvi takes any.
    """
    if "@" not in chunk:
        return _PLAIN.findall(chunk)
    return (_WITH_EMAIL if len(chunk) <= _LONG else _IN_LONG).findall(chunk)
