"""What the check of a text found, in a form that the confined process can hand over."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from tutela.terms.finding import Kind
from tutela.terms.loading import LANGUAGES, load_rules
from tutela.terms.rule import Rule
from tutela.text.document_json import notice_from_json, notice_to_json
from tutela.text.notices import Notice


@dataclass(frozen=True, slots=True)
class Found:
    """A term at a place of the text: ``write`` is its safe replacement, in the place of ``replaces`` (which may begin
    before the term), "" where there is none; ``kind`` and ``what`` say why it is left alone, "" where it is not;
    ``page`` and ``label`` where it stands in a document."""

    rule: str
    language: str
    start: int
    end: int
    replaces: str = ""
    write: str = ""
    kind: str = ""
    what: str = ""
    page: int | None = None
    label: str = ""

    def of(self) -> Rule:
        """The rule. Raises KeyError for one that there is not."""
        for rule in load_rules(self.language):
            if rule.id == self.rule:
                return rule
        raise KeyError(self.rule)


@dataclass(frozen=True, slots=True)
class Result:
    """A checked text. ``in_lines``: its paragraphs are lines, for it was read from a document; ``findings`` are those
    that are shown, of all that ``avoid``, ``care`` and ``left_alone`` count; ``corrected`` is the text with
    ``replaced`` safe replacements made."""

    text: str
    language: str
    in_lines: bool
    findings: tuple[Found, ...]
    avoid: int
    care: int
    left_alone: int
    corrected: str
    replaced: int
    notices: tuple[Notice, ...] = ()


def result_to_json(result: Result) -> dict[str, Any]:
    """A result as JSON."""
    told = {one.name: getattr(result, one.name) for one in fields(result)}
    return {
        **told,
        "findings": [asdict(one) for one in result.findings],
        "notices": [notice_to_json(one) for one in result.notices],
    }


def result_from_json(kept: dict[str, Any]) -> Result:
    """The result of this JSON. Raises KeyError, ValueError or TypeError for another form: what a hostile file brought
    its reader to write is believed in nothing that a page or a rule is looked up by."""
    findings = tuple(Found(**one) for one in kept["findings"])
    last = 0
    for one in findings:
        if one.language not in LANGUAGES or not last <= one.start < one.end <= len(kept["text"]):
            raise ValueError(one)
        if one.kind:
            Kind(one.kind)
        one.of()
        last = one.end
    if kept["language"] not in LANGUAGES:
        raise ValueError(kept["language"])
    notices = tuple(map(notice_from_json, kept["notices"]))
    for told in notices:
        told.what()
    return Result(**{**kept, "findings": findings, "notices": notices})
