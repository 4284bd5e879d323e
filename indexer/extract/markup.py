"""Markup into a tree, with bounds: a hostile page costs seconds, not the run."""

import re
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

# What is read of a page; articles end within its first 300,000 characters. A million characters
# cost trafilatura 0.6 s when they are paragraphs and 2.5 s when they are links.
LONGEST_MARKUP = 2_000_000  # characters
# How much of the tree is read. Pages have up to 10,000 elements, some 20 levels deep; trafilatura
# takes 0.06 ms for one of these, and more the deeper it is: 0.14 ms at 200 levels.
MOST_LEVELS = 600_000  # the sum of how deep the elements are, `_USUAL` for those that are less deep
_USUAL = 20  # levels
_FEW = 5_000  # elements that need not be counted like that
_SHORT = 200_000  # characters of markup that need not be made shorter
# libxml2 gives up on text and attributes of 10 million bytes, and with them on the rest.
_DATA_URI = re.compile(r"data:[\w/+.;=-]{1,80};base64,[A-Za-z0-9+/=%\r\n]*")
_SCRIPT = re.compile(r"<(?:script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)\b", re.IGNORECASE)
_LONGEST_SCRIPT = 20_000  # characters; what a page states of itself (JSON-LD) is shorter
# The time for a tag grows with the square of its attributes: 1.2 s for 16,000 of them.
_LONG_TAG = re.compile(r"<([A-Za-z]\w{0,20})\b[^<>]{4000,}")
# Tags that give no structure: left open again and again, they nest deeper than libxml2 goes (256).
_INLINE = re.compile(r"</?(?:a|b|big|em|font|i|s|small|span|strong|tt|u)\b[^<>]*>", re.IGNORECASE)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TABLE_TAGS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
# Cells that hold a text, not a figure; and rows of more cells than a table has columns, which
# cost trafilatura the square of their number.
_LAYOUT = "//td[count(.//p) + count(.//br) > 2] | //tr[count(td) > 100]/td[1]"


def parse_markup(markup: str) -> Any | None:
    """Return the tree (lxml.html) of a page, or None when nothing can be read from it.

    `markup` comes from `shorten`.
    """
    if _NOT_XML.search(markup):
        markup = _NOT_XML.sub("", markup)
    tree, is_whole = _parse(markup)
    if not is_whole:
        tree, _ = _parse(_INLINE.sub(" ", markup))
    if tree is not None and find_path("count(//*)")(tree) > _FEW:
        _prune(tree)
    return tree


def shorten(markup: str) -> str:
    """Return `markup` up to the bound, long scripts and the bytes of pictures left out."""
    if len(markup) > _SHORT:
        if ";base64," in markup:
            markup = _DATA_URI.sub("data:,", markup)
        markup = _without_scripts(markup)
    return _LONG_TAG.sub(r"<\1 ", markup[:LONGEST_MARKUP])


def open_layout(tree: Any) -> None:
    """Make blocks of the tables that a page is laid out with, so that paragraphs stay apart.

    trafilatura makes one line of a row: of 50 articles in a cell of such a table it kept no
    paragraph by itself.
    """
    for cell in find_path(_LAYOUT)(tree):
        for part in (cell, *cell.iterancestors(*_TABLE_TAGS)):
            for beside in part.getparent().iterchildren(*_TABLE_TAGS):
                beside.tag = "div"


@cache
def find_path(path: str) -> Any:
    """Return an XPath, compiled once."""
    return _etree().XPath(path)


def _without_scripts(markup: str) -> str:
    kept, start = [], 0
    for script in _SCRIPT.finditer(markup):
        if script.start() < start:
            continue
        end = _SCRIPT_END.search(markup, script.end())
        if end is None:  # left open: then all of the page would be one
            break
        if end.start() - script.end() > _LONGEST_SCRIPT:
            kept.append(markup[start : script.end()])
            start = end.start()
    return "".join((*kept, markup[start:]))


def _prune(tree: Any) -> None:
    """Take out of `tree` what follows when enough has been read."""
    levels, depth, last = 0, 0, tree
    for event, element in _etree().iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        levels += max(depth, _USUAL)
        if levels > 2 * MOST_LEVELS:  # each element comes twice
            last = element
            break
    else:
        return
    for open_element in (last, *last.iterancestors()):
        for later in list(open_element.itersiblings()):
            later.getparent().remove(later)


def _parse(markup: str) -> tuple[Any | None, bool]:
    """Return the tree, and whether libxml2 read to the end: it stops where tags nest too deep."""
    html, parser = _lxml_html(), _parser()
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except html.etree.LxmlError:  # there is nothing in it
        return None, True
    last = parser.error_log.last_error
    return tree, last is None or last.level < html.etree.ErrorLevels.FATAL


@cache
def _parser() -> Any:
    # The text is decoded already: whatever charset the page claims, its bytes here are UTF-8.
    return _lxml_html().HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


@cache
def _etree() -> ModuleType:
    return import_module("lxml.etree")


@cache
def _lxml_html() -> ModuleType:
    return import_module("lxml.html")  # on first use: a run without HTML need not load it
