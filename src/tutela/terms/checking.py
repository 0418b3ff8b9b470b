"""Checking a text: the terms in it, those that an exception covers marked as such, with what to write instead."""

from __future__ import annotations

from tutela.terms.exceptions import exemptions
from tutela.terms.finding import Finding
from tutela.terms.fixing import edit_of
from tutela.terms.loading import matcher
from tutela.terms.settings import NO_SETTINGS, Settings


def check_terms(text: str, language: str, settings: Settings = NO_SETTINGS) -> list[Finding]:
    """All terms in a text of one language ("en", "fr", "es"), in order, exceptions among them."""
    hits = [hit for hit in matcher(language).find(text) if hit.rule.id not in settings.off]
    if not hits:
        return []
    found = []
    for hit, exemption in zip(hits, exemptions(text, language, hits, settings), strict=True):
        edit = edit_of(text, language, hit) if exemption is None and hit.fix is not None else None
        found.append(Finding(hit.rule, hit.start, hit.end, text[hit.start : hit.end], exemption, edit))
    return found
