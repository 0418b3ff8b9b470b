"""The findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tutela import __version__
from tutela.terms.finding import Kind
from tutela.terms.places import Place
from tutela.terms.report import saying
from tutela.terms.rule import Level, Rule
from tutela.terms.sources import STANDARD_INPUT, Checked, Placed

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.AVOID: "error", Level.CARE: "warning", Level.FINE: "note"}


def to_sarif(files: Iterable[Checked]) -> str:
    """One run over all files."""
    known = list(files)
    rules = list({rule_id(one.finding.rule): one.finding.rule for file in known for one in file.findings}.values())
    numbers = {rule_id(rule): number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(known)],
        "results": [_result(file, one, numbers, seen) for file in known for one in file.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def rule_id(rule: Rule) -> str:
    """The id of a rule together with its language, for the same idea has a rule in each."""
    return f"{rule.id}/{rule.language}"


def _driver(rules: Sequence[Rule]) -> dict[str, Any]:
    return {"name": "Tutela terms", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}


def _rule(rule: Rule) -> dict[str, Any]:
    choices = [saying.choice(one, rule.language) for one in rule.instead]
    source = saying.source(rule)
    told = " ".join(filter(None, (saying.reason(rule), saying.instead(rule))))
    marked = "\n".join((saying.reason(rule), "", *(f"- {one}" for one in choices), "", f"*{source}*"))
    return {
        "id": rule_id(rule),
        "shortDescription": {"text": f"{rule.term} ({saying.level(rule)})"},
        "fullDescription": {"text": saying.reason(rule)},
        "help": {"text": f"{told}\n{source}", "markdown": marked},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"tags": ["terminology", "child-protection", rule.language, str(rule.about)]},
    }


def _invocation(files: Sequence[Checked]) -> dict[str, Any]:
    notices = [
        {
            "level": "warning" if file.is_read else "error",
            "message": {"text": f"{notice.what(file.language)} {notice.next_step(file.language)}".strip()},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path)}}],
        }
        for file in files
        for notice in file.notices
    ]
    return {"executionSuccessful": all(file.is_read for file in files), "toolExecutionNotifications": notices}


def _result(file: Checked, placed: Placed, numbers: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    rule = placed.finding.rule
    mark = f"{rule_id(rule)} {file.path} {placed.place.before}|{placed.finding.words}|{placed.place.after}"
    seen[mark] += 1
    found: dict[str, Any] = {
        "ruleId": rule_id(rule),
        "ruleIndex": numbers[rule_id(rule)],
        "level": _LEVELS[rule.level] if placed.is_reported else "note",
        "message": {"text": saying.message(placed)},
        "locations": [_location(file, placed)],
        "partialFingerprints": {"tutelaTerm/v1": hashlib.sha256(f"{mark} {seen[mark]}".encode()).hexdigest()[:32]},
    }
    if placed.finding.exemption:
        is_said = placed.finding.exemption.kind is Kind.COMMENT
        found["suppressions"] = [
            {"kind": "inSource" if is_said else "external", "justification": saying.exception(placed)}
        ]
    if placed.replacement and placed.replacement.edit:
        found["fixes"] = [_fix(file, placed)]
    return found


def _location(file: Checked, placed: Placed) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(file.path)}
    if placed.place.line is not None:
        physical["region"] = {**_region(placed.place), "snippet": {"text": placed.finding.words}}
        return {"physicalLocation": physical}
    location: dict[str, Any] = {"physicalLocation": physical}
    if where := saying.where(placed):
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
        location["message"] = {"text": where}
    return location


def _region(place: Place) -> dict[str, Any]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(file: Checked, placed: Placed) -> dict[str, Any]:
    assert placed.replacement is not None
    change = {
        "artifactLocation": _artifact(file.path),
        "replacements": [
            {
                "deletedRegion": _region(placed.replacement.place),
                "insertedContent": {"text": placed.replacement.write},
            }
        ],
    }
    return {"description": {"text": saying.replacement(placed)}, "artifactChanges": [change]}


def _artifact(path: str) -> dict[str, str]:
    """Where a file is: relative to where the command ran, or absolute, as it was given."""
    if path == STANDARD_INPUT:
        return {"uri": "stdin"}
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(Path(path).as_posix())}
