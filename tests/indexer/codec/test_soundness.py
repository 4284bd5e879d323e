"""Arrays of a segment that do not fit together are refused on opening, by name."""

import numpy as np
import pytest

from indexer.codec.container import map_arrays, write_arrays
from indexer.codec.segment import Segment
from indexer.codec.soundness import _OF_ARTICLES, _STARTS, _STRINGS, check_copies


@pytest.fixture(scope="module")
def arrays(seed_root):
    (path,) = (seed_root / "segments").glob("*.arrays")
    return map_arrays(path)


@pytest.fixture
def opened(tmp_path, arrays):
    """Return a function that opens a segment with some other arrays."""

    def open_with(**others):
        write_arrays(tmp_path / "x.arrays", {**arrays, **others})
        return Segment.open(tmp_path / "x.arrays")

    return open_with


def changed(array, at, value):
    array = array.copy()
    array[at] = value
    return array


def test_a_sound_segment_opens_and_so_does_one_of_before_there_were_rows(opened, arrays, tmp_path):
    assert opened().articles == 5
    older = {name: own for name, own in arrays.items() if not name.startswith(("rest", "common"))}
    write_arrays(tmp_path / "older.arrays", older)
    assert Segment.open(tmp_path / "older.arrays").articles == 5


@pytest.mark.parametrize("name", [*_STARTS, *(f"{own}_ends" for own in _STRINGS)])
def test_places_that_lead_behind_what_there_is_are_refused(opened, arrays, name):
    if not len(arrays[name]):
        pytest.skip("holds nothing here")
    last = changed(arrays[name].astype(np.uint32), -1, 2**32 - 1)
    with pytest.raises(ValueError, match=f"its {name} is damaged"):
        opened(**{name: last})


@pytest.mark.parametrize(
    "name", [own for own in _STARTS if own not in ("pair_starts", "rest_starts")]
)
def test_places_that_do_not_ascend_are_refused(opened, arrays, name):
    middle = changed(arrays[name].astype(np.uint32), 2, 2**31)
    with pytest.raises(ValueError, match=f"its {name} is damaged"):
        opened(**{name: middle})


@pytest.mark.parametrize("name", _OF_ARTICLES)
def test_an_array_of_other_articles_is_refused(opened, arrays, name):
    with pytest.raises(ValueError, match=f"its {name} is damaged"):
        opened(**{name: arrays[name][:-1]})


@pytest.mark.parametrize("day", [-1, 10**12, 2**62])
def test_a_day_of_no_calendar_is_refused(opened, arrays, day):
    with pytest.raises(ValueError, match="its day is damaged"):
        opened(day=changed(arrays["day"], 0, day))


def test_another_type_is_refused(opened, arrays):
    with pytest.raises(ValueError, match="its stream is damaged"):
        opened(stream=arrays["stream"].astype(np.float32))


def test_the_places_of_pairs_are_checked_where_they_are_read(opened, arrays):
    starts = changed(arrays["pair_starts"].astype(np.uint32), 1, 2**31)
    segment = opened(pair_starts=starts)

    for first in (0, 1):
        with pytest.raises(ValueError, match="its pair_starts is damaged"):
            segment.postings("pair", first, first + 1)
    assert len(segment.postings("pair", 2, 3).docs)


@pytest.mark.parametrize("groups", [[1, 200], [1]])
def test_groups_of_copies_are_no_more_than_articles(groups):
    with pytest.raises(ValueError, match="its groups is damaged"):
        check_copies({"articles": np.array([1, 2], "u1"), "groups": np.array(groups, "u1")})
