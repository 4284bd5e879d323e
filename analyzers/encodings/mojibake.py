"""Text that was read in the wrong encoding, repaired where that is beyond doubt."""

import re
from typing import NamedTuple

from analyzers.encodings.evidence import clear_encoding, fits, likeliest, weigh
from analyzers.encodings.readings import BYTES, READINGS

# Letters of Vietnamese and marks of decomposed text that no byte is ever taken for: where one
# stands, its line was read rightly.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")
# What good Vietnamese may hold of the characters that bytes are taken for. Of 10,000 news
# articles 28 hold another one, such as ² or ç, and are looked at more closely.
_FINE = set("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý\xa0“”‘’–—…•«»°€™©®")
_SUSPICIOUS = re.compile(f"[{re.escape(''.join(sorted(set(BYTES) - _FINE)))}]")
_ROUNDS = 4  # each repairs what one misreading did; more than two have not been seen


class Decoded(NamedTuple):
    """Text in Unicode, and what its bytes were."""

    text: str  # what was in an old encoding is composed (NFC); the rest is as it was
    encoding: str  # "utf-8", "utf-16-le", "tcvn3", "vni", "viscii", "windows-1258", …
    warning: str | None = None  # what looks wrong and what to do, when the text may be misread


def repair(text: str) -> Decoded:
    """Return `text` with what was read in the wrong encoding set right.

    Bytes in TCVN3, VNI, VISCII, windows-1258 or UTF-8 that were taken for windows-1252 or
    latin-1 are read again: the whole text, or, where some of it is good, the lines that are
    not. What is fine comes back as it is, with "utf-8" for its encoding; so does what is
    suspicious but unclear, with a warning. Of a text in several encodings all are named.
    """
    encodings: list[str] = []
    for _ in range(_ROUNDS):
        if not _is_suspicious(text):
            return _decoded(text, encodings)
        encoding, better = _reread(text)
        if encoding is None or better == text:
            break
        text = better
        encodings.append(encoding)
    return _decoded(text, encodings, _warning(text))


def _is_suspicious(text: str) -> bool:
    """Look quickly: nearly all text is good, and good Vietnamese shows it in its first words."""
    if text.isascii():
        return False
    return not _UNICODE_ONLY.search(text) or _SUSPICIOUS.search(text) is not None


def _decoded(text: str, encodings: list[str], warning: str | None = None) -> Decoded:
    return Decoded(text, ", ".join(dict.fromkeys(encodings)) or "utf-8", warning)


def _reread(text: str) -> tuple[str | None, str]:
    """Return the encoding that clearly was meant, and what of `text` is in it read so."""
    lines = text.split("\n")
    encoding = None if _UNICODE_ONLY.search(text) else clear_encoding(text)
    if encoding is not None:
        chosen = [clear_encoding(line) in {None, encoding} for line in lines]
    else:
        # Together the bad lines say most clearly which encoding it is, if it is one.
        bad = [line for line in lines if _is_doubtful(line)]
        encoding = next(filter(None, map(clear_encoding, ["\n".join(bad), *bad])), None)
        if encoding is None:
            return None, text
        chosen = [_is_doubtful(line) and fits(line, encoding) for line in lines]
    read = READINGS[encoding]
    return encoding, "\n".join(
        read(line) if wrong else line for line, wrong in zip(lines, chosen, strict=True)
    )


def _is_doubtful(line: str) -> bool:
    return not line.isascii() and not _UNICODE_ONLY.search(line)


def _warning(text: str) -> str | None:
    """Return what looks wrong in a text that could not be repaired, if anything does."""
    evidence = weigh("\n".join(filter(_is_doubtful, text.split("\n"))))
    encoding = likeliest(evidence)
    if evidence[encoding].score < 2:  # noqa: PLR2004  one word alone is a foreign name
        return None
    return (
        f"{evidence[encoding].gained} words look misread, perhaps {encoding},"
        " but that is not sure: save it as UTF-8"
    )
