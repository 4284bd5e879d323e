"""CRFsuite's model file into arrays.

The layout is that of crf1d_model.c and cqdb.c of CRFsuite 0.12 (N. Okazaki,
“CRFsuite”, 2007), little-endian:

    header    "lCRF", size, type, version, three counts (the first is not filled in),
              offsets of: features, labels, attributes, ...
    features  "FEAT", size, count; then of each: type (0: attribute -> label,
              1: label -> label), source, target, weight
    labels, attributes: a constant quark database each: a table from number to name
              (and a hash table back, not read here), a name being its size, text and a NUL

An attribute's name may hold a line break, so the text dump of a model cannot be parsed.
"""

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_HEADER = struct.Struct("<4s24x3I")
_NAMES = struct.Struct("<4s12x2I")  # "CQDB", size, flag, byte order; names, offset of their table
_FEATURES = struct.Struct("<4s4xI")
_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])


@dataclass(frozen=True, slots=True)
class Model:
    """A first-order linear-chain CRF. `weights` holds for each attribute one number a label."""

    labels: list[str]
    attributes: list[str]
    weights: npt.NDArray[np.float64]  # attributes x labels
    transitions: npt.NDArray[np.float64]  # labels x labels: from, to


def read_model(data: bytes) -> Model:
    """Return the model in the bytes of a CRFsuite model file.

    Raises:
        ValueError: the bytes are no such model, or end too early.
    """
    try:
        magic, features_at, labels_at, attributes_at = _HEADER.unpack_from(data)
        if magic != b"lCRF":
            raise ValueError(f"no CRFsuite model: it begins with {magic!r}")
        labels = _read_names(data, labels_at)
        attributes = _read_names(data, attributes_at)
        _, count = _FEATURES.unpack_from(data, features_at)
        features = np.frombuffer(data, _FEATURE, count, features_at + _FEATURES.size)
    except struct.error as error:
        raise ValueError(f"no whole CRFsuite model: {error}") from error
    weights = np.zeros((len(attributes), len(labels)))
    transitions = np.zeros((len(labels), len(labels)))
    for kind, table in enumerate((weights, transitions)):
        chosen = features[features["type"] == kind]
        table[chosen["source"], chosen["target"]] = chosen["weight"]
    return Model(labels, attributes, weights, transitions)


def _read_names(data: bytes, start: int) -> list[str]:
    """Return the names of the quark database at `start`, by number."""
    magic, count, table_at = _NAMES.unpack_from(data, start)
    if magic != b"CQDB":
        raise ValueError(f"no table of names at byte {start}: {magic!r}")
    names = []
    for at in struct.unpack_from(f"<{count}I", data, start + table_at):
        _, size = struct.unpack_from("<II", data, start + at)
        name = data[start + at + 8 : start + at + 8 + size - 1]
        names.append(name.decode("utf-8"))
    return names
