"""A line of the benchmark's table: something that says which measures a passage answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Passages = list[dict[str, Any]]
"""Passages as in the labelled files: ``id``, ``lang``, ``doc``, ``text``, and ``measures`` where labelled."""

Scores = dict[str, dict[str, float]]
"""By the id of a passage: scores (0..1; 0.5 or more says "evidence") by the id of a measure."""

Ready = Callable[[Passages], object]
"""Scores passages with everything loaded and learned: what is timed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One of those that are compared.

    ``learns`` says whether labels taught it anything beyond one threshold. ``predict`` gives the scores whose quality
    is measured: whoever learns must score each passage without the labels of its document. ``prepare`` loads, and
    learns from all labels, whatever is needed to score; None where it cannot without labels. ``note`` says in a
    sentence what it is. ``remembers`` says whether ``predict`` has what is slow about these passages from before.
    ``explain`` prepares the same with the reasons for all that it says, for those who give reasons only when asked.
    """

    name: str
    learns: bool
    predict: Callable[[Passages], Scores]
    prepare: Callable[[Passages], Ready | None]
    note: str
    remembers: Callable[[Passages], bool] = lambda _: False
    explain: Callable[[Passages], Ready | None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Missing:
    """One that cannot be measured here, and why."""

    name: str
    why: str
