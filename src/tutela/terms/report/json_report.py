"""The findings as a list in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tutela.terms.rule import Rule
from tutela.terms.sources import Checked, Placed, Replacement


def to_json(files: Iterable[Checked], *, explain: bool = False) -> str:
    """The list, with the exceptions that hold where they are asked for."""
    found = [finding(checked.path, one, explain=explain) for checked in files for one in checked.findings]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def finding(path: str, placed: Placed, *, explain: bool = False) -> dict[str, Any]:
    """One finding. What does not apply is null; lines and columns count from 1, ``end_column`` is the one after."""
    rule, place = placed.finding.rule, placed.place
    told = {
        "level": str(rule.level),
        "rule": rule.id,
        "language": rule.language,
        "file": path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "page": place.page,
        "label": place.label or None,
        "words": placed.finding.words,
        "context": {"before": place.before, "after": place.after},
        "reason": rule.reason,
        "instead": instead(rule),
        "source": rule.source,
        "fix": _fix(placed.replacement),
    }
    if explain:
        held = placed.finding.exemption
        told["exception"] = {"kind": str(held.kind), "words": held.what} if held else None
    return told


def instead(rule: Rule) -> list[dict[str, str | None]]:
    """What to write, and where it means what (null where it always does)."""
    return [{"write": one.write, "when": one.when or None} for one in rule.instead]


def _fix(found: Replacement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    place = found.place
    return {
        "replaces": found.replaces,
        "write": found.write,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
