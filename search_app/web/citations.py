"""Citations of an article as files, for programs that keep references."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Blueprint, Response, abort

from indexer.article import Article
from search_app.core.citations import bibtex, chicago, citation_key, ris
from search_app.web import languages
from search_app.web.current import current_index

citing = Blueprint("citing", __name__)


class Style(NamedTuple):
    """A way to cite, and the file it makes."""

    label: str
    cite: Callable[[Article], str]
    content_type: str


def _note(article: Article) -> str:
    return chicago(article, english=languages.current() == "en")


STYLES = {
    "chicago": Style("Chicago", _note, "text/plain"),
    "bib": Style("BibTeX", bibtex, "application/x-bibtex"),
    "ris": Style("RIS", ris, "application/x-research-info-systems"),
}


@citing.get(f"/cite/<any({', '.join(STYLES)}):style>/<anytext:article_id>")
def cite(style: str, article_id: str) -> Response:
    """Answer with one article, cited."""
    article = current_index().get(article_id) or abort(404)
    wanted = STYLES[style]
    answer = Response(wanted.cite(article), content_type=f"{wanted.content_type}; charset=utf-8")
    if style != "chicago":
        name = f"{citation_key(article)}.{style}"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
