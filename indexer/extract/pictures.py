"""The lines of a page told apart: paragraphs, captions, and what only stands for a picture."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from operator import itemgetter

from analyzers.fold_diacritics import fold_diacritics
from indexer.extract import captions, leftovers

_IMAGE = re.compile(r"!\[[^\]]{0,300}\](?:\([^)]{0,500}\))? ?\|? ?")
_FILE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|svg)", re.IGNORECASE)
# Behind a title: " - Ảnh 1.", " ảnh 1", " 1"; a caption may be glued to it.
_NUMBER = re.compile(r" ?(?:[-–] ?)?(?:[Ảả]nh ?\d{1,3}(?!\d)|\d{1,3}(?=\W|$))\.? ?")
_TWICE = 2  # as the text of an image and as its caption; what comes more often is neither
_BAR = re.compile(r" ?\|$")


def sort_lines(
    lines: Sequence[str], title: str, known: Iterable[tuple[int, str]] = ()
) -> tuple[list[str], list[str]]:
    """Return the paragraphs of `lines` and the captions, each once.

    `known` are captions that are not among the lines, each with the line it stands above.
    A page of pictures only has paragraphs: its captions.
    """
    counts = Counter(lines)
    sorter, waiting = _Sorter(title), deque(sorted(known, key=itemgetter(0)))
    for index, line in enumerate(lines):
        while waiting and waiting[0][0] <= index:
            sorter.captions.append(waiting.popleft()[1])
        below = lines[index + 1] if index + 1 < len(lines) else ""
        sorter.take(line, below, doubled=line == below and counts[line] == _TWICE)
    found = list(dict.fromkeys((*sorter.captions, *(caption for _, caption in waiting))))
    return (sorter.text, found) if sorter.text else (found, [])


class _Sorter:
    """Takes the lines of a page in their order."""

    def __init__(self, title: str) -> None:
        self.text: list[str] = []
        self.captions: list[str] = []
        self._title, self._plain_title = title, fold_diacritics(title.lower())
        self._beside = False  # the line above stands for a picture
        self._last = self.text  # what took the line above

    def take(self, line: str, below: str, *, doubled: bool) -> None:
        """Put `line` where it belongs; `below` is the next one, and the same if `doubled`."""
        pictured, rest = self._without_picture(line)
        self._beside = self._beside or pictured
        if not rest or leftovers.is_noise(rest):
            return
        if len(rest) > captions.LONGEST:
            self.text.append(rest)
            self._last = self.text
        elif captions.credit_of(rest) == rest:
            self._caption(f"{self._above(below)}{rest}")
        elif self._is_caption(rest, doubled=doubled):
            told, caption = captions.split_glued(rest)
            self.text += [told] if told else []
            self._caption(_BAR.sub("", caption))
        elif joined := self._continued(rest):
            self.text.pop()
            self._caption(joined)
        else:
            self.text.append(rest)
            self._last = self.text
        self._beside = False

    def _without_picture(self, line: str) -> tuple[bool, str]:
        """Return whether `line` opens with a picture, and what stands behind that."""
        if line.startswith("![") and (match := _IMAGE.match(line)):
            return True, line[match.end() :]
        if (" " not in line and _FILE.fullmatch(line)) or leftovers.alt_title(line):
            return True, ""
        if self._title and line.startswith(self._title):
            match = _NUMBER.match(line, len(self._title))
            return (True, line[match.end() :]) if match else (False, line)
        same = len(line) == len(self._title) and fold_diacritics(line.lower()) == self._plain_title
        return (True, "") if same else (False, line)

    def _is_caption(self, line: str, *, doubled: bool) -> bool:
        barred = line.find("|") == len(line) - 1  # with more of them it is the row of a table
        if barred or captions.is_caption(line):
            return True
        again = self._last is self.captions and line == self.captions[-1]
        doubled = doubled and bool(self.text)  # above the text it may be the lead
        return (self._beside or doubled or again) and captions.is_scene(line)

    def _above(self, below: str) -> str:
        """Take back the caption above a line that is a credit only."""
        above = self._last[-1] if self._last else ""
        if self._last is self.captions:
            joins = not captions.credit_of(above)
        else:
            joins = bool(below) and captions.is_scene(above)
        if not above or not joins:
            return ""
        self._last.pop()
        return f"{above} " if above.endswith(".") else f"{above}. "

    def _continued(self, line: str) -> str:
        """Return the caption that `line` ends, begun by the line above, or ''."""
        if not line[0].islower() or self._last is not self.text or not self.text:
            return ""
        above = self.text[-1]
        joined = f"{above} {line}"
        return joined if above[-1].isalnum() and captions.is_caption(joined) else ""

    def _caption(self, line: str) -> None:
        if self._last and line.startswith(self._last[-1].rstrip(".")):
            self._last.pop()  # the text of the image, which its caption repeats
        self.captions.append(line)
        self._last = self.captions
