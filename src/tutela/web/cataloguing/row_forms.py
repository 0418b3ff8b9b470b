"""The rows of the forms: their boxes, what each is for, and an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.wording import words
from tutela.web.cataloguing.field_groups import NOTE_TAGS, RELATION_TAGS

LONGEST = 20_000
"""Characters of one box: more than a field of ISO 2709 holds; such records are kept as MARCXML."""

Choices = list[tuple[Any, Any]]


class RowForm(forms.Form):
    """A row. ``at`` is the place of its field in the record that was opened, "" for a new one."""

    at = forms.IntegerField(required=False, min_value=0, max_value=100_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, field in self.fields.items():
            if isinstance(field, RecordChoice):
                # That a record has a choice which is on no list does not make it wrong.
                field.admit(str(self.initial.get(name, "")))

    def clean(self) -> dict[str, Any]:
        """A choice that was not sent at all is as it was, or as a new row begins."""
        given = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, RecordChoice) and self.add_prefix(name) not in self.data:
                given[name] = self.get_initial_for_field(field, name) or ""
        return given

    def without_help(self) -> None:
        """Help stands at the boxes of a new row only."""
        for field in self.fields.values():
            field.help_text = ""

    def focus(self) -> None:
        """Let the page begin in this row."""
        first = next(iter(self.visible_fields()))
        first.field.widget.attrs["autofocus"] = True

    @property
    def boxes(self) -> Iterable[forms.BoundField]:
        """All boxes but the hidden ones."""
        return self.visible_fields()


class RecordChoice(forms.ChoiceField):
    """A choice from a list, to which the one that a record has is added where it is not on it."""

    def admit(self, value: str) -> None:
        listed: Any = self.choices
        if value and not self.valid_value(value):
            self.choices = [*listed, (value, value)]


def _text(label: Any, help: Any = "", *, rows: int = 0, **attributes: Any) -> forms.CharField:
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    if rows:
        widget = forms.Textarea(attrs={"rows": rows, **attributes})
    return forms.CharField(label=label, help_text=help, required=False, max_length=LONGEST, widget=widget)


def _choice(label: Any, choices: Choices | Callable[[], Choices], help: Any = "", initial: str = "") -> RecordChoice:
    return RecordChoice(label=label, choices=choices, required=False, help_text=help, initial=initial)


class TitleRow(RowForm):
    title = _text(
        _("Title proper"),
        _("The main title as it stands on the title page, with a capital at its beginning only. Example: Guidelines "
          "regarding the implementation of the Optional Protocol"),
    )  # fmt: skip
    remainder = _text(
        _("Other title information"), _("The subtitle, or what explains the title. Example: explanatory report")
    )
    number = _text(_("Number of the part"), _("Where the resource is a part with a number. Example: Part 2"))
    part = _text(_("Name of the part"), _("Where the part has a title of its own. Example: Victims and witnesses"))
    responsibility = _text(
        _("Statement of responsibility"),
        _("Who is responsible, as printed. Example: Committee on the Rights of the Child"),
    )


class SymbolRow(RowForm):
    symbol = _text(
        _("Document symbol"),
        _("The symbol of an intergovernmental organisation, as printed, without blanks. Example: CRC/C/156"),
    )


class OtherTitleRow(RowForm):
    kind = _choice(
        _("Kind of title"),
        [("parallel", _("the same title in another language")), ("variant", _("another form by which it is known"))],
        initial="parallel",
    )
    title = _text(_("Title"), _("Write it as the resource or its other edition prints it."))
    remainder = _text(_("Other title information"))


_OFTEN = ("aut", "edt", "isb", "pbl", "trl", "ctb", "ill", "pht", "spn", "fnd", "aui", "drt", "pro", "nrt", "spk")


def _roles() -> Choices:
    language = (get_language() or "en")[:2]
    named = {code: wordings[language] for code, wordings in words("relators").items()}
    often = [(code, named[code]) for code in _OFTEN if code in named]
    others = sorted(((code, name) for code, name in named.items() if code not in _OFTEN), key=lambda pair: pair[1])
    return [("", _("not said")), (_("often used"), often), (_("all others"), others)]


class ContributorRow(RowForm):
    kind = _choice(
        _("Person or body"),
        [("person", pgettext_lazy("contributor", "person")), ("body", pgettext_lazy("contributor", "body")),
         ("meeting", pgettext_lazy("contributor", "meeting"))],
        initial="body",
    )  # fmt: skip
    name = _text(
        _("Name"),
        _("A person: family name first, then a comma and the given name. A body: its full name, without abbreviations. "
          "Example: United Nations"),
    )  # fmt: skip
    unit = _text(
        _("Subordinate body"),
        _("A part of a body, such as a committee; several are separated by a semicolon. Example: Committee on the "
          "Rights of the Child"),
    )  # fmt: skip
    dates = _text(_("Dates of a person"), _("Only where two persons have the same name. Example: 1950–"))
    role = _choice(_("Role"), _roles, _("What the person or body did for this resource."))
    main = forms.BooleanField(
        label=_("Main entry: the one who is chiefly responsible"), required=False,
        help_text=_("At most one in a record."),
    )  # fmt: skip


class EditionRow(RowForm):
    edition = _text(_("Edition"), _("As printed. Example: 2nd edition, revised"))


class PublicationRow(RowForm):
    kind = _choice(
        _("What is told"),
        [("1", _("publication")), ("0", _("production, of what is not published")), ("2", _("distribution")),
         ("3", _("manufacture")), ("4", _("copyright date")), ("", _("not said"))],
        initial="1",
    )  # fmt: skip
    place = _text(_("Place"), _("The town; several are separated by a semicolon. Example: Geneva"))
    publisher = _text(_("Publisher"), _("Who published it; several are separated by a semicolon."))
    date = _text(
        _("Date as printed"),
        _("Brackets where it is not printed on the resource, a question mark where it is a guess. Example: [2019?]"),
    )


class DescriptionRow(RowForm):
    extent = _text(_("Extent"), _("Pages, volumes, duration or files. Examples: 32 pages; 1 video (12 min)"))
    details = _text(_("Other details"), _("Illustrations, colour, sound. Example: illustrations, maps"))
    dimensions = _text(_("Dimensions"), _("Height of a book, size of a poster. Example: 30 cm"))
    accompanying = _text(_("Accompanying material"), _("What comes with it. Example: 1 facilitator’s guide"))


class SeriesRow(RowForm):
    series = _text(_("Title of the series"), _("As printed on the resource."))
    number = _text(_("Number in the series"), _("Example: no. 12"))
    issn = _text(_("ISSN of the series"), _("Eight digits, the last of which may be X. Example: 0317-8471"))


class HostRow(RowForm):
    title = _text(_("In"), _("The title of the journal, newspaper or book in which this appeared."))
    place = _text(_("Volume, issue and pages"), _("Example: Vol. 12, no. 3 (2019), pages 45–60"))
    publication = _text(_("Place, publisher and date"), _("For a book. Example: Maravel: State Printer, 2019"))
    issn = _text(_("ISSN"), _("Of the journal. Example: 0317-8471"))
    isbn = _text(_("ISBN"), _("Of the book. Example: 978-3-16-148410-0"))
    record = _text(_("Number of its record"), _("Where the journal or book is catalogued itself."))


class SummaryRow(RowForm):
    summary = _text(
        pgettext_lazy("of a record", "Summary"),
        _("What it is, whom it is for and what is in it, in your own words, in 50 to 150 words. Do not copy the text "
          "of the publisher’s page."),
        rows=5,
    )  # fmt: skip


_NOTES: dict[str, str | Promise] = {
    "500": _("general note"),
    "501": _("bound with"),
    "502": _("thesis"),
    "504": _("bibliography"),
    "505": _("contents"),
    "506": _("restrictions on access"),
    "511": _("participants or performers"),
    "515": _("peculiarities of numbering"),
    "518": _("date and place of an event"),
    "521": _("intended audience"),
    "525": _("supplement"),
    "530": _("other physical forms"),
    "536": _("funding"),
    "538": _("technical details"),
    "540": _("terms of use"),
    "545": _("biography or history"),
    "546": _("language"),
    "550": _("issuing body"),
    "580": _("relation to other resources"),
    "585": _("exhibitions"),
    "586": _("awards"),
    "588": _("source of the description"),
}


class NoteRow(RowForm):
    kind = _choice(_("Kind of note"), [(tag, _NOTES[tag]) for tag in NOTE_TAGS], initial="500")
    note = _text(_("Note"), _("A whole sentence. Example: Adopted on 30 May 2019."), rows=2)


class SubjectRow(RowForm):
    kind = _choice(
        _("Kind of heading"),
        [
            ("topic", _("topic")),
            ("place", _("place")),
            ("person", _("person")),
            ("body", pgettext_lazy("subject", "body")),
            ("meeting", _("meeting")),
            ("title", _("title of a work")),
            ("free", _("free keyword, from no vocabulary")),
        ],
        initial="topic",
    )  # fmt: skip
    heading = _text(
        _("Heading"),
        _("Choose a heading of the vocabulary where there is one: begin to write it, and headings are proposed."),
        list="subject-headings",
    )
    divisions = _text(_("Subdivisions"), _("Separated by two hyphens. Example: Law and legislation -- Maravel"))
    vocabulary = _text(
        _("Vocabulary"),
        _("The code of the vocabulary it is from: tutela for the library’s own, lcsh, mesh, unbist; empty for none."),
        list="vocabularies",
    )


class IdentifierRow(RowForm):
    kind = _choice(
        _("Kind of number"),
        [("isbn", "ISBN"), ("issn", "ISSN"), ("doi", "DOI"), ("uri", "URI"), ("report", _("report number")),
         ("undocs", _("document symbol, as another number"))],
        initial="isbn",
    )  # fmt: skip
    number = _text(
        _("Number"),
        _("As printed; the check digit is tried at once. Examples: 978-3-16-148410-0; 10.1000/182"),
    )
    qualifier = _text(_("Which edition it is of"), _("For an ISBN. Example: paperback"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("qualifier") and given.get("kind") in ("issn", "report"):
            self.add_error("qualifier", _("Only an ISBN, a DOI or another such number takes this."))
        return given


class OnlineRow(RowForm):
    url = _text(_("Address"), _("The whole address. Example: https://www.example.org/guidelines.pdf"), inputmode="url")
    label = _text(
        _("Label"),
        _("What readers see in place of the address, with language and format. Example: Full text in French (PDF)"),
    )
    kind = _choice(
        _("What is there"),
        [("0", _("the resource itself")), ("1", _("a version of the resource")), ("2", _("something related")),
         ("", _("not said"))],
        initial="0",
    )  # fmt: skip
    note = _text(_("Note for readers"), _("Example: Free after registration."))


_RELATIONS: dict[str, str | Promise] = {
    "787": _("is related to"),
    "765": _("is a translation of"),
    "767": _("is translated as"),
    "775": _("has another edition"),
    "776": _("has another physical form"),
    "770": _("has the supplement"),
    "772": _("is a supplement to"),
    "774": _("contains"),
    "777": _("is issued with"),
    "780": _("continues"),
    "785": _("is continued by"),
    "786": _("has the data source"),
    "760": _("is part of the series"),
    "762": _("has the subseries"),
}


class RelationRow(RowForm):
    kind = _choice(_("Relation"), [(tag, _RELATIONS[tag]) for tag in RELATION_TAGS], initial="787")
    title = _text(_("Title of the other resource"))
    note = _text(_("The relation in words"), _("Where the list does not say it. Example: Explained by"))
    symbol = _text(_("Its document symbol or report number"), _("Example: CRC/C/156"))
    isbn = _text(_("Its ISBN"))
    issn = _text(_("Its ISSN"))
    record = _text(_("Number of its record"))


ROWS: dict[str, type[RowForm]] = {
    "title": TitleRow,
    "symbol": SymbolRow,
    "other-titles": OtherTitleRow,
    "contributors": ContributorRow,
    "edition": EditionRow,
    "publication": PublicationRow,
    "description": DescriptionRow,
    "series": SeriesRow,
    "host": HostRow,
    "summary": SummaryRow,
    "notes": NoteRow,
    "subjects": SubjectRow,
    "identifiers": IdentifierRow,
    "online": OnlineRow,
    "relations": RelationRow,
}
"""The form of a row of each group (``field_groups.GROUPS``)."""
