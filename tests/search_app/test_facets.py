import numpy as np
import pytest

from search_app.core.errors import UnknownFacetValueError
from search_app.core.facets import facet_list, own_group_masks, resolve
from search_app.core.model import UNKNOWN, FacetValue

CITIES = ["Hà Nội", "Hải Phòng", "TP. Hồ Chí Minh"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Hải Phòng", "Hải Phòng"),
        ("hai phong", "Hải Phòng"),
        ("HẢI PHÒNG", "Hải Phòng"),
        ("thành phố Hải Phòng", "Hải Phòng"),
        ("Tp Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("ho chi minh", "TP. Hồ Chí Minh"),
        ("TPHCM", "TP. Hồ Chí Minh"),
        ("thủ đô", "Hà Nội"),
    ],
)
def test_a_city_is_matched_marked_or_folded_in_any_case(wanted, found):
    assert resolve("city", [wanted], CITIES) == (found,)


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (["báo", "bảo"], "báo"),
        (["C", "C++"], "C"),
        (["thông minh", "thành phố thông minh"], "thông minh"),
        (["!!!", "😀"], "😀"),
    ],
)
def test_an_exact_value_does_not_bring_its_look_alikes(known, wanted):
    assert resolve("topic", [wanted], known) == (wanted,)


@pytest.mark.parametrize("wanted", ["Atlantis", "", "!!", "thành phố"])
def test_an_unknown_city_is_named_with_the_known_ones(wanted):
    with pytest.raises(UnknownFacetValueError, match="Use one of: Hà Nội, Hải Phòng"):
        resolve("city", [wanted], CITIES)


def test_a_year_without_articles_can_be_asked_for_but_no_other_word():
    assert resolve("year", [2019, "2021", "Khong ro"], ["2021"]) == ("2019", "2021", UNKNOWN)
    assert resolve("year", ["1000", "9999"], ["2021"]) == ("1000", "9999")
    for odd in ("hai nghìn", "999", "10000"):
        with pytest.raises(UnknownFacetValueError):
            resolve("year", [odd], ["2021"])


def test_a_facets_own_choice_does_not_narrow_its_own_counts():
    matched = np.array([1, 1, 1, 0], bool)
    city, year = np.array([1, 0, 0, 1], bool), np.array([1, 1, 0, 1], bool)

    masks = own_group_masks(matched, {"city": city, "year": year})

    assert masks[None].tolist() == [True, False, False, False]
    assert masks["city"].tolist() == [True, True, False, False]
    assert masks["year"].tolist() == [True, False, False, False]


def test_values_come_by_count_years_newest_first_unknown_last():
    assert facet_list("city", {"A": 1, "B": 2, "C": 0}, ["C"]) == (
        FacetValue("B", 2, selected=False),
        FacetValue("A", 1, selected=False),
        FacetValue("C", 0, selected=True),
    )
    assert facet_list("city", {"A": 1, UNKNOWN: 9}, []) == (FacetValue("A", 1, selected=False),)
    assert facet_list("city", {"A": 1, UNKNOWN: 9}, [UNKNOWN])[1].count == 9
    years = facet_list("year", {"2021": 9, UNKNOWN: 9, "2023": 1}, [])
    assert [value.value for value in years] == [2023, 2021, UNKNOWN]
