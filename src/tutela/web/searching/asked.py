"""What the address of the search page asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

GROUPS = ("measures", "passages")
FILTERS = {
    "measures": ("section", "addressee", "theme"),
    "passages": ("workspace", "document", "doctype", "language", "assessment", "measure"),
}
"""The filters of each group; each takes one value."""

LAST_PAGE = 1000


@dataclass(frozen=True)
class Asked:
    """``group`` is "measures" or "passages", or "" for the first of both. ``filters`` holds only those of the group.

    Whatever an address may say, this can be answered: what is not understood counts as not said.
    """

    text: str = ""
    group: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    is_ranked: bool = True
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str], *, has_passages: bool) -> Asked:
        """What the parameters say. Who has no passages is shown measures: there is nothing to choose between."""
        group = given.get("in", "") if has_passages else "measures"
        group = group if group in GROUPS else ""
        said = {name: given.get(name, "")[:80] for name in FILTERS.get(group, ())}
        filters = {name: value for name, value in said.items() if value and value.isprintable()}
        page = given.get("page", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
        return cls(given.get("q", ""), group, filters, given.get("sort") != "order", max(1, min(number, LAST_PAGE)))

    def address(self, **changes: str | None) -> str:
        """The address of the same search with these changes; the first page, unless they say another."""
        values: dict[str, str | None] = {"q": self.text, "in": self.group, **self.filters}
        values["sort"] = None if self.is_ranked else "order"
        if changes.get("in", self.group) != self.group:
            values = {"q": self.text}
        values.update(changes)
        return "?" + urlencode({name: value for name, value in values.items() if value}, errors="replace")
