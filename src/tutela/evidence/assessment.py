"""An assessment: the findings for a set of documents, with everything needed to repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tutela import __version__
from tutela.evidence.document_kind import with_kind
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.finding import Assessment, Located
from tutela.evidence.findings import NEAREST, findings
from tutela.evidence.match import Scorer
from tutela.register.measures import Register
from tutela.text.document import Document, SetAside


def assess(
    results: Iterable[Document | SetAside],
    register: Register,
    *,
    state: str = "",
    created: str | None = None,
    scorer: Scorer | None = None,
) -> Assessment:
    """Assess what was read against a register.

    ``results`` come from ``tutela.text.folder.read_files``, or are documents from ``read_document``; each is scored
    as soon as it comes. What kind of document it is, told from its wording, says which grades its passages can have.
    ``created`` is the time to give (ISO 8601, UTC; now where it is None). Footnotes and rows of tables count as
    passages like others.
    """
    documents: list[Document] = []
    set_aside: list[SetAside] = []
    matched = _matches(results, documents, set_aside, scorer or ConceptScorer(register, least=NEAREST))
    found = findings(matched, register)
    return Assessment(
        state=state,
        created=created or datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        register=register,
        documents=tuple(documents),
        set_aside=tuple(set_aside),
        findings=found,
    )


def _matches(
    results: Iterable[Document | SetAside], documents: list[Document], set_aside: list[SetAside], scorer: Scorer
) -> Iterator[Located]:
    """The matches that a finding can show; sorts the results into ``documents`` and ``set_aside`` as they come."""
    for result in results:
        if isinstance(result, SetAside):
            set_aside.append(result)
            continue
        number = len(documents)
        document = with_kind(result)
        documents.append(document)
        for matches in scorer.matches(document.passages):
            for match in matches:
                if match.score >= NEAREST:
                    yield Located(number, match)
