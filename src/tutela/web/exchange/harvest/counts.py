"""What became of the records of a harvest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass
class Counts:
    """``read`` is the sum of the others: added; changed (a new version); unchanged; deleted there and therefore
    withdrawn here; gone: deleted there, and never or no longer here; set_aside: could not be read."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    gone: int = 0
    set_aside: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, int]) -> Counts:
        """The counts that were kept with a source."""
        return cls(**{name: int(kept.get(name, 0)) for name in cls().as_dict()})

    def of_batch(self) -> dict[str, int]:
        """The same as other batches count (``library.intake.Counts``)."""
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.changed + self.deleted,
            "known": self.unchanged + self.gone,
            "set_aside": self.set_aside,
        }

    @property
    def has_changes(self) -> bool:
        """Whether anything in the catalogue, or among what was set aside, came of it."""
        return bool(self.added or self.changed or self.deleted or self.set_aside)
