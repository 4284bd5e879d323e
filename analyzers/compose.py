"""Give each letter one code point: text from Macs and some editors comes decomposed (NFD).

Eth looks like the Vietnamese capital Đ and is typed for it; no Vietnamese word holds an Eth.
"""

import unicodedata


def compose(text: str) -> str:
    """Return `text` in Unicode NFC, with Đ for Eth."""
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ")
