"""The register of the Guidelines, as the site shows it."""

from __future__ import annotations

from functools import cache

from django.http import Http404

from tutela.evidence.reasons import name_of
from tutela.register.loading import load_register
from tutela.register.measures import Measure, Register
from tutela.register.wording import Wording


@cache
def the_register() -> Register:
    """The register, read once for the life of the process."""
    return load_register()


def measure_or_404(id: str) -> Measure:
    try:
        return the_register().measure(id)
    except KeyError as error:
        raise Http404 from error


@cache
def _concept_names() -> dict[str, Wording]:
    return {concept.id: concept.name for concept in the_register().thesaurus.concepts}


def reason_name(concept: str) -> Wording:
    """The name of the idea that a reason gives."""
    return name_of(concept, _concept_names())
