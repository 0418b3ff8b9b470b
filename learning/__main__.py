"""Learn again, write what the engine keeps, and print how well documents are judged that were left out.

python -m learning [--only-figures]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.folds import family_of
from benchmarks.passages import labelled
from benchmarks.quality import evaluated

from learning.learning import Lesson, found_labels, learn, left_out, prepare
from learning.passages import labelled_passages
from learning.wholeness import left_out_figures
from tutela.evidence.learned import write_learned
from tutela.evidence.scoring import LEAST
from tutela.evidence.sparse import Floats
from tutela.register.loading import load_register
from tutela.register.measures import Register

WEIGHTS = Path(__file__).parents[1] / "src" / "tutela" / "evidence" / "weights"


def main() -> None:
    begun = time.perf_counter()
    register = load_register()
    try:
        lesson = prepare(labelled_passages(), register, family_of)
    except ValueError as error:
        sys.exit(f"{error} It is expected beside the project, in ../shared/gold.")
    print(f"{len(lesson.passages)} passages, {lesson.view.traits.shape[1]} traits, {time.perf_counter() - begun:.0f} s")
    scores = left_out(lesson)
    if "--only-figures" not in sys.argv:
        learned = learn(lesson, register, scores)
        file = WEIGHTS / f"{register.id}.npz"
        file.parent.mkdir(exist_ok=True)
        write_learned(learned, file)
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB; {json.dumps(learned.about)}")
        print(
            json.dumps(
                {**learned.weights, "bias": dict(learned.bias), "leading": learned.leading, "further": learned.further}
            )
        )
    print("Each document left out (figures of evaluate.py):")
    for name, own in evaluated(labelled(), by_id(lesson, register, scores)).items():
        print(f"{name:4}", "  ".join(f"{figure} {value:.3f}" for figure, value in own.items()))
    print("Evidence that does what is asked, or part of it, each document left out:")
    told = left_out_figures(found_labels(lesson, register, scores), len(register.measures))
    print("  ".join(f"{figure} {value:.3f}" for figure, value in told.items()))


def left_out_scores(lesson: Lesson, register: Register) -> dict[str, dict[str, float]]:
    """The scores of ``left_out``, named (see ``by_id``)."""
    return by_id(lesson, register, left_out(lesson))


def by_id(lesson: Lesson, register: Register, scores: Floats) -> dict[str, dict[str, float]]:
    """Scores (passages x measures) by the ids of both; those that are next to nothing are not given."""
    measures = [measure.id for measure in register.measures]
    return {
        one.id: {measure: round(score, 4) for measure, score in zip(measures, own, strict=True) if score >= LEAST}
        for one, own in zip(lesson.passages, scores.tolist(), strict=False)
    }


if __name__ == "__main__":
    main()
