"""What stands before a name in an address: the word for its kind, a smaller place, whose home."""

import re

from indexer.facets.spelling import any_of

_KINDS = ("", "huyện", "quận", "thị xã", "thành phố")
_KIND = re.compile(
    r"(?<!\w)(?:(huyện(?: đảo| ủy)?|h\.)|(quận(?: ủy)?|q\.)|(thị (?:xã|ủy)|tx\.?)"
    r"|(thành phố|tp\.?)) ?$",
    re.IGNORECASE,
)
_LONGEST_KIND = 12  # characters
# "sinh năm 1980, ngụ xã A, huyện B, tỉnh": up to the name no sentence ends, and no bracket opens
# but right before it, "đại biểu Lê Văn A (tỉnh".
_HOME = re.compile(
    r"(?<!\w)(?:quê(?! hương)|(?<!lưu )trú|ngụ|HKTT|hộ khẩu|\d tuổi"
    r"|(?:SN|sinh năm|sinh ngày) ?[\d/.-]{4,10}"
    r"|[Tt]rụ sở|[Tt]òa soạn|Địa chỉ(?=:)|(?:[Đđ]ại biểu|ĐBQH)(?!.*HĐND))(?!\w)"
    r"(?:[^.;()\n]|\.(?! )|(?<=TP)\.|(?<=Tp)\.)*(?:\((?:đoàn )?(?:tỉnh |TP\.? ?)?)?$"
)
# What that cannot do without; most names have none of it before them.
_HOME_HINT = re.compile(
    "trú|ngụ|tuổi|quê|HKTT|hộ khẩu|SN|sinh n|rụ sở|òa soạn|ịa chỉ:|ại biểu|ĐBQH"
)
_SMALLER = "phường;xã;thị trấn;quận;huyện;thị xã;thành phố;thôn;ấp;bản;khu phố;tt;tp;tx;p;q;h"
_SMALLER_BACKWARDS = any_of(word[::-1] for word in _SMALLER.split(";"))
_PRECISE = re.compile(  # backwards, in lower case
    r"(?: hnỉt| ốhp hnàht| ?\.?pt)?(?: cộuht)?[ (]*[,(–-][^.;()\n,]{1,30}?[ .]"
    rf"{_SMALLER_BACKWARDS}(?!\w)"
)
_GOES_ON = re.compile(r"[ ,(–-]*(?:thuộc )?(?:tỉnh|[Tt]hành phố|TP\.?|Tp\.?)? ?")
_LONGEST_GAP = 22  # characters


def kind_before(before: str) -> str:
    """Return the word for the kind of district that ends `before`, or ''."""
    match = _KIND.search(before[-_LONGEST_KIND:])
    return _KINDS[match.lastindex or 0] if match else ""


def is_home(before: str) -> bool:
    """Return whether a person lives at the name after `before`, an office is there, or a seat."""
    hint = _HOME_HINT.search(before)
    return hint is not None and _HOME.search(before, max(0, hint.start() - 4)) is not None


def is_precise(backwards: str) -> bool:
    """Return whether a smaller place stands before the name: "xã A, huyện B, tỉnh".

    `backwards` is the text before the name, in lower case, from the name on.
    """
    return _PRECISE.match(backwards) is not None


def goes_on(text: str, end: int, start: int) -> bool:
    """Return whether names that end and start there are of one address: "huyện A, tỉnh B"."""
    return start - end <= _LONGEST_GAP and _GOES_ON.fullmatch(text, end, start) is not None
