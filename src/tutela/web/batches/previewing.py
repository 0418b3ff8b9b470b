"""What an import would do, said before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tutela.catalogue.checking import check_record
from tutela.catalogue.set_aside import SetAside
from tutela.catalogue.writing import kept
from tutela.headings import advise
from tutela.web.library import intake
from tutela.web.library.intake import Options, Source
from tutela.web.library.models import CatalogueRecord, IdentifierKey, State
from tutela.web.library.preparing import Prepared

SHOWN = 20
"""Records that are shown in brief."""

LISTED = 50
"""Possible duplicates, and records set aside, that are listed."""

CHECKED = 1000
"""Records whose faults are looked for."""

TELLING = ("isbn", "symbol", "doi")
"""Kinds of numbers that two records share only if they describe the same thing (or versions of it)."""


@dataclass
class Preview:
    """Counts, and the first of each kind. ``records`` and ``duplicates`` hold plain values, for JSON."""

    read: int = 0
    new: int = 0
    known: int = 0
    updated: int = 0
    set_aside: int = 0
    duplicated: int = 0
    untitled: int = 0
    records: list[dict[str, Any]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    aside: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    looked_at: int = 0
    """Records whose faults were looked for."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def preview(sources: Sequence[Source], options: Options, told: Callable[[int], None] | None = None) -> Preview:
    """Read the files as an import would, and say what would become of each record. Writes nothing."""
    found = Preview()
    seen: set[str] = set()
    faults: dict[str, dict[str, Any]] = {}
    for source in sources:
        for lot in intake.lots(source, options, told):
            _look(lot.ready, options, found, seen)
            _put_aside(lot.file, lot.set_aside, found)
            _check(lot.ready, found, faults)
    found.faults = sorted(faults.values(), key=lambda one: -one["count"])
    return found


def _look(ready: list[Prepared], options: Options, found: Preview, seen: set[str]) -> None:
    known = intake.known_digests(ready, None)
    fresh = [one for one in ready if one.digest not in known]
    there = intake.same_numbers(fresh, None) if options.update else {}
    twins = _twins([one for one in fresh if intake.control_number(one) not in there])
    for one in ready:
        row = there.pop(intake.control_number(one), None) if one.digest not in known else None
        fate = "known" if one.digest in known else "updated" if row is not None else "new"
        setattr(found, fate, getattr(found, fate) + 1)
        found.read += 1
        twin = twins.get(one.digest) if fate == "new" else None
        if twin is None and fate == "new" and one.digest in seen:
            twin = {"why": "same-file"}
        seen.add(one.digest)
        if not one.derived.columns["title"]:
            found.untitled += 1
        brief = _brief(one, fate)
        if len(found.records) < SHOWN:
            found.records.append(brief)
        if twin is not None:
            found.duplicated += 1
            if len(found.duplicates) < LISTED:
                found.duplicates.append({**brief, **twin})


def _brief(one: Prepared, fate: str) -> dict[str, Any]:
    columns = one.derived.columns
    number = next((value for kind, value in one.derived.identifiers if kind == "number"), "")
    return {
        "title": columns["title"][:200], "byline": columns["byline"], "year": columns["year"], "number": number,
        "fate": fate,
    }  # fmt: skip


def _put_aside(file: str, set_aside: list[SetAside], found: Preview) -> None:
    found.set_aside += len(set_aside)
    for one in set_aside[: LISTED - len(found.aside)]:
        detail = one.detail.replace("\0", "")[:300]
        found.aside.append({"file": file, "number": one.number, "reason": one.reason, "detail": detail})


def _twins(ready: list[Prepared]) -> dict[str, dict[str, Any]]:
    """By digest a record of the catalogue that is perhaps the same: it has a number in common, or title and year."""
    wanted = {pair[1] for one in ready for pair in one.derived.identifiers if pair[0] in TELLING}
    rows = IdentifierKey.objects.filter(kind__in=TELLING, value__in=wanted).exclude(record__state=State.WITHDRAWN)
    numbers = {
        (kind, value): {"why": kind, "key": key, "twin": title[:200]}
        for kind, value, key, title in rows.values_list("kind", "value", "record__key", "record__title")
    }
    titles = {one.derived.columns["sort_title"] for one in ready if one.derived.columns["sort_title"]}
    same = CatalogueRecord.objects.filter(sort_title__in=titles).exclude(state=State.WITHDRAWN)
    by_title = {
        (sort_title, year): {"why": "title", "key": key, "twin": title[:200]}
        for sort_title, year, key, title in same.values_list("sort_title", "year", "key", "title")
    }
    found = {}
    for one in ready:
        columns = one.derived.columns
        twin = next((numbers[pair] for pair in one.derived.identifiers if pair in numbers), None)
        twin = twin or (by_title.get((columns["sort_title"], columns["year"])) if columns["year"] else None)
        if twin is not None:
            found[one.digest] = twin
    return found


def _check(ready: list[Prepared], found: Preview, faults: dict[str, dict[str, Any]]) -> None:
    """Look for faults in the first records; each kind is counted, and told by its first example."""
    for one in ready[: max(0, CHECKED - found.looked_at)]:
        found.looked_at += 1
        for fault in check_record(kept(one.form, one.marc), advice=advise):
            example = {"code": fault.code, "level": fault.level, "where": fault.where, "values": dict(fault.values)}
            faults.setdefault(fault.code, {**example, "count": 0})["count"] += 1
