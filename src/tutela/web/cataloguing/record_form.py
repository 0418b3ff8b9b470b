"""The form of a record: its parts in the order of its material, read from a record or from what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tutela.catalogue.record import OWN, Record
from tutela.web.cataloguing import choices
from tutela.web.cataloguing.code_sets import SETS
from tutela.web.cataloguing.field_groups import GROUPS
from tutela.web.cataloguing.form_mapping import Opened, applied, is_empty, opened
from tutela.web.cataloguing.form_values import FormValues, Row, plain
from tutela.web.cataloguing.material_types import MaterialType
from tutela.web.cataloguing.parts import PARTS
from tutela.web.cataloguing.row_forms import ROWS, RowForm
from tutela.web.subjects.current import current

LISTED = ("languages", "originals", "countries")
"""Sets that are rows of one list each; the others are boxes to tick."""
_CODE = re.compile(r"[\w.\-]{1,80}")
_YEAR = re.compile("[0-9]{4}")
_PRINTED = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_MOST = 400  # rows of one group that are taken in


class CodeRow(NamedTuple):
    """A list to choose one code from."""

    name: str
    value: str
    options: Sequence[tuple[str, str]]
    is_new: bool = False


class Part(NamedTuple):
    """A part of the form as the page shows it: rows of boxes, lists of codes, boxes to tick, or the year."""

    name: str
    kind: str
    legend: str | Promise
    help: str | Promise
    add: str | Promise
    rows: Sequence[Any]
    is_first: bool

    @property
    def has_content(self) -> bool:
        if self.kind == "rows":
            return any(not row.is_blank for row in self.rows)
        if self.kind == "codes":
            return any(row.value for row in self.rows)
        if self.kind == "ticks":
            return any(group.ticked for group in self.rows)
        return bool(self.rows and self.rows[0])


class ShownRow(NamedTuple):
    """A row of boxes; ``key`` names it in the page ("contributors-2"); ``further`` is what its field has besides."""

    key: str
    form: RowForm
    further: str
    is_blank: bool


class RecordForm:
    """A record in a form of a material type; ``data`` is what a browser sent, None to show the record as it is.

    ``is_new``: the record is not in the catalogue yet."""

    def __init__(
        self, record: Record, material: MaterialType, data: QueryDict | None = None, *, is_new: bool = False
    ) -> None:
        self.record = record
        self.material = material
        self.data = data
        self.is_new = is_new
        self.opened: Opened = opened(record)
        self.errors: list[tuple[str, str]] = []
        self._rows: dict[str, list[ShownRow]] = {}
        self._sets: dict[str, list[str]] = {}
        for name in GROUPS:
            self._rows[name] = list(self._sent_rows(name) if data is not None else self._shown_rows(name))
        for name in SETS:
            self._sets[name] = self._sent_codes(name) if data is not None else list(self.opened.values.sets[name])
        self.year = plain(data.get("year", "")) if data is not None else self.opened.values.year
        self._blanks: dict[str, int] = {}
        self.focus = ""

    # --- what was sent ----------------------------------------------------------------------------------------------

    def _shown_rows(self, name: str) -> Iterator[ShownRow]:
        for number, row in enumerate(self.opened.values.rows[name]):
            yield self._row(name, number, row)

    def _row(self, name: str, number: int, row: Row) -> ShownRow:
        key = f"{name}-{number}"
        form = ROWS[name](prefix=key, initial={**row.values, "at": row.at})
        form.without_help()
        return ShownRow(key, form, row.further, is_blank=False)

    def _sent_rows(self, name: str) -> Iterator[ShownRow]:
        there = {row.at: row for row in self.opened.values.rows[name]}
        for number in self._numbers(name):
            key = f"{name}-{number}"
            at = str(self.data.get(f"{key}-at", "")) if self.data is not None else ""
            row = there.get(int(at)) if at.isdecimal() and len(at) < 7 else None
            initial = {**row.values, "at": row.at} if row else {"at": None}
            form = ROWS[name](self.data, prefix=key, initial=initial)
            form.is_valid()
            values = {box: str(value or "") for box, value in form.cleaned_data.items()}
            is_blank = row is None and is_empty(GROUPS[name], values) and not form.errors
            if not is_blank:
                form.without_help()
            yield ShownRow(key, form, row.further if row else "", is_blank)

    def _numbers(self, name: str) -> list[int]:
        pattern = re.compile(rf"{name}-(\d{{1,4}})-[a-z]+")
        found = {int(match[1]) for key in self.data or () if (match := pattern.fullmatch(key))}
        return sorted(found)[:_MOST]

    def _sent_codes(self, name: str) -> list[str]:
        """The codes that were chosen: those that the record had in their order, then the others."""
        assert self.data is not None
        if name in LISTED:
            sent = [self.data.get(f"{name}-{number}-code", "") for number in self._numbers(name)]
        else:
            sent = self.data.getlist(name)
        had = self.opened.values.sets[name]
        known = {*self._known(name), *had}
        wanted = [code for code in dict.fromkeys(sent) if _CODE.fullmatch(code) and code in known]
        if name in LISTED:
            return wanted
        return [code for code in had if code in wanted] + [code for code in wanted if code not in had]

    def _known(self, name: str) -> set[str]:
        if name in ("languages", "originals"):
            return {code for code, _name in choices.languages("en")}
        if name == "countries":
            return {code for code, _name in choices.countries("en")}
        return {tick.code for group in self._ticks(name, ()) for tick in group.ticks}

    @staticmethod
    def _ticks(name: str, ticked: Sequence[str]) -> list[choices.TickGroup]:
        return choices.measures(ticked) if name == "measures" else choices.ticks_of(name, ticked)  # type: ignore[arg-type]

    # --- rows more and less -----------------------------------------------------------------------------------------

    def add(self, name: str) -> None:
        """One blank row more in a part."""
        if name in GROUPS or name in LISTED:
            self._blanks[name] = 1
            self.focus = name

    def remove(self, key: str) -> None:
        """Without this row ("contributors-2", "languages-1")."""
        name, _sign, number = key.rpartition("-")
        if name in GROUPS:
            self._rows[name] = [row for row in self._rows[name] if row.key != key]
        elif name in LISTED and number.isdecimal() and self.data is not None:
            gone = self.data.get(f"{key}-code", "")
            self._sets[name] = [code for code in self._sets[name] if code != gone]
        else:
            return
        self.focus = name

    # --- what it says -----------------------------------------------------------------------------------------------

    def values(self) -> FormValues:
        """The boxes as they were sent, for the record."""
        rows = {
            name: [
                Row({box: _text(value) for box, value in row.form.cleaned_data.items() if box != "at"},
                    row.form.initial.get("at"), row.further)
                for row in self._rows[name]
            ]
            for name in GROUPS
        }  # fmt: skip
        rows["subjects"] = [_of_own_vocabulary(row) for row in rows["subjects"]]
        return FormValues(rows, self._sets, self.year)

    def is_valid(self) -> bool:
        """Whether all boxes can be taken; ``errors`` says in which ones what is wrong, by the id of the box."""
        self.errors = [
            (row.form[box].id_for_label if box in row.form.fields else "", str(error))
            for name in GROUPS
            for row in self._rows[name]
            for box, errors in row.form.errors.items()
            for error in errors
        ]
        self._check_rows()
        if self.year and not _YEAR.fullmatch(self.year):
            self.errors.append(("id_year", _("Write the year with four digits, such as 2019.")))
        return not self.errors

    def _check_rows(self) -> None:
        has_other_title = any(one.tag == "245" for one in self.opened.others)
        titles = [row for row in self._rows["title"] if not row.is_blank]
        if not has_other_title and not any(row.form.cleaned_data.get("title") for row in titles):
            self._wrong("title", "title", _("A record needs a title."))
        main = [row for row in self._rows["contributors"] if row.form.cleaned_data.get("main")]
        had = sum(bool(row.values.get("main")) for row in self.opened.values.rows["contributors"])
        if len(main) > max(1, had):
            self.errors.append((main[-1].form["main"].id_for_label, _("Only one name can be the main entry.")))
        for name, must in (
            ("contributors", "name"),
            ("subjects", "heading"),
            ("identifiers", "number"),
            ("online", "url"),
        ):
            for row in self._rows[name]:
                values = {box: _text(value) for box, value in row.form.cleaned_data.items()}
                if not row.form.errors and not is_empty(GROUPS[name], values) and not values.get(must):
                    label = row.form.fields[must].label
                    told = _("“%(label)s” is empty. Fill it in, or empty the whole row.") % {"label": label}
                    self.errors.append((row.form[must].id_for_label, told))

    def _wrong(self, name: str, box: str, told: str) -> None:
        rows = self._rows[name]
        self.errors.append((rows[0].form[box].id_for_label if rows else f"id_{name}-0-{box}", told))

    def result(self) -> Record:
        """The record with what the form says; the same object where nothing differs."""
        values = self.values()
        if self.is_new and not values.year:
            values.year = _printed_year(values)
        return applied(self.record, values)

    def box_id(self, box: str) -> str:
        """The id in the page of a box that ``field_checks`` names by the place of its row."""
        name, _sign, rest = box.rpartition("-")
        name, _sign, number = name.rpartition("-")
        return f"id_{self._rows[name][int(number)].key}-{rest}" if name else f"id_{box}"

    # --- what the page shows ----------------------------------------------------------------------------------------

    @property
    def parts(self) -> list[Part]:
        """The parts of this material first, then all others."""
        names = [*self.material.first, *(name for name in PARTS if name not in self.material.first)]
        return [self._part(name, is_first=name in self.material.first) for name in names]

    @property
    def first_parts(self) -> list[Part]:
        return [part for part in self.parts if part.is_first]

    @property
    def other_parts(self) -> list[Part]:
        return [part for part in self.parts if not part.is_first]

    def _part(self, name: str, *, is_first: bool) -> Part:
        told = PARTS[name]
        kind, rows = self._content(name, is_first=is_first)
        return Part(name, kind, told.legend, told.help, told.add, rows, is_first)

    def _content(self, name: str, *, is_first: bool) -> tuple[str, Sequence[Any]]:
        if name == "year":
            return "year", [self.year]
        if name in GROUPS:
            return "rows", self._rows_to_show(name, is_first=is_first)
        if name in LISTED:
            return "codes", self._code_rows(name, is_first=is_first)
        return "ticks", self._ticks(name, self._sets[name])

    def _rows_to_show(self, name: str, *, is_first: bool) -> list[ShownRow]:
        rows = list(self._rows[name])
        wanted = self._blanks.get(name, 0) or int(is_first and not rows)
        numbers = [int(row.key.rpartition("-")[2]) for row in rows]
        start = max([*numbers, *(self._numbers(name) if self.data is not None else ())], default=-1) + 1
        for number in range(start, start + wanted):
            rows.append(self._blank(name, f"{name}-{number}"))
        if self.focus == name and rows:
            rows[-1].form.focus()
        return rows

    def _blank(self, name: str, key: str) -> ShownRow:
        return ShownRow(key, ROWS[name](prefix=key), "", is_blank=True)

    @property
    def templates(self) -> list[tuple[str, str | Promise, ShownRow]]:
        """A blank row of each group, which the script copies: its number is __n__."""
        return [(name, PARTS[name].legend, self._blank(name, f"{name}-__n__")) for name in GROUPS]

    def _code_rows(self, name: str, *, is_first: bool) -> list[CodeRow]:
        options = choices.countries(choices.here()) if name == "countries" else choices.languages(choices.here())
        known = {code for code, _name in options}
        codes = [*self._sets[name], *([""] * (self._blanks.get(name, 0) or int(is_first and not self._sets[name])))]
        return [
            CodeRow(f"{name}-{number}", code, options if not code or code in known else ((code, code), *options))
            for number, code in enumerate(codes)
        ]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _of_own_vocabulary(row: Row) -> Row:
    """A new heading that is one of the library's vocabulary, and says of no other one."""
    heading = plain(row.values.get("heading", ""))
    if row.at is not None or not heading or row.values.get("vocabulary") or row.values.get("kind") == "free":
        return row
    entry = current().named(heading)
    return row._replace(values={**row.values, "vocabulary": OWN}) if entry and entry.heading == heading else row


def _printed_year(values: FormValues) -> str:
    """The year of a new record, where only the printed date gives one."""
    for row in (*values.rows.get("publication", ()), *values.rows.get("host", ())):
        if found := _PRINTED.search(" ".join((row.values.get("date", ""), row.values.get("place", "")))):
            return found.group()
    return ""
