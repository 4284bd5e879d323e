"""The captions of a page by its markup: found, and taken out of the tree."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from indexer.extract.captions import LONGEST, is_scene
from indexer.extract.lines import one_line
from indexer.extract.markup import find_path

_SHORTEST = 8  # characters of a caption
_LONGEST_NAMED = 500  # characters of a caption that the markup calls one
_LINKED = 0.8  # of the characters: then it is a headline beside a picture, of other news
_ITALIC = 0.9  # of the characters
_LEVELS = 4  # from a caption up, at which paragraphs beside it are looked for
_FAR = 12  # elements to either side that are looked at there
_OPENING = 40  # characters that tell which paragraph it is
_MANY = 500  # elements that are looked at; no article has as many pictures
# figcaption, wp-caption-text, PhotoCMS_Caption, tplCaption; VnExpress says desc_cation and p.Image,
# old sites pic_desc, chu-thich, note_img, or nothing: there a line shares a table with a picture.
_NAMED = """
//figcaption | //p[@class = 'Image'] | //table[.//img][not(.//table)] | //*[@class][
contains(@class, 'aption') or contains(@class, 'desc_cation') or contains(@class, 'pic_desc')
or contains(@class, 'chu-thich') or contains(@class, 'chuthich') or contains(@class, 'chu_thich')
or contains(@class, 'note_img')]
"""
_PICTURED = "//img/ancestor::*[self::p or self::div or self::center][1]"
_WRAPPED = 3  # elements around a picture and nothing else


class Figure(NamedTuple):
    """A caption, and how the paragraphs around it begin."""

    caption: str
    above: Sequence[str]
    below: Sequence[str]


def take_captions(tree: Any) -> list[Figure]:
    """Take the captions out of a page (a tree of lxml.html) and return them in their order."""
    found: dict[Any, str] = {}
    for path, read in ((_NAMED, _named), (_PICTURED, _pictured)):
        for place in islice(find_path(path)(tree), _MANY):
            if not any(parent in found for parent in (place, *place.iterancestors())):
                element, caption = read(place)
                if caption:
                    found.setdefault(element, caption)
    figures = [
        Figure(caption, _openings(element, found, above=True), _openings(element, found))
        for element, caption in found.items()
    ]
    for element in found:
        element.drop_tree()
    return figures


def place_captions(figures: Iterable[Figure], lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return the captions beside `lines`, each with the line it stands above; no others."""
    index = {line[:_OPENING]: number for number, line in enumerate(lines)}
    placed = []
    for caption, above, below in figures:
        places = [index[opening] + 1 for opening in above if opening in index]
        places += [index[opening] for opening in below if opening in index]
        if places or not (above or below):  # beside nothing: then nothing says it is not of it
            placed.append((places[0] if places else len(lines), caption))
    return placed


def _named(place: Any) -> tuple[Any, str]:
    """Return `place`, and the caption that it is by its name, or ''."""
    text = one_line(place.text_content())
    limit = LONGEST if place.tag == "table" else _LONGEST_NAMED
    return place, text if _may_be(place, text, limit) else ""


def _pictured(place: Any) -> tuple[Any, str]:
    """Return the caption in a paragraph with a picture or in the one below it, and where it is."""
    text = one_line(place.text_content())
    if text:
        told = _may_be(place, text, LONGEST) and (_is_italic(place, text) or is_scene(text))
        return place, text if told and place.find(".//p") is None else ""
    below = place.getnext()
    for _ in range(_WRAPPED):
        if below is None and not (place.tail or "").strip() and place.getparent() is not None:
            place = place.getparent()
            below = place.getnext()
    if below is None or below.tag not in ("p", "div", "center", "em", "i"):
        return place, ""
    text = one_line(below.text_content())
    if not _may_be(below, text, LONGEST) or below.find(".//img") is not None:
        return place, ""
    told = _is_italic(below, text) or (_is_centred(below) and is_scene(text))
    return below, text if told else ""


def _may_be(element: Any, text: str, limit: int) -> bool:
    if not _SHORTEST <= len(text) <= limit:
        return False
    linked = sum(len(one_line(link.text_content())) for link in element.iter("a"))
    return linked < _LINKED * len(text)


def _is_italic(element: Any, text: str) -> bool:
    if element.tag in ("em", "i") or "italic" in element.get("style", ""):
        return True
    italic = sum(
        len(part) for tag in ("em", "i") for inner in element.iter(tag) for part in inner.itertext()
    )
    return italic >= _ITALIC * len(text)


def _is_centred(element: Any) -> bool:
    looks = (
        element.tag,
        element.get("style", ""),
        element.get("align", ""),
        element.get("class", ""),
    )
    return any("center" in look.lower() for look in looks)


def _openings(element: Any, found: Container[Any], *, above: bool = False) -> list[str]:
    """Return how the nearest paragraph above or below begins, at each level from `element` up."""
    openings = []
    for _ in range(_LEVELS):
        if element is None or element.tag == "body":
            break
        texts = (_text(beside, found) for beside in islice(_beside(element, above=above), _FAR))
        if opening := next((text for text in texts if len(text) >= _OPENING), ""):
            openings.append(opening[:_OPENING])
        element = element.getparent()
    return openings


def _beside(element: Any, *, above: bool) -> Iterator[Any]:
    """Yield the elements and pieces of text beside `element`, the nearest first."""
    if not above:
        yield element.tail
    for sibling in element.itersiblings(preceding=above):
        yield from (sibling.tail, sibling) if above else (sibling, sibling.tail)


def _text(beside: Any, found: Container[Any]) -> str:
    """Return how a piece of text or an element begins, on one line; no caption."""
    if beside is None or isinstance(beside, str):
        return one_line(beside)
    if beside in found or any(child in found for child in beside.iterchildren()):
        return ""
    text = ""
    for piece in beside.itertext():
        text += piece
        if len(text) >= 2 * _OPENING:
            break
    return one_line(text)
