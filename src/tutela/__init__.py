"""Tutela reads laws, policies and reports against an instrument's measures, and shows the evidence and the gaps.

This is the front door; what is not named here may change between versions.

- ``read_document(path)``: a file as a Document of citable passages
- ``load_register(path=None)``: the measures of the Guidelines (CRC/C/156), or of another instrument
- ``find_evidence(passages, register)``: the passages that answer measures, each with score and reasons
- ``assess(documents, register)``: the findings over a set of documents
- ``check_terms(text, language)``: the terms in a text that harm or trivialise, with what to write instead
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["assess", "check_terms", "find_evidence", "load_register", "read_document"]

if TYPE_CHECKING:
    from tutela.evidence.assessment import assess
    from tutela.evidence.engine import find_evidence
    from tutela.register.loading import load_register
    from tutela.terms.checking import check_terms
    from tutela.text.reading import read_document

_ROOMS = {
    "assess": "tutela.evidence.assessment",
    "check_terms": "tutela.terms.checking",
    "find_evidence": "tutela.evidence.engine",
    "load_register": "tutela.register.loading",
    "read_document": "tutela.text.reading",
}


def __getattr__(name: str) -> Any:
    """Open the room that a name stands for when it is asked for: the command line must start fast."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'tutela' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_ROOMS[name]), name)
