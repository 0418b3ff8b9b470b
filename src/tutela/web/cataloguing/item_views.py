"""The copies of a record: rows of the table of holdings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tutela.web.cataloguing.framing import framed
from tutela.web.cataloguing.rights import RecordRequest, may_write, staff_record
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Item

_MOST = 200  # copies of one record on the page
_HELP = {
    "kind": gettext_lazy("What it is for those who lend. Examples: book, DVD, online access"),
    "location": gettext_lazy("Where it stands now. Example: Main library"),
    "collection": gettext_lazy("The part of the library it belongs to. Example: Reference"),
    "call_number": gettext_lazy("As on its spine. Example: 341.48 GUI"),
    "barcode": gettext_lazy("The number on its label, which no other copy has."),
    "note": gettext_lazy("For readers. Example: second copy"),
}


if TYPE_CHECKING:
    _ItemForm = forms.ModelForm[Item]
else:
    _ItemForm = forms.ModelForm


class ItemRow(_ItemForm):
    """A copy. ``gone`` takes it away."""

    gone = forms.BooleanField(label=gettext_lazy("Remove this copy"), required=False)

    class Meta:
        model = Item
        fields = ("kind", "location", "collection", "call_number", "status", "barcode", "note")
        help_texts = _HELP
        widgets = {
            name: forms.TextInput(attrs={"autocomplete": "off"})
            for name in ("kind", "location", "collection", "call_number", "barcode", "note")
        }

    def clean_barcode(self) -> str:
        barcode: str = " ".join(self.cleaned_data["barcode"].split())
        others = Item.objects.filter(barcode=barcode).exclude(pk=self.instance.pk)
        if barcode and others.exists():
            raise forms.ValidationError(_("Another copy has this barcode."))
        return barcode

    @property
    def is_blank(self) -> bool:
        """A new row in which nothing was written."""
        return self.instance.pk is None and not any(
            self.cleaned_data.get(name) for name in ("kind", "location", "collection", "call_number", "barcode", "note")
        )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_record()
def items(request: RecordRequest) -> HttpResponse:
    """The copies as rows of a form."""
    row = request.record
    there = list(row.items.all()[:_MOST])
    if request.method != "POST":
        return _page(request, [*_rows(there), _blank(len(there))] if not there else _rows(there))
    if not may_write(request.staff, row):
        messages.error(request, _("Only a librarian can change the copies of this record."))
        return redirect("cataloguing:items", key=row.key)
    rows = _sent(request, there)
    valid = [form.is_valid() for form in rows]
    if request.POST.get("add"):
        return _page(request, [*rows, _blank(_next(request), like=rows[-1] if rows else None)], focus=True)
    if not all(valid) or not _are_distinct(rows):
        return _page(request, rows, status=422)
    try:
        _save(row, rows)
    except IntegrityError:
        messages.error(request, _("Another copy got the same barcode at the same moment. Nothing was saved."))
        return _page(request, rows, status=409)
    except (ProtectedError, RestrictedError):
        messages.error(request, _("A copy that is on loan or reserved cannot be removed. Nothing was saved."))
        return _page(request, rows, status=409)
    messages.success(request, _("The copies were saved."))
    return redirect("cataloguing:items", key=row.key)


def _rows(there: Sequence[Item]) -> list[ItemRow]:
    return [ItemRow(instance=item, prefix=f"copy-{number}") for number, item in enumerate(there)]


_SHARED = ("kind", "location", "collection", "call_number")
"""What a further copy has in common with the one before it, as a rule."""


def _blank(number: int, like: ItemRow | None = None) -> ItemRow:
    """A new row, with what the copy before it tells already."""
    given = {} if like is None else {name: like[name].value() for name in _SHARED}
    return ItemRow(prefix=f"copy-{number}", initial=given)


def _numbers(request: RecordRequest) -> list[int]:
    found = {int(match[1]) for key in request.POST if (match := re.fullmatch(r"copy-(\d{1,4})-[a-z_]+", key))}
    return sorted(found)[: _MOST + 50]


def _next(request: RecordRequest) -> int:
    return max(_numbers(request), default=-1) + 1


def _sent(request: RecordRequest, there: Sequence[Item]) -> list[ItemRow]:
    known = {str(item.pk): item for item in there}
    rows = []
    for number in _numbers(request):
        item = known.pop(request.POST.get(f"copy-{number}-id", ""), None)
        rows.append(ItemRow(request.POST, instance=item, prefix=f"copy-{number}"))
    return rows


def _are_distinct(rows: Sequence[ItemRow]) -> bool:
    """Whether no two rows have one barcode; the second one is told."""
    seen: set[str] = set()
    for form in rows:
        barcode = form.cleaned_data.get("barcode", "")
        if barcode and not form.cleaned_data["gone"]:
            if barcode in seen:
                form.add_error("barcode", _("Another copy has this barcode."))
                return False
            seen.add(barcode)
    return True


def _save(row: CatalogueRecord, rows: Sequence[ItemRow]) -> None:
    with transaction.atomic():
        for form in rows:
            if form.cleaned_data["gone"]:
                if form.instance.pk is not None:
                    form.instance.delete()
            elif not form.is_blank and (form.has_changed() or form.instance.pk is None):
                form.instance.record = row
                form.save()
        store.refresh(row)


def _page(request: RecordRequest, rows: list[ItemRow], *, focus: bool = False, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"rows": rows, "focus": focus, "total": request.record.items.count(), "most": _MOST}
    return render(request, "cataloguing/items.html", framed(request, tab="items", **context), status=status)
