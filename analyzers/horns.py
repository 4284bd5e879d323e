"""Put the second horn on ươ: the press prints ``ngưòi``, ``đuợc`` and ``truờng``."""

import re

from analyzers.orthography import put_tone, take_tone

_ONE_HORN = re.compile("ưo|uơ")


def complete_horns(syllable: str) -> str:
    """Return a lower-case composed syllable with ươ for ưo and uơ, if only so it is one.

    ``thuở`` and ``quơ`` are spelled rightly and stay: with two horns they are none.
    """
    toneless, tones = take_tone(syllable)
    horned = _ONE_HORN.sub("ươ", toneless)
    if horned == toneless or len(tones) > 1:
        return syllable
    return put_tone(horned, tones) or syllable
