"""Resumption tokens: where a list goes on. Nothing is kept here for them, and they do not expire.

A token names the last record that was given, by its stamp and key, not by a number in the list. Records that change,
come or go while somebody harvests move to the end of the list or out of it, and shift nothing: none is left out or told
twice in the same state. Tokens hold only letters, digits, "-" and "_", since some harvesters do not escape them.
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import NamedTuple

from tutela.web.exchange.datestamps import from_number, to_number

LONGEST = 600
_VERSION = 1
_LARGEST = 2**62


class InvalidTokenError(ValueError):
    """What was given is no token of this repository."""


class Position(NamedTuple):
    """The list that is asked for (``verb``, ``prefix``, ``spec`` of the set or "", ``since`` and ``until``, both to the
    second and included), and how far it was given: ``stamp`` and ``key`` of the last record, None at the beginning;
    ``cursor`` records were given before, of ``size`` in all when the list began."""

    verb: str
    prefix: str
    spec: str = ""
    since: datetime | None = None
    until: datetime | None = None
    stamp: datetime | None = None
    key: int = 0
    cursor: int = 0
    size: int = 0

    def token(self) -> str:
        """The position as a token."""
        times = [None if one is None else to_number(one) for one in (self.since, self.until, self.stamp)]
        parts = [_VERSION, self.verb, self.prefix, self.spec, *times, self.key, self.cursor, self.size]
        data = json.dumps(parts, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(data).decode().rstrip("=")


def position(token: str) -> Position:
    """The position that a token names. Raises InvalidTokenError."""
    if len(token) > LONGEST or not token.isascii():
        raise InvalidTokenError
    try:
        data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        version, verb, prefix, spec, *numbers = json.loads(data)
        since, until, stamp, key, cursor, size = numbers
        texts = (verb, prefix, spec)
        if version != _VERSION or not all(isinstance(one, str) for one in texts):
            raise InvalidTokenError
        moments = (_moment(since), _moment(until), _moment(stamp))
        found = Position(verb, prefix, spec, *moments, _number(key, 0), _number(cursor, 0), _number(size, 0))
    except (binascii.Error, UnicodeDecodeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InvalidTokenError from error
    if found.stamp is None or token != found.token():
        raise InvalidTokenError
    return found


def _moment(value: object) -> datetime | None:
    return None if value is None else from_number(_number(value, -_LARGEST))


def _number(value: object, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LARGEST:
        raise InvalidTokenError
    return value
