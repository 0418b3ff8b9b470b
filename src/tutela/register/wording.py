"""A text in each language of a register."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "fr", "es")

Wording = Mapping[str, str]
"""A text in each of LANGUAGES."""
