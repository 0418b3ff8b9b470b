"""What kind of document it is, told from its title and from how a sample of its passages is worded.

The weights were fitted on labelled documents and rounded. Where the kinds come too near each other, nothing is said,
and each passage is graded by itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from tutela.evidence.grade import OPENINGS
from tutela.text.document import Document, Passage

Row = tuple[float, float, float]

KINDS = ("law", "guidance", "report")
"""The kinds that can be told apart: laws and treaties; plans, policies and guides; reports, findings and reviews."""

SAMPLE, LEAST_TEXT = 48, 40
"""So many passages are looked at, spread over the document, and so long they are at least."""

COUNTED = 12
"""More passages than this do not make it surer: they come from the same hand."""

MARGIN = 1.5
"""By so much (log odds) the best kind must lead."""

TITLE = 5.0
"""What the title counts for the kind that its first telling word names (log odds)."""

UNSURE_PASSAGE = 0.05
"""No passage alone makes a kind less likely than this."""

USUAL: Row = (0.0, 0.3, -0.3)

BY_OPENING: dict[str, Row] = {
    "provision": (1.8, -0.6, -1.2),
    "review": (-0.4, -0.6, 0.9),
    "paragraph": (0.0, -1.0, 1.0),
    "item": (-1.1, 1.8, -0.7),
}

BY_WORDS: Row = (1.5, 0.9, 1.0)
AGAINST: dict[str, Row] = {"law": (0.0, -0.4, -1.1), "guidance": (-0.6, 0.0, -0.3), "report": (-0.6, -0.4, 0.0)}
"""What the words of a kind count for it, and against the others."""

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "law": {
        "en": (" shall ", "this Act", "ubsection", "section ", " liable ", "guilty of", "ny person who",
               "offence under", "this Code", "States Parties shall", "Each Party", " hereby "),
        "fr": ("présente loi", "présent code", "alinéa", "prévu", "l'article ", " est puni", "sont punis",
               "d'emprisonnement", "décret", "Le juge ", "le tribunal", "Quiconque", "États Parties", "chaque Partie",
               "Est puni"),
        "es": ("presente ley", "esta ley", "este Código", "artículo ", "será reprimido", "será sancionad",
               "Se impondrá", "prisión", "fracción", "inciso", " deberá", " podrá", "El juez", "el tribunal",
               "Estados Partes", "Cada Parte"),
    },
    "guidance": {
        "en": (" will ", "We ", " we ", " our ", "staff", "objective", "indicator", "action plan", "this policy",
               "strategy", "Action ", "volunteer", "by the end of", "Lead:", " must ", " you "),
        "fr": ("sera ", "seront ", "Nous ", " nous ", " notre ", "objectif", "indicateur", "plan d'action", "stratégie",
               "personnel", "bénévole", "Axe ", "Objectif", "d'ici", "vous ", "équipe"),
        "es": ("objetivo", "indicador", "plan de acción", "estrategia", "Objetivo", "Línea", "personal ", "voluntari",
               "nuestr", " nos ", "mos ", " eje ", "meta", "usted", "equipo", "compromi"),
    },
    "report": {
        "en": (" was ", " were ", " had ", "has been", "have been", "delegation", "The Committee", "the Committee",
               "recommend", "reporting period", "State party", " urge", "welcom", "reported", "informed"),
        "fr": (" a été ", "ont été", "avait ", "aient ", "délégation", "Comité", "recommand", "État partie",
               "a indiqué", "au cours de", "Depuis", "ont ", "félicit", "encourage"),
        "es": ("ó ", "aron ", "ieron ", " ha ", " han ", "delegación", "Comité", "recom", "Estado parte", "señaló",
               "Durante", " fue ", "había", "encuesta", "exhort", "insta"),
    },
}  # fmt: skip

_TITLES = re.compile(
    r"\b(?:"
    r"(?P<report>reports?|rapports?|informes?|(?:concluding )?observations?|observaciones|review|recommendations|examen"
    r"|evaluation|évaluation|evaluación)"
    r"|(?P<guidance>general comment|general recommendation|observation générale|observación general|plan|strategy"
    r"|stratégie|estrategia|polic(?:y|ies)|politique|política|programmes?|programa|guid(?:e|ance|elines?)|guía|handbook"
    r"|manual|manuel|toolkit|lignes directrices|directrices|code of conduct|code de conduite|código de conducta"
    r"|safeguarding|circular|circulaire)"
    r"|(?P<law>act|bill|code|loi|ley|código|laws?|constitution|constitución|ordinance|ordonnance|décret|decreto"
    r"|regulations?|règlement|reglamento|convention|convención|convenio|protocol|protocole|protocolo|treaty|traité"
    r"|tratado|directive|directiva)"
    r")\b",
    re.IGNORECASE,
)


def with_kind(document: Document) -> Document:
    """The document, its kind told to its passages where it can be."""
    kind = document_kind(document)
    if not kind:
        return document
    passages = tuple(passage if passage.doctype else replace(passage, doctype=kind) for passage in document.passages)
    return replace(document, passages=passages)


def document_kind(document: Document) -> str:
    """The kind of a document (one of KINDS), or "" where it cannot be told."""
    odds = dict(zip(KINDS, _told(_sample(document.passages)), strict=True))
    titled = _titled(document.title)
    if titled:
        odds[titled] += TITLE
    *_, second, best = sorted(odds, key=odds.__getitem__)
    return best if odds[best] - odds[second] >= MARGIN else ""


def _sample(passages: Sequence[Passage]) -> list[Passage]:
    running = [one for one in passages if one.kind == "body" and len(one.text) >= LEAST_TEXT]
    step = max(1, math.ceil(len(running) / SAMPLE))
    return running[::step]


def _told(passages: Sequence[Passage]) -> list[float]:
    """The log odds of each kind, from all these passages together."""
    sums = [0.0] * len(KINDS)
    for passage in passages:
        odds = _odds(passage)
        total = sum(math.exp(one) for one in odds)
        for place, one in enumerate(odds):
            sums[place] += math.log(math.exp(one) / total + UNSURE_PASSAGE)
    counted = min(1.0, COUNTED / len(passages)) if passages else 0.0
    return [one * counted for one in sums]


def _odds(passage: Passage) -> list[float]:
    odds = list(USUAL)
    for place, kind in enumerate(KINDS):
        words = WORDS[kind].get(passage.language, ())
        times = math.sqrt(min(sum([passage.text.count(word) for word in words]), 4))
        for other, against in enumerate(AGAINST[kind]):
            odds[other] += times * (BY_WORDS[place] if other == place else against)
    opening = f"{passage.label} {passage.text[:80]}".lstrip(' «"“')
    for name, (pattern, _) in OPENINGS.items():
        if pattern.match(opening):
            odds = [one + weight for one, weight in zip(odds, BY_OPENING[name], strict=True)]
    return odds


def _titled(title: str) -> str | None:
    """The kind that the first telling word of a title names."""
    found = _TITLES.search(title)
    return found.lastgroup if found else None
