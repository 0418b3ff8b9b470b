"""What Tutela says of each labelled passage when it has learned without the documents of the passage's family.

    python -m benchmarks.left_out

prints one line of JSON for each labelled passage, ``{"id", "measures": [{"id", "score"}]}`` as ``tutela match`` does.
``make gains`` runs it in other commits too: its name and its lines stay as they are.
"""

from __future__ import annotations

import json
import sys

from learning.__main__ import left_out_scores
from learning.learning import prepare
from learning.passages import labelled_passages

from benchmarks.folds import family_of
from benchmarks.row import Scores
from tutela.register.loading import load_register
from tutela.register.measures import Register


def left_out(register: Register) -> Scores:
    """The scores whose figures ``python -m learning`` prints. ValueError where the labelled passages are absent."""
    return left_out_scores(prepare(labelled_passages(), register, family_of), register)


def main() -> None:
    try:
        scores = left_out(load_register())
    except ValueError as error:
        sys.exit(f"{error} It is expected beside the project, in ../shared/gold.")
    for id, given in scores.items():
        measures = [{"id": measure, "score": score} for measure, score in given.items()]
        sys.stdout.write(json.dumps({"id": id, "measures": measures}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
