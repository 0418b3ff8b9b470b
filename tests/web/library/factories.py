"""Records to test with: titles of laws and reports of an invented State."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pymarc
from pymarc import Field, Indicators, Subfield
from tests.web.factories import person

from tutela.catalogue.record import Record
from tutela.web.accounts.models import User
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Duty, Staff, State


def field(tag: str, indicators: str, *pairs: tuple[str, str]) -> Field:
    """A data field: ``field("245", "10", ("a", "Title"))``."""
    return Field(
        tag=tag, indicators=Indicators(*indicators), subfields=[Subfield(code, value) for code, value in pairs]
    )


def marc(
    title: str = "Children Act",
    *,
    number: str = "",
    year: int | None = 2019,
    language: str = "eng",
    subjects: Sequence[str] = (),
    names: Sequence[str] = (),
    summary: str = "",
    symbol: str = "",
    isbn: str = "",
    kind: str = "",
    extra: Sequence[Field] = (),
) -> Record:
    """A record of these facts; ``kind`` is a code of a type of resource ("law")."""
    made = pymarc.Record(leader="00000nam a2200000 i 4500")
    made.leader.coding_scheme = "a"
    fields = [Field(tag="001", data=number)] if number else []
    fields.append(Field(tag="008", data=f"191101s{year or '    '}    xx            000 0 {language} d".ljust(40)[:40]))
    if isbn:
        fields.append(field("020", "  ", ("a", isbn)))
    fields.append(field("040", "  ", ("a", "TUT"), ("b", "eng")))
    if symbol:
        fields.append(field("191", "  ", ("a", symbol)))
    fields += [field("110", "2 ", ("a", name)) for name in names[:1]]
    fields.append(field("245", "10", ("a", title)))
    if year:
        fields.append(field("264", " 1", ("a", "Maravel :"), ("b", "State Printer,"), ("c", f"{year}.")))
    if summary:
        fields.append(field("520", "  ", ("a", summary)))
    fields += [field("650", " 7", ("a", subject), ("2", "tutela")) for subject in subjects]
    if kind:
        fields.append(field("655", " 7", ("a", kind), ("2", "tutela")))
    fields += [field("710", "2 ", ("a", name)) for name in names[1:]]
    made.add_field(*fields, *extra)
    return Record(made)


def catalogued(
    title: str = "Children Act", *, state: str = State.PUBLISHED, by: User | None = None, **facts: Any
) -> CatalogueRecord:
    """A record in the catalogue, published unless another ``state`` is given."""
    return store.save(None, marc(title, **facts), by=by, action="created", state=state)


def staff(name: str, duty: Duty) -> User:
    """Somebody who works in the library."""
    user = person(name)
    Staff.objects.create(user=user, duty=duty)
    return user
