"""The colours of pictures: seen on their page, and told apart by people who see fewer hues."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from search_app import web

STATIC = Path(web.__file__).parent / "static"
LAYERS = ("l0", "l1", "l2", "l3", "lx", "ly", "lz")
SHADES = ("s0", "s1", "s2", "s3", "s4", "s5")
# How people see without one kind of cone: Machado, Oliveira and Fernandes, "A physiologically-based
# model for simulation of color vision deficiency", 2009, severity 1; of linear RGB.
SEEN = {
    "all cones": np.eye(3),
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def colours(scheme):
    """Return the colours by name, linear, as the style sheets set them for light or dark."""
    found = {}
    for sheet in ("base.css", "charts.css"):
        screen = (STATIC / sheet).read_text("utf-8").partition("@media print")[0]
        light, _, dark = screen.partition("prefers-color-scheme: dark")
        text = light if scheme == "light" else light + dark
        found |= dict(re.findall(r"--([\w-]+): #([0-9a-f]{6}|[0-9a-f]{3})\b", text))
    return {name: linear(value) for name, value in found.items()}


def linear(digits):
    whole = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = np.array([int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return what WCAG 2 calls so."""
    low, high = sorted((_XYZ[1] @ one, _XYZ[1] @ other))
    return (high + 0.05) / (low + 0.05)


def lab(colour):
    """Return CIE L*a*b* of a linear colour, in which distances are about what is seen."""
    x, y, z = np.cbrt(_XYZ @ np.clip(colour, 0.001, 1) / _XYZ.sum(axis=1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_layer_stands_out_from_the_page_that_parts_them(scheme):
    own = colours(scheme)
    assert [name for name in LAYERS if contrast(own[name], own["paper"]) < 3] == []


@pytest.mark.parametrize("cones", SEEN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_layers_are_told_apart_with_fewer_cones(scheme, cones):
    own = colours(scheme)
    seen = {name: lab(np.array(SEEN[cones]) @ own[name]) for name in LAYERS}
    pairs = itertools.combinations(LAYERS, 2)
    assert [pair for pair in pairs if np.linalg.norm(seen[pair[0]] - seen[pair[1]]) < 15] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shades_go_one_way_have_an_edge_and_labels_that_can_be_read(scheme):
    own = colours(scheme)
    lightness = [lab(own[name])[0] for name in SHADES]
    steps = [after - before for before, after in itertools.pairwise(lightness)]
    assert all(abs(step) > 4 for step in steps)
    assert len({step > 0 for step in steps}) == 1
    assert contrast(own["control"], own["paper"]) >= 3
    texts = {"s0": "soft", "s1": "on-pale", "s2": "on-pale", "s4": "on-deep", "s5": "on-deep"}
    texts["s3"] = "on-middle"
    assert [name for name in texts if contrast(own[name], own[texts[name]]) < 4.5] == []
