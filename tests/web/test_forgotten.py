"""An index that is served no more is let go of at once: its memory, its files, its lock."""

import gc
import weakref

import pytest

from indexer.memo import memo
from search_app.core.index import Index
from search_app.engines.local import LocalEngine
from search_app.web import create_app

ASKED = [
    "/",
    "/?q=chuyen+doi+so&city=hai+phong",
    "/stats",
    "/stats?places=2025",
    "/article/{id}?q=hội+nghị",
    "/explain/{id}?q=hội+nghị",
    "/cite/bib/{id}",
    "/feed?q=hội",
    "/export.csv",
    "/nowhere",
    "/api/v1/search?q=%22hội+nghị%22+-abc&collapse=1&histogram=1",
    "/api/v1/search?q=chuyen+doi+soo&sort=newest&literal=1",
    "/api/v1/search?page=0",
    "/api/v1/similar/{id}",
    "/api/v1/suggest?q=hoi",
]


@pytest.fixture
def no_collector():
    """Have Python look for no circles, so that only what nobody holds goes."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("path", ASKED)
@pytest.mark.usefixtures("no_collector")
def test_nothing_holds_an_index_after_its_last_answer(seed_root, path):
    served = [Index(LocalEngine.open(seed_root))]
    client = create_app(lambda: served[0]).test_client()
    parts = {
        "index": served[0],
        "engine": served[0]._engine,
        "segment": served[0]._engine._leaves[0].segment,
        "lock": served[0]._engine._generation.lock,
    }
    article = served[0].search().hits[0].id
    client.get(path.format(id=article)).close()
    held = {name: weakref.ref(part) for name, part in parts.items()}

    del parts
    served.clear()

    assert [name for name, part in held.items() if part() is not None] == []


@pytest.mark.usefixtures("no_collector")
def test_what_a_method_answered_does_not_hold_its_object():
    class Counter:
        def __init__(self):
            self.asked = []
            self.double = memo(self._double, 2)

        def _double(self, number):
            self.asked.append(number)
            return 2 * number

    counter = Counter()
    assert [counter.double(number) for number in (1, 1, 2, 3, 1)] == [2, 2, 4, 6, 2]
    assert counter.asked == [1, 2, 3, 1], "the last two are kept"
    double, held = counter.double, weakref.ref(counter)

    del counter

    assert held() is None
    with pytest.raises(ReferenceError):
        double(9)
