"""What was learned from labelled passages for the measures of a register, and the file that keeps it.

``learning/`` writes the file (``weights/<id of the register>.npz``) and says from which passages; ``resemblance.py``
uses it. It knows measures and concepts by their ids and words by their stems: a register that was changed keeps what
still fits, and measures that the file does not know are scored without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tutela.evidence.sparse import Floats, Numbers
from tutela.evidence.traits import Table, Traits
from tutela.evidence.wholeness import Wholeness
from tutela.register.measures import Register
from tutela.register.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned.

    ``rarities`` belong to ``concepts``; ``pairs`` (pairs x 2) are places in ``concepts``. The traits are the pairs,
    then the ``stems`` of each language; ``stem_rarities`` belong to these. ``table`` (traits x measures + 1) says what
    each tells. ``weights`` are those of the signals (see ``resemblance.SIGNALS``) in log odds per unit, ``bias`` (by
    language) is added to them; a passage speaks where its best measure has ``leading`` log odds, and then further
    measures need ``further``; ``whole`` tells what is whole from what is a part
    (None where that was not learned). ``about`` says what it was learned from, and when.
    """

    measures: tuple[str, ...]
    concepts: tuple[str, ...]
    rarities: Floats
    pairs: Numbers
    stems: Mapping[str, tuple[str, ...]]
    stem_rarities: Floats
    table: Table
    weights: Mapping[str, float]
    bias: Mapping[str, float]
    leading: float
    further: float
    whole: Wholeness | None
    about: Mapping[str, Any]

    def traits(self, thesaurus: Thesaurus, language: str) -> Traits:
        """The traits in one language, for this thesaurus."""
        place_of = {concept.id: place for place, concept in enumerate(thesaurus.concepts)}
        rarities = [0.0] * len(thesaurus.concepts)
        for id, rarity in zip(self.concepts, self.rarities.tolist(), strict=True):
            if id in place_of:
                rarities[place_of[id]] = rarity
        # A concept that is gone has a place past the others, where nothing is ever found.
        places = np.array([place_of.get(id, len(rarities)) for id in self.concepts], dtype=np.intp)
        return Traits.of_language([*rarities, 0.0], places[self.pairs], self.stems, self.stem_rarities, language)

    def columns(self, register: Register) -> Numbers:
        """For each measure of a register its column in the table; -1 where nothing was learned for it."""
        place_of = {measure: place for place, measure in enumerate(self.measures)}
        return np.array([place_of.get(measure.id, -1) for measure in register.measures], dtype=np.intp)


def write_learned(learned: Learned, file: Path) -> None:
    """Write what was learned. Numbers of the table are kept to 1/127 of the largest of their row."""
    scales = np.abs(learned.table).max(axis=1) / 127
    table = np.round(learned.table / np.where(scales, scales, 1)[:, None]).astype(np.int8)
    words = {
        "measures": learned.measures,
        "concepts": learned.concepts,
        "stems": learned.stems,
        "weights": dict(learned.weights),
        "bias": dict(learned.bias),
        "leading": learned.leading,
        "further": learned.further,
        "about": dict(learned.about),
    }
    np.savez_compressed(
        file,
        words=np.array(json.dumps(words, ensure_ascii=False)),
        rarities=learned.rarities.astype(np.float32),
        pairs=learned.pairs.astype(np.int16),
        stem_rarities=learned.stem_rarities.astype(np.float32),
        table=table,
        scales=scales.astype(np.float32),
        **_kept_whole(learned.whole),
    )


def read_learned(file: Path) -> Learned:
    """Read what was learned, from a file that ``write_learned`` wrote."""
    with np.load(file) as kept:
        words = json.loads(str(kept["words"]))
        return Learned(
            measures=tuple(words["measures"]),
            concepts=tuple(words["concepts"]),
            rarities=kept["rarities"].astype(np.float64),
            pairs=kept["pairs"].astype(np.intp),
            stems={language: tuple(stems) for language, stems in words["stems"].items()},
            stem_rarities=kept["stem_rarities"].astype(np.float64),
            table=kept["table"].astype(np.float32) * kept["scales"][:, None],
            weights=words["weights"],
            bias=words["bias"],
            leading=words["leading"],
            further=words["further"],
            whole=_whole(kept),
            about=words["about"],
        )


def _kept_whole(whole: Wholeness | None) -> dict[str, Any]:
    if whole is None:
        return {}
    words = {"weights": dict(whole.weights), "bias": whole.bias, "priors": dict(whole.priors), "least": whole.least}
    scale = float(np.abs(whole.traits).max(initial=0.0)) / 127
    return {
        "whole": np.array(json.dumps(words)),
        "whole_traits": np.round(whole.traits / (scale or 1)).astype(np.int8),
        "whole_scale": np.array(scale, dtype=np.float32),
    }


def _whole(kept: Mapping[str, npt.NDArray[Any]]) -> Wholeness | None:
    if "whole" not in kept:
        return None
    traits = kept["whole_traits"].astype(np.float32) * kept["whole_scale"]
    return Wholeness(**json.loads(str(kept["whole"])), traits=traits)


def learned_for(register: Register) -> Learned | None:
    """What the package has learned for this register; None where it has no labelled passages."""
    return _kept(register.id)


@cache
def _kept(register: str) -> Learned | None:
    file = resources.files("tutela.evidence").joinpath("weights", f"{register}.npz")
    with resources.as_file(file) as path:
        return read_learned(path) if path.is_file() else None
