"""For browsers that search this site from their address bar (OpenSearch 1.1 draft 6)."""

import json
from typing import Any
from xml.etree import ElementTree as ET  # nosec B405  # writes only

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from search_app.web import parameters
from search_app.web.current import current_index

opensearch = Blueprint("opensearch", __name__)

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_CONTENT_TYPE = "application/opensearchdescription+xml"
_SUGGESTIONS = "application/x-suggestions+json"
_ICON = "image/svg+xml"


@opensearch.get("/opensearch.xml")
def description() -> Response:
    """Describe how to search here."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    for tag, text in (
        ("ShortName", "Tìm Tin"),
        ("Description", _("Tìm toàn văn trong kho bài báo tiếng Việt")),
        ("Language", "vi"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ET.SubElement(root, tag).text = text
    icon = ET.SubElement(root, "Image", width="16", height="16", type=_ICON)
    icon.text = _address("static", filename="favicon.svg")
    _template(root, "text/html", "pages.search", rel="results")
    _template(root, _SUGGESTIONS, "opensearch.suggestions", rel="suggestions")
    _template(root, "application/atom+xml", "feeds.feed", rel="results")
    own = _address("opensearch.description")
    ET.SubElement(root, "Url", type=_CONTENT_TYPE, rel="self", template=own)
    ET.indent(root)
    xml = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(xml, content_type=f"{_CONTENT_TYPE}; charset=utf-8")


@opensearch.get("/opensearch/suggest")
def suggestions() -> Response:
    """Complete what is typed in the address bar, in the format of browsers."""
    typed = parameters.TYPED.read(request.args)
    answer = [typed, current_index().suggest(typed)]
    return Response(json.dumps(answer), content_type=_SUGGESTIONS)


def _template(root: ET.Element, content_type: str, endpoint: str, rel: str) -> None:
    address = _address(endpoint)
    template = f"{address}{'&' if '?' in address else '?'}q={{searchTerms}}"
    ET.SubElement(root, "Url", type=content_type, rel=rel, template=template)


def _address(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, _external=True, **values)
