"""Text from before Unicode: old Vietnamese encodings recognised and read.

``decode`` takes bytes, ``repair`` text that somebody read in the wrong encoding.
"""

from analyzers.encodings.from_bytes import GUESSED, decode, utf16
from analyzers.encodings.mojibake import Decoded, repair

__all__ = ["GUESSED", "Decoded", "decode", "repair", "utf16"]
