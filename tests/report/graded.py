"""An assessment with passages of every grade and direction, and with some that a person must decide on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.report.assessments import STATE, Draft, match
from tests.report.small_register import said, small_register

from tutela.evidence.finding import Assessment, Finding, Located
from tutela.evidence.match import Direction, Grade, Match, Reason
from tutela.text.document import Passage

AGAINST = (
    Reason("unless", said("exception", "exception", "excepción"), (), 0.3),
    Reason(
        "no-duty", said("no duty is stated", "aucune obligation énoncée", "no se enuncia ninguna obligación"), (), 0.2
    ),
    Reason("other-topic", said("another topic", "autre sujet", "otro tema"), (), 0.1),
    Reason("far-apart", said("ideas far apart", "idées éloignées", "ideas alejadas"), (), 0.05),
)

DUTY, DELAY = "shall report", "without delay"


def graded() -> Assessment:
    """Three documents and, in the order of the measures:

    law and a contrary law; not found with seven unsure; only recommended with one unsure; law, policy and practice with
    six contrary; not found with one contrary.
    """
    act, plan, report = _act(), _plan(), _report()
    findings = (
        Finding(
            "legislation.child",
            "addressed",
            _at(0, _graded("legislation.child", act.passages[0], 0.9, "law", child_under_18="under eighteen years")),
            (),
            contrary=_at(
                0, _graded("legislation.child", act.passages[1], 0.45, "law", "contrary", child_under_18="fourteen years")
            ),
        ),
        Finding(
            "legislation.counsel",
            "not-found",
            (),
            (),
            unsure=_at(
                1,
                *(
                    replace(_graded("legislation.counsel", passage, 0.48, "policy", "part", free_counsel="avocat"), against=AGAINST)
                    for passage in plan.passages[1:8]
                ),
            ),
        ),
        Finding(
            "data.collect",
            "partly",
            _at(2, _graded("data.collect", report.passages[1], 0.6, "recommendation", "part", data_collection="datos")),
            (),
            unsure=_at(2, _graded("data.collect", report.passages[2], 0.4, "practice", data_collection="cifras")),
        ),
        Finding(
            "online.report",
            "addressed",
            (
                *_at(0, *(_reports(passage, 0.95 - 0.02 * n, "law") for n, passage in enumerate(act.passages[2:8]))),
                *_at(1, _graded("online.report", plan.passages[0], 0.62, "policy", duty_to_report="signalent")),
                *_at(2, _graded("online.report", report.passages[0], 0.55, "practice", duty_to_report="denunciaron")),
            ),
            (),
            contrary=_at(0, *(_contrary(passage) for passage in act.passages[8:14])),
        ),
        Finding("online.plan", "not-found", (), (), contrary=_at(0, _graded("online.plan", act.passages[14], 0.41, "law", "contrary", national_plan="plan"))),
    )  # fmt: skip
    documents = (act.seal(), plan.seal(), report.seal())
    return Assessment(STATE, "2026-11-01T09:05:00+00:00", "0.1.0", small_register(), documents, (), findings)


def _at(document: int, *matches: Match) -> tuple[Located, ...]:
    return tuple(Located(document, match) for match in matches)


def _graded(
    measure: str, passage: Passage, score: float, grade: Grade, direction: Direction = "does", **words: str
) -> Match:
    return replace(match(measure, passage, score, **words), grade=grade, direction=direction)


def _reports(passage: Passage, score: float, grade: Grade) -> Match:
    return _graded("online.report", passage, score, grade, duty_to_report=DUTY, without_delay=DELAY)


def _contrary(passage: Passage) -> Match:
    contrary = _graded("online.report", passage, 0.44, "law", "contrary", duty_to_report="not bound to report")
    return replace(contrary, against=AGAINST[:1])


def _filled(draft: Draft, sentences: Sequence[str], label: str) -> Draft:
    for number, sentence in enumerate(sentences, 1):
        draft.add(sentence, f"{label} {number}", ("Protection",), number if draft.pages else None)
    return draft


def _act() -> Draft:
    sentences = [
        "A child is every person under eighteen years of age.",
        "For the purposes of this Part, a child is a person under fourteen years of age.",
        *(f"A provider of service {n} {DUTY} the material to the police {DELAY}." for n in "ABCDEF"),
        *(f"A provider of service {n} is not bound to report what its users store." for n in "GHIJKL"),
        "No authority is required to draw up a plan.",
    ]
    return _filled(Draft("laws/children-act.pdf", "pdf", "Children Act", "en", 20), sentences, "Art.")


def _plan() -> Draft:
    sentences = [
        "D'ici à la fin du plan, les fournisseurs signalent sans délai tout contenu.",
        *(f"Dans la région {n}, l'enfant peut rencontrer un avocat selon les moyens disponibles." for n in range(1, 8)),
    ]
    return _filled(Draft("plans/plan-national.docx", "docx", "Plan national d'action", "fr"), sentences, "§")


def _report() -> Draft:
    sentences = [
        "Durante el año los proveedores denunciaron ante la policía todo el material hallado.",
        "Se recomienda al Estado que recopile datos sobre estos delitos.",
        "Algunas oficinas llevan cifras propias.",
    ]
    return _filled(Draft("reports/informe.html", "html", "Informe periódico", "es"), sentences, "párr.")
