"""What a page of markup states of its title and of its site, and which is which."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from analyzers.fold_diacritics import fold_diacritics
from indexer.extract import leftovers
from indexer.extract.lines import CAPITALS, one_line
from indexer.extract.markup import find_path
from indexer.extract.titles import looks_like_title

_BETWEEN = re.compile(r"\s+[-–—|•·:»«]\s+|\s*\|\s*")
_DOMAIN = re.compile(r"(?:[\w-]{1,60}\.){1,4}[a-z]{2,6}", re.IGNORECASE)
_LONGEST_NAME = 80  # characters of the name of a site
_LONGEST_TITLE = 500  # characters; a longer one is not looked into
_FEWEST_WORDS = 4  # of a headline; names of sites have fewer
_SHORTEST_LABEL = 5  # characters of a host's name that tell it
# "Báo Nhân Dân điện tử": "báo" as a verb is followed by a small letter.
_NEWSPAPER = re.compile(
    r"(?:[Bb]áo|BÁO|(?i:tạp chí|thời báo|nhật báo|tuần báo|đài phát thanh|đài truyền hình))"
    rf"(?: [Đđ]iện tử)? (?:tỉnh|[Đđ]iện tử|[{CAPITALS}][^\s:,]*)(?: [^\s:,.?!]+){{0,8}}"
)
# "Tin Mẫu 24h": nothing but names, as at the end of "Thái Lan - Việt Nam" too.
_NAME = re.compile(rf"[{CAPITALS}]\S*(?: [{CAPITALS}\d]\S*){{0,3}}(?: [Đđ]iện tử)?")


class Headings(NamedTuple):
    """Each is '' or empty when the page has none such."""

    named: str = ""  # <title>, mostly with the name of the site behind the headline
    stated: str = ""  # og:title
    site: str = ""  # og:site_name
    shown: tuple[str, ...] = ()  # h1


def read_headings(tree: Any) -> Headings:
    """Return what the tree of a page states; before trafilatura changes it."""
    if tree is None:
        return Headings()
    shown = (one_line(heading.text_content()) for heading in tree.iter("h1"))
    return Headings(
        _first(tree, "string(//title)"),
        _first(tree, "string(//meta[@property='og:title']/@content)"),
        _first(tree, "string(//meta[@property='og:site_name']/@content)"),
        tuple(filter(None, shown)),
    )


def page_source(found: str, url: str, headings: Headings) -> str:
    """Return the name of the site: never a headline, which trafilatura may find for it.

    It takes the part of <title> with a full stop for an address: "… ở TP. HCM".
    """
    if found and not _is_headline(found, headings):
        return found
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def page_title(found: str, source: str, headings: Headings) -> str:
    """Return the title of a page of markup: not the site's name, and without it at the end."""
    told = (headings.stated, *sorted(headings.shown, key=looks_like_title, reverse=True))
    for text in (found, *told, headings.named):
        title = without_site(text, source)
        if title != headings.named and headings.named.startswith(title):
            title = title if title in told else _without_sections(title)
        title = next((part for part in _around(title) if part in headings.shown), title)
        if title and not _names_site(title, source) and not _is_beside(title, headings):
            is_whole = title == headings.named and title not in headings.shown
            return _before_site(title) if is_whole else title
    return ""


def site_beside(title: str, headings: Headings) -> str:
    """Return the name that stands behind `title` in <title>, or ''."""
    if not title or not headings.named.startswith(title):
        return ""
    name = _BETWEEN.split(headings.named[len(title) :])[-1]
    is_name = len(name) <= _LONGEST_NAME and not leftovers.is_marker(name, "sections")
    return name if is_name else ""


def without_site(text: str, source: str = "") -> str:
    """Return `text` without names of its site, or of sections of it, at its ends."""
    if len(text) > _LONGEST_TITLE:
        return text
    title, _, rest = _split_last(text)
    if title and _closes(rest, source):
        text = _without_sections(title)
    first = _BETWEEN.search(text)
    name = text[: first.start()] if first else ""
    return (
        text[first.end() :] if first and _NAME.fullmatch(name) and _closes(name, source) else text
    )


def _without_sections(text: str) -> str:
    """Return `text` without sections of the site at its end, where the site's name has been."""
    title, between, rest = _split_last(text)
    while title and leftovers.is_marker(rest, "sections"):
        words = title.split()
        pairs = (" ".join((*words[-size:], "-", rest)) for size in range(1, _FEWEST_WORDS))
        if "-" in between and any(leftovers.is_marker(pair, "sections") for pair in pairs):
            return text  # "… của Tiểu ban Kinh tế - Xã hội"
        text = title
        title, between, rest = _split_last(text)
    return text


def _first(tree: Any, path: str) -> str:
    return one_line(str(find_path(path)(tree)))


def _split_last(text: str) -> tuple[str, str, str]:
    *_, last = (None, *_BETWEEN.finditer(text))
    return (text[: last.start()], last[0], text[last.end() :]) if last else ("", "", text)


def _around(text: str) -> tuple[str, ...]:
    """Return both sides of `text` that a site's name may stand at; a headline is the longer."""
    head, _, last = _split_last(text)
    first = _BETWEEN.search(text)
    tail = text[first.end() :] if first else ""
    return tuple(part for part in (head, tail) if len(part) > len(last))


def _before_site(text: str) -> str:
    """Return a whole <title> up to its last part: the site, of whatever name."""
    head, _, rest = _split_last(text)
    return (
        head if len(head) > len(rest) and _NAME.fullmatch(rest) and looks_like_title(head) else text
    )


def _is_beside(text: str, headings: Headings) -> bool:
    """Return whether `text` is the small part of <title>, and the other one the headline."""
    named = headings.named
    if text == named or not (named.startswith(text) or named.endswith(text)):
        return False
    parts = _BETWEEN.split(named)
    other = without_site(" - ".join(part for part in parts if part != text))
    is_small = len(text.split()) < _FEWEST_WORDS or _NEWSPAPER.fullmatch(text) is not None
    return text in parts and is_small and looks_like_title(other) and len(other) > len(text)


def _is_headline(text: str, headings: Headings) -> bool:
    if looks_like_title(text) and text in (headings.stated, *headings.shown):
        return True
    guessed = text != headings.site and "." in text and text in headings.named
    return guessed and _DOMAIN.fullmatch(text) is None


def _closes(text: str, source: str) -> bool:
    """Return whether `text` names the site, where it stands at an end of a title."""
    return len(text) <= _LONGEST_NAME and (
        text.casefold() == source.casefold()
        or _DOMAIN.fullmatch(text) is not None
        or leftovers.is_site_line(text)
        or _NEWSPAPER.fullmatch(text) is not None
        or _is_host(text, source)
    )


def _is_host(text: str, source: str) -> bool:
    """Return whether `text` is the name in the address `source`: "Báo Mẫu" of baomau.vn."""
    if _DOMAIN.fullmatch(source) is None:
        return False
    label = max(source.casefold().split("."), key=len)
    return len(label) >= _SHORTEST_LABEL and label in "".join(
        fold_diacritics(text.casefold()).split()
    )


def _names_site(text: str, source: str) -> bool:
    return (
        text.casefold() == source.casefold()
        or _DOMAIN.fullmatch(text) is not None
        or (leftovers.is_site_line(text) and len(text) <= _LONGEST_NAME)
        or any(leftovers.is_marker(text, place) for place in ("sections", "anywhere"))
    )
