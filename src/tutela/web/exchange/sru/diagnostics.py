"""Diagnostics of SRU: info:srw/diagnostic/1/<code>, with the messages of the Library of Congress’s list."""

from __future__ import annotations

from typing import NamedTuple

MESSAGES = {
    1: "General system error",
    4: "Unsupported operation",
    5: "Unsupported version",
    6: "Unsupported parameter value",
    7: "Mandatory parameter not supplied",
    8: "Unsupported parameter",
    10: "Query syntax error",
    12: "Too many characters in query",
    15: "Unsupported context set",
    16: "Unsupported index",
    19: "Unsupported relation",
    20: "Unsupported relation modifier",
    22: "Unsupported combination of relation and index",
    27: "Empty term unsupported",
    28: "Masking character not supported",
    31: "Anchoring character not supported",
    36: "Term in invalid format for index or relation",
    37: "Unsupported boolean operator",
    38: "Too many boolean operators in query",
    46: "Unsupported boolean modifier",
    48: "Query feature unsupported",
    61: "First record position out of range",
    64: "Record temporarily unavailable",
    66: "Unknown schema for retrieval",
    67: "Record not available in this schema",
    71: "Unsupported record packing",
    72: "XPath retrieval unsupported",
    82: "Unsupported sort sequence",
    84: "Too many sort keys",
    110: "Stylesheets not supported",
}


class Diagnostic(NamedTuple):
    """What was wrong: a code of MESSAGES, and what exactly (the name of a parameter, for instance)."""

    code: int
    details: str = ""

    @property
    def uri(self) -> str:
        return f"info:srw/diagnostic/1/{self.code}"

    @property
    def message(self) -> str:
        return MESSAGES[self.code]


class SRUError(Exception):
    """A request that cannot be answered."""

    def __init__(self, code: int, details: str = "") -> None:
        super().__init__(code, details)
        self.diagnostic = Diagnostic(code, details[:300])
