"""What can keep a harvest from going on."""

from __future__ import annotations

from tutela.errors import TutelaError


class HarvestError(TutelaError):
    """The other repository cannot be harvested, or not any further now. What was taken over stays; the next harvest
    goes on from there."""


class RefusedTokenError(HarvestError):
    """The other repository does not know its resumption token any more."""
