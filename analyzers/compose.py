"""Give each letter one code point: text from Macs and some editors comes decomposed (NFD)."""

import unicodedata


def compose(text: str) -> str:
    """Return `text` in Unicode NFC."""
    return unicodedata.normalize("NFC", text)
