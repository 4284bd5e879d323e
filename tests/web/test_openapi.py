"""What the OpenAPI document promises is asked for in all ways that it allows, and in those not."""

import pytest
import schemathesis
from schemathesis.config import GenerationConfig

from search_app.web import create_app
from search_app.web.api.document import document

FOUND = {
    "city": ["hai phong", "TPHP", "Hà Nội", ""],
    "year": ["2021", "khong ro", ""],
    "topic": ["Covid-19", "chuyen doi so", ""],
}


HELD = []  # the index, which is there when the first test runs; the cases are made before


def promised():
    config = schemathesis.Config()
    config.projects.default.generation = GenerationConfig(deterministic=True, max_examples=40)
    promise = schemathesis.openapi.from_dict(document(), config=config)
    promise.app = create_app(lambda: HELD[0])
    return promise


@pytest.fixture(autouse=True)
def _served(seed_index):
    HELD[:] = [seed_index]


@promised().parametrize()
def test_the_api_keeps_its_promises(case):
    if case.meta.generation.mode.is_positive:
        with_values_of_the_index(case)
    # What is compressed is read by test_compression.py.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def with_values_of_the_index(case):
    """Filter by what there is: the document cannot know which cities an index has."""
    for name, known in FOUND.items():
        if name in case.query:
            given = case.query[name]
            case.query[name] = [known[len(str(own)) % len(known)] for own in given]
    case.query.pop("cursor", None)
    for name, given in case.query.items():
        if isinstance(given, float):
            case.query[name] = int(given)  # 5.0 is an integer in JSON, but not in an address
