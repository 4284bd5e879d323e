"""One letter for its styled forms: full width, ligatures of PDF files, 𝐛𝐨𝐥𝐝 of social media."""

import unicodedata


def plain_letters(text: str) -> str:
    """Return composed `text` with each letter or digit in its plain form (NFKC), composed.

    What has no plain form of letters and digits stays (½ would become three characters), and
    so does a raised digit behind a digit: 10² is not 102, while m² is m2.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text
    plain = (unicodedata.normalize("NFKC", letter) for letter in text)
    kept = (
        new
        if new.isalnum() and not (old.isdigit() and not old.isdecimal() and before.isdigit())
        else old
        for new, old, before in zip(plain, text, " " + text, strict=False)
    )
    return unicodedata.normalize("NFC", "".join(kept))
