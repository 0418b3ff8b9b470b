"""The report for programs: everything found, and everything needed to repeat the run, as JSON.

The shape is published in ``assessment.schema.json`` (JSON Schema, draft 2020-12), which describes each
property.
"""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from typing import Any

from tutela.evidence.finding import STATUSES, Assessment, Finding, Located
from tutela.evidence.match import Reason
from tutela.register.measures import Measure
from tutela.report.overview import by_grade, overview
from tutela.report.people import outcome_of, tally
from tutela.text.document import Document, SetAside
from tutela.text.notices import Notice

SCHEMA = "urn:tutela:assessment:2"
"""The ``$id`` of the schema; the number grows when a property changes its meaning or goes."""

Json = dict[str, Any]


def schema() -> Json:
    """The published JSON Schema of ``to_json``."""
    source = resources.files("tutela.report").joinpath("assessment.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(source)
    return loaded


def to_json(assessment: Assessment, language: str) -> Json:
    """The assessment as JSON values; names and notices in ``language``, codes and ids the same in each."""
    register = assessment.register
    return {
        "schema": SCHEMA,
        "version": assessment.version,
        "created": assessment.created,
        "state": assessment.state,
        "language": language,
        "register": {
            "id": register.id,
            "name": register.name[language],
            "instrument": register.instrument[language],
            "symbol": register.symbol,
            "digest": register.digest,
        },
        "summary": _summary(assessment, language),
        "documents": [_document(document, language) for document in assessment.documents],
        "set_aside": [_set_aside(file, language) for file in assessment.set_aside],
        "measures": [
            _measure(assessment, measure, finding, language)
            for measure, finding in zip(register.measures, assessment.findings, strict=True)
        ],
        "repeat": repeat(assessment, language),
    }


def json_text(values: Json) -> str:
    """JSON values as text that UTF-8 can hold, for people to read too: one property a line.

    A file name that is not UTF-8 holds half surrogate pairs; they are written as JSON's own "\\udcff".
    """
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


def repeat(assessment: Assessment, language: str) -> Json:
    """What to run to get this assessment again, and the digests that say whether it is the same."""
    files = [(document.path, document.sha256) for document in assessment.documents]
    files += [(file.path, file.sha256) for file in assessment.set_aside]
    command = ["tutela", "assess", "--language", language]
    if assessment.state:
        command += ["--state", assessment.state]
    # "--" so that a file whose name begins with a hyphen is not taken for an option
    command += ["--", *(path for path, _ in files)]
    return {
        "command": command,
        "version": assessment.version,
        "register_digest": assessment.register.digest,
        "files": [{"path": path, "sha256": sha256} for path, sha256 in files],
    }


def _summary(assessment: Assessment, language: str) -> Json:
    register = assessment.register
    section_of = {measure.id: measure.section for measure in register.measures}
    counts = Counter((section_of[finding.measure], finding.status) for finding in assessment.findings)
    by_section = []
    for section in register.sections:
        by_status = {status: counts[section.id, status] for status in STATUSES}
        by_section.append(
            {
                "id": section.id,
                "heading": section.heading[language],
                "total": sum(by_status.values()),
                "by_status": by_status,
            }
        )
    statuses = Counter(finding.status for finding in assessment.findings)
    told = overview(assessment.findings)
    return {
        "total": len(assessment.findings),
        "by_status": {status: statuses[status] for status in STATUSES},
        "by_section": by_section,
        "by_grade": dict(told.by_grade),
        "only_recommended": told.only_recommended,
        "contrary": list(told.contrary),
        "unsure": list(told.unsure),
        **_people(assessment),
    }


def _people(assessment: Assessment) -> Json:
    """What people decided, where anybody has."""
    counted = tally(assessment.findings)
    if counted is None:
        return {}
    return {
        "people": {
            "measures": counted.measures,
            "changed": counted.changed,
            "passages": {str(said): count for said, count in counted.passages.items()},
        }
    }


def _document(document: Document, language: str) -> Json:
    languages = Counter(passage.language for passage in document.passages)
    return {
        "path": document.path,
        "kind": document.kind,
        "title": document.title,
        "sha256": document.sha256,
        "pages": document.pages,
        "language": document.language,
        "passages": len(document.passages),
        "passages_by_language": dict(sorted(languages.items())),
        "notices": [_notice(notice, language) for notice in document.notices],
    }


def _set_aside(file: SetAside, language: str) -> Json:
    return {"path": file.path, "sha256": file.sha256, **_notice(file.notice, language)}


def _notice(notice: Notice, language: str) -> Json:
    return {"code": notice.code, "what": notice.what(language), "next": notice.next_step(language)}


def _measure(assessment: Assessment, measure: Measure, finding: Finding, language: str) -> Json:
    return {
        "id": measure.id,
        "section": measure.section,
        "articles": list(measure.articles),
        "title": measure.title[language],
        "asks": measure.asks[language],
        "addressees": list(measure.addressees),
        "themes": list(measure.themes),
        "status": finding.status,
        "by_grade": dict(by_grade(finding)),
        "evidence": [_passage(assessment, located, language) for located in finding.evidence],
        "contrary": [_passage(assessment, located, language) for located in finding.contrary],
        "unsure": [_passage(assessment, located, language) for located in finding.unsure],
        "misses": [_passage(assessment, located, language) for located in finding.misses],
        **_judged(assessment, finding, language),
    }


def _judged(assessment: Assessment, finding: Finding, language: str) -> Json:
    """The status by the program alone and the passages that people rejected, where anybody has judged."""
    if finding.machine is None:
        return {}
    return {
        "machine": finding.machine,
        "rejected": [_passage(assessment, located, language) for located in finding.rejected],
    }


def _passage(assessment: Assessment, located: Located, language: str) -> Json:
    match = located.match
    passage = match.passage
    return {
        "document": {"index": located.document, "path": assessment.documents[located.document].path},
        "kind": passage.kind,
        "label": passage.label,
        "heading_path": list(passage.heading_path),
        "page": passage.page,
        "span": list(passage.span),
        "language": passage.language,
        "lead": passage.lead,
        "quotation": passage.text,
        "score": match.score,
        "grade": match.grade,
        "direction": match.direction,
        "reasons": [_reason(reason, language) for reason in match.reasons],
        "against": [_reason(reason, language) for reason in match.against],
        **_said(located),
    }


def _said(located: Located) -> Json:
    """What people said of a passage, together and each, where anybody has."""
    if not located.judgements:
        return {}
    each = [
        {"answer": judgement.answer, "by": judgement.by, "at": judgement.at, "note": judgement.note}
        for judgement in located.judgements
    ]
    return {"outcome": outcome_of(located), "judgements": each}


def _reason(reason: Reason, language: str) -> Json:
    return {
        "concept": reason.concept,
        "name": reason.name[language],
        "spans": [list(span) for span in reason.spans],
        "weight": reason.weight,
    }
