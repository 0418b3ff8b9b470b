"""How common words are in laws, reports and policies: what makes a rare idea tell more than a common one.

The table (``frequencies.json``) was counted once, by ``benchmarks/frequencies.py``. Being fixed, it keeps a
passage's score from depending on what else is in the run.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

from tutela.evidence.tokens import Stems

LEAST_SHARE = 0.0002
"""Share of passages taken for a word that is not in the table."""


@cache
def _table() -> dict[str, Any]:
    text = resources.files("tutela.evidence").joinpath("frequencies.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


class Frequencies:
    """The share of passages (of some hundred words) in one language that hold a word."""

    def __init__(self, stems: Stems) -> None:
        table = _table()[stems.language]
        passages: int = table["passages"]
        times: dict[str, int] = table["words"]
        self._words = list(times)  # sorted
        shares = [times[word] / passages for word in self._words]
        self._up_to: list[float] = [0.0, *accumulate(shares)]
        self._stems: dict[str, float] = {}
        for stem, share in zip(stems.of_folded(self._words), shares, strict=True):
            self._stems[stem] = self._stems.get(stem, 0.0) + share

    def share(self, keys: Iterable[str]) -> float:
        """The share for any of these stems and beginnings (``indemni*``)."""
        return 1 - math.exp(-sum(map(self._share, keys))) + LEAST_SHARE

    def _share(self, key: str) -> float:
        if not key.endswith("*"):
            return self._stems.get(key, 0.0)
        first = bisect_left(self._words, key[:-1])
        end = bisect_left(self._words, f"{key[:-1]}\uffff")
        return self._up_to[end] - self._up_to[first]
