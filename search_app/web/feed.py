"""A search as an Atom feed (RFC 4287), for readers that watch it."""

import dataclasses
import datetime
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET  # nosec B405  # writes only

from flask import Blueprint, Response, request
from markupsafe import Markup

from indexer.article import VIET_NAM
from search_app.core.addresses import source_of
from search_app.core.model import Hit
from search_app.web import links
from search_app.web.current import current_index
from search_app.web.state import SearchState, read_state

feeds = Blueprint("feeds", __name__)

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50

# Atom demands a date of each entry; an article that has none must not look new.
_UNDATED = datetime.datetime(1970, 1, 1, tzinfo=VIET_NAM)
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@feeds.get("/feed")
def feed() -> Response:
    """Answer with the newest articles of a search."""
    state = read_state(request.args)
    newest = dataclasses.replace(state, sort="newest", page=1, per_page=_ENTRIES, collapse=False)
    tree = _feed(state, newest.run(current_index()).hits)
    ET.indent(tree)
    xml = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return Response(xml, content_type="application/atom+xml; charset=utf-8")


def _feed(state: SearchState, hits: Sequence[Hit]) -> ET.Element:
    address = links.feed_url(state, external=True)
    names = [state.q, *links.filter_labels(state)]
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _text(root, "title", " · ".join(["Tìm Tin", *filter(None, names)]))
    _text(root, "id", address)
    _text(root, "updated", max(map(_updated, hits), default=_UNDATED).isoformat())
    ET.SubElement(ET.SubElement(root, "author"), "name").text = "Tìm Tin"
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=address)
    page = links.page_url(dataclasses.replace(state, page=1), external=True)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=page)
    for hit in hits:
        root.append(_entry(hit))
    return root


def _entry(hit: Hit) -> ET.Element:
    entry = ET.Element("entry")
    address = links.article_url(hit.id, external=True)
    title = Markup(hit.title_html)  # noqa: S704  # nosec B704  # escaped by the index
    _text(entry, "title", title.striptags())
    _text(entry, "id", address)
    _text(entry, "updated", _updated(hit).isoformat())
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    if source := source_of(hit):
        _text(ET.SubElement(entry, "author"), "name", source)
    for name in (*hit.cities, *hit.topics):
        ET.SubElement(entry, "category", term=_clean(name))
    _text(entry, "summary", hit.snippet).set("type", "html")
    return entry


def _updated(hit: Hit) -> datetime.datetime:
    if isinstance(hit.date, datetime.datetime):
        return hit.date if hit.date.tzinfo else hit.date.replace(tzinfo=VIET_NAM)
    if hit.date is not None:
        return datetime.datetime.combine(hit.date, datetime.time(), VIET_NAM)
    return _UNDATED.replace(year=hit.year) if hit.year else _UNDATED


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, tag)
    child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
