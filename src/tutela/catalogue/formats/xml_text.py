"""Text as XML can hold it."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text, with U+FFFD for characters that XML 1.0 does not allow."""
    return _ILLEGAL.sub("\ufffd", text)
