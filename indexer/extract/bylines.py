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


# "Tin: Thu Hà. Ảnh: Minh Anh", "Bài: Thu Hà - Ảnh: Minh Anh": who took the pictures comes second.
_PICTURES_BY = re.compile(r"[.,;|–-]? ?\(?[Ảả]nh ?[:：].*$")


def is_labelled(line: str) -> bool:
    """Return whether `line` says that it is a byline: "Tin, ảnh: Thu Hà"."""
    return bool(_LABEL.match(line)) and bool(byline_of(line))


def byline_of(line: str) -> str:
    """Return the author that `line` names, or '' when it is no byline."""
    if len(line) > _LONGEST:
        return ""
    names = line
    if _LABEL.match(line):
        names = _PICTURES_BY.sub("", _LABEL.sub("", line, count=1))
    names = names.strip(" ()[]|*")
    if _NAMES.fullmatch(names) is None or len(names.split()) < _FEWEST_SYLLABLES:
        return ""
    return names
