"""The colours of the statuses in Word and Excel; a colour never stands without its words."""

from __future__ import annotations

from tutela.evidence.finding import Status

FILL: dict[Status, str] = {"addressed": "DDEFE3", "partly": "FCEFCB", "not-found": "E6E8EC"}
"""Backgrounds. "Not found" is grey, not red: it is not a "no"."""

INK: dict[Status, str] = {"addressed": "14532D", "partly": "6B4200", "not-found": "374151"}
"""Text on these backgrounds, with a contrast of 7 to 1 or more."""

CONTRARY = "8A1C10"
"""Text that says that a passage is contrary, with a contrast of 9 to 1 on white."""

ACCENT = "1F3A5F"
"""Headings and heads of tables."""

QUIET = "555B66"
"""Text that stands back: sources, notes."""
