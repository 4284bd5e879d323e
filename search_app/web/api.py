"""The same answers for programs."""

import dataclasses
from typing import Any

from flask import Blueprint, request

from search_app.core.serialise import page_to_json
from search_app.web.current import current_index
from search_app.web.params import read_per_page, read_state

api = Blueprint("api", __name__)


@api.get("/api/v1/search")
def search() -> dict[str, Any]:
    """Search, as JSON."""
    state = read_state(request.args, collapse=False)
    state = dataclasses.replace(state, per_page=read_per_page(request.args))
    return page_to_json(state.run(current_index()))


@api.get("/api/v1/suggest")
def suggest() -> dict[str, list[str]]:
    """Complete what is being typed."""
    return {"completions": current_index().suggest(request.args.get("q", ""))}


@api.get("/healthz")
def healthz() -> dict[str, Any]:
    """Say that the index answers, and how many articles it holds."""
    return {"status": "ok", "articles": current_index().articles}
