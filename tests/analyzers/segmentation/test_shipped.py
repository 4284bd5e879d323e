"""pyvi's files are read whole, and refused with a reason when they are not."""

import dataclasses
import importlib.util
import pickle
import re

import numpy as np
import pytest
from pyvi.ViTokenizer import ViTokenizer

from analyzers.segmentation import shipped
from analyzers.segmentation.crfsuite import read_model
from analyzers.segmentation.grams import GramSet
from analyzers.segmentation.shipped import read_shipped
from analyzers.segmentation.tagger import Tagger


def test_every_weight_is_the_one_crfsuite_reads(tmp_path):
    """Its own dump is compared; one name holds a line break, so the dump is no list of lines."""
    tagger = ViTokenizer.model.tagger_
    tagger.dump(str(tmp_path / "dump"))
    dump = (tmp_path / "dump").read_text("utf-8")
    theirs = {
        (attribute, label): float(weight)
        for attribute, label, weight in re.findall(
            r"\(0\) ((?:.|\n)+?) --> (B_W|I_W): (-?\d+\.\d+)\n", dump
        )
    }
    model = read_shipped().model
    ours = {
        (attribute, label): weight
        for attribute, weights in zip(model.attributes, model.weights.tolist(), strict=True)
        for label, weight in zip(model.labels, weights, strict=True)
    }

    assert model.labels == tagger.labels()
    assert len(theirs) > len(model.attributes) == 6_335
    assert {key: ours.get(key) for key in theirs} == pytest.approx(theirs, abs=1e-6)
    assert {key for key, weight in ours.items() if weight} <= theirs.keys()


def test_a_model_with_other_labels_is_refused():
    shipped_ = read_shipped()
    other = dataclasses.replace(shipped_.model, labels=["B", "I"])

    with pytest.raises(ValueError, match="has the labels"):
        Tagger(dataclasses.replace(shipped_, model=other))


def test_a_token_in_no_gram_is_like_no_syllable_of_one():
    tagger = Tagger(read_shipped())
    tagger.segment(["zzz"])

    assert tagger._vocabulary.grams[1] == len(tagger._grams) not in tagger._grams.values()


def test_the_word_list_is_pyvis():
    ours = read_shipped()

    assert {" ".join(gram) for gram in ours.bigrams} == ViTokenizer.bi_grams
    assert {" ".join(gram) for gram in ours.trigrams} == ViTokenizer.tri_grams


def test_a_set_of_grams_finds_them_where_they_start():
    grams = GramSet([(1, 2), (2, 1), (3, 3)], size=4)

    assert grams.starts(np.array([3, 3, 3, 1, 2, 1, 1])).tolist() == [1, 1, 0, 1, 1, 0]
    assert grams.starts(np.array([3])).tolist() == []


@pytest.mark.parametrize("data", [b"", b"lCRF", b"PK\3\4" + bytes(60), b"lCRF" + bytes(60)])
def test_bytes_that_are_no_model_are_refused(data):
    with pytest.raises(ValueError, match=r"no (whole )?CRFsuite model|no table of names"):
        read_model(data)


def test_a_pickle_without_the_model_is_refused():
    with pytest.raises(ValueError, match="pyvi's model is not where we know it"):
        shipped._crfsuite_bytes(pickle.dumps({"no": "model"}))


def test_a_hostile_pickle_runs_nothing(tmp_path):
    class Hostile:
        def __reduce__(self):
            return open, (str(tmp_path / "written"), "w")

    with pytest.raises(ValueError, match="pyvi's model"):
        shipped._crfsuite_bytes(pickle.dumps(Hostile()))
    assert not list(tmp_path.iterdir())


def test_without_pyvi_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(ImportError, match="pip install pyvi"):
        read_shipped()
