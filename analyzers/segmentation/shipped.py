"""What the installed pyvi ships: its CRF's weights and its word list. pyvi is not imported."""

import importlib.util
import io
import pickle  # nosec B403  # read by an Unpickler that imports nothing
from codecs import encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzers.segmentation.crfsuite import Model, read_model


@dataclass(frozen=True, slots=True)
class Shipped:
    """pyvi's model and its words of two and of three syllables, lower case, spaces between."""

    model: Model
    bigrams: list[tuple[str, ...]]
    trigrams: list[tuple[str, ...]]


def read_shipped() -> Shipped:
    """Read the files of the installed pyvi.

    Raises:
        ImportError: pyvi is not installed.
        ValueError: its model is not one we can read.
    """
    spec = importlib.util.find_spec("pyvi")  # of a top-level package: runs none of its code
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("pyvi is not installed. Install it: pip install pyvi", name="pyvi")
    models = Path(spec.submodule_search_locations[0], "models")
    grams: dict[int, list[tuple[str, ...]]] = {2: [], 3: []}
    for line in (models / "words.txt").read_bytes().decode("utf-8").split("\n"):
        syllables = tuple(line.split(" "))
        if len(syllables) in grams:
            grams[len(syllables)].append(syllables)
    model = read_model(_crfsuite_bytes((models / "pyvi3.pkl").read_bytes()))
    return Shipped(model, grams[2], grams[3])


def _crfsuite_bytes(pickled: bytes) -> bytes:
    """Return the CRFsuite model inside pyvi's pickle of a scikit-learn estimator."""
    found = _Inert(io.BytesIO(pickled)).load()
    try:
        data = found.state["modelfile"].state["__FILE_RESOURCE_DATA__"]
    except (AttributeError, KeyError) as error:
        raise ValueError(f"pyvi's model is not where we know it: {error!r}") from error
    return bytes(data)


class _Object:
    """Stands for any object of the pickle: remembers its state and does nothing."""

    def __init__(self, *_: Any) -> None:
        self.state: dict[str, Any] = {}

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _Inert(pickle.Unpickler):
    """Reads a pickle without importing or running what it names, scikit-learn above all."""

    def find_class(self, module: str, name: str) -> Any:
        # Bytes are written as text to encode, in this old protocol.
        return encode if (module, name) == ("_codecs", "encode") else _Object
