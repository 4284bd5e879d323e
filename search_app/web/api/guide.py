"""The page of the API: what can be asked, tried out with forms, and the document of it."""

from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from search_app.web import languages
from search_app.web.api.document import document
from search_app.web.api.endpoints import ENDPOINTS, Endpoint
from search_app.web.current import current_index
from search_app.web.kinds import LONGEST_TEXT
from search_app.web.parameters import heard
from search_app.web.problems import PROBLEMS
from search_app.web.refusals import Said

guide = Blueprint("guide", __name__)

_BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS}


@guide.get("/api/")
def api_page() -> str:
    """Show the addresses with a form, a curl line and a few lines of Python for each."""
    newest = current_index().search(per_page=1).hits
    return render_template(
        "api.html",
        endpoints=ENDPOINTS,
        problems=PROBLEMS,
        say=_say,
        example=lambda endpoint: _example(endpoint, newest[0].id if newest else "a"),
        newest=newest[0].id if newest else "",
    )


@guide.get("/api/openapi.json")
def openapi() -> Response:
    """Answer with the OpenAPI document."""
    return jsonify(document() | {"servers": [{"url": request.root_path or "/"}]})


@guide.get("/api/try/<name>")
def go(name: str) -> Redirect:
    """Lead to the address that a form asks for: a form alone cannot write into a path."""
    endpoint = _BY_NAME.get(name)
    if endpoint is None or endpoint.in_path is None:
        abort(404)
    part = request.args.get(endpoint.in_path.name, "").strip()
    given = [(key, text) for key, texts in heard(request.args).items() for text in texts]
    rest = [(key, text) for key, text in given if text.strip() and key != "lang"]
    return redirect(request.root_path + _address(endpoint, part[:LONGEST_TEXT], rest), 303)


def _example(endpoint: Endpoint, article_id: str) -> str:
    """Return a whole address that finds something."""
    part = endpoint.in_path and (endpoint.in_path.example or article_id)
    shown = [(own.name, own.example) for own in endpoint.parameters if own.name in endpoint.shown]
    return request.url_root.rstrip("/") + _address(endpoint, part or "", shown)


def _address(endpoint: Endpoint, part: str, args: list[tuple[str, str]]) -> str:
    path = endpoint.path
    if endpoint.in_path:
        path = path.replace(f"{{{endpoint.in_path.name}}}", quote(part, safe=""))
    return f"{path}?{urlencode(args)}" if args else path


def _say(words: Said) -> str:
    return words.vietnamese if languages.current() == languages.DEFAULT else words.english
