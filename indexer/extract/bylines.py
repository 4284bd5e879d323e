"""Who wrote it: the short line of names that closes an article."""

import re

from indexer.extract.lines import CAPITALS

_LONGEST = 60  # characters
_LABEL = re.compile(
    r"(?:tin,? (?:và )?ảnh|bài,? (?:và )?ảnh|tin,? bài|tin|bài|tác giả|thực hiện|người viết"
    rf"|nguồn tin|nguồn|theo) ?[:：]? ?(?=(?-i:[{CAPITALS}]))",
    re.IGNORECASE,
)
_NAME = rf"[{CAPITALS}][^\W\d_]*\.?(?: [{CAPITALS}][^\W\d_]*){{0,4}}"
_NAMES = re.compile(rf"{_NAME}(?: ?(?:[-–—,/&;]|và) ?{_NAME}){{0,3}}")
_FEWEST_SYLLABLES = 2


def byline_of(line: str) -> str:
    """Return the author that `line` names, or '' when it is no byline."""
    if len(line) > _LONGEST:
        return ""
    names = _LABEL.sub("", line, count=1) if _LABEL.match(line) else line
    names = names.strip(" ()[]|*")
    if _NAMES.fullmatch(names) is None or len(names.split()) < _FEWEST_SYLLABLES:
        return ""
    return names
