"""Moments as OAI-PMH writes them (UTCdatetime: days, or seconds with Z), and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

DAY, SECOND = "YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ"
GRANULARITY = SECOND
"""What this repository tells its moments in; requests may name days."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)


def written(moment: datetime) -> str:
    """A moment, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def granularity(text: str) -> str | None:
    """DAY or SECOND, by the form of what was written; None where it has neither form."""
    if _DAY.fullmatch(text):
        return DAY
    return SECOND if _SECOND.fullmatch(text) else None


def first_moment(text: str) -> datetime:
    """The first second that is meant. Raises ValueError for a day that no calendar has."""
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def last_moment(text: str) -> datetime:
    """The last second that is meant: that of the day, where a day is named. Raises ValueError as above."""
    moment = first_moment(text)
    return moment + timedelta(days=1, seconds=-1) if granularity(text) == DAY else moment


def from_number(seconds: int) -> datetime:
    """A moment from the seconds since 1970. Raises ValueError or OverflowError where no calendar has it."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def to_number(moment: datetime) -> int:
    """Seconds since 1970."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
