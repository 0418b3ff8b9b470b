"""What librarians fill in about the vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.web.subjects import editing
from tutela.web.subjects.current import current
from tutela.web.subjects.editing import LANGUAGES, Given
from tutela.web.subjects.models import Concept, LabelKind, NoteKind
from tutela.web.subjects.skos_reading import LONGEST_LABEL
from tutela.web.subjects.thesaurus import Entry, plain

NAMES = {"en": _("English"), "fr": _("French"), "es": _("Spanish")}
LARGEST = 20_000_000
"""Bytes of a vocabulary that is uploaded."""


class Lines(forms.CharField):
    """Several values, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=20_000, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        for line in lines:
            if len(line) > LONGEST_LABEL:
                raise ValidationError(
                    _("“%(start)s…” is too long: a label has 200 characters at most."), params={"start": line[:40]}
                )
        return lines


class Concepts(Lines):
    """Concepts, named by any of their labels, one a line; gives their entries."""

    def clean(self, value: Any) -> Any:
        thesaurus = current()
        found: list[Entry] = []
        unknown = []
        for line in super().clean(value):
            entry = thesaurus.named(line)
            if entry is None:
                unknown.append(line)
            elif entry not in found:
                found.append(entry)
        if unknown:
            raise ValidationError(
                _("The vocabulary has no “%(labels)s”. Choose a label that it has, one a line."),
                params={"labels": "”, “".join(unknown[:5])},
            )
        return found


class ConceptForm(forms.Form):
    """A concept with its labels and notes in three languages, and its neighbours."""

    def __init__(self, *args: Any, concept: Concept | None = None, **kwargs: Any) -> None:
        self.concept = concept
        super().__init__(*args, **kwargs)
        if concept is not None:
            self.initial = {**_initial(concept), **self.initial}
        for code in LANGUAGES:
            name = NAMES[code]
            self.fields[f"preferred_{code}"] = forms.CharField(
                label=_("Preferred label, %(language)s") % {"language": name}, max_length=LONGEST_LABEL,
                required=code == "en",
                help_text=_("The heading that stands in records.") if code == "en" else "",
            )  # fmt: skip
        for code in LANGUAGES:
            self.fields[f"alternative_{code}"] = Lines(
                label=_("Non-preferred labels, %(language)s") % {"language": NAMES[code]},
                help_text=_("One a line. They lead to the preferred one."),
            )
        for code in LANGUAGES:
            self.fields[f"hidden_{code}"] = Lines(
                label=_("Hidden labels, %(language)s") % {"language": NAMES[code]},
                help_text=_("One a line. Found by search and shown nowhere: terms that should no longer be used."),
            )
        for kind, label in (
            (NoteKind.DEFINITION, _("Definition, %(language)s")),
            (NoteKind.SCOPE, _("Scope note, %(language)s")),
        ):
            for code in LANGUAGES:
                self.fields[f"{kind.value}_{code}"] = forms.CharField(
                    label=label % {"language": NAMES[code]}, required=False, max_length=5000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )  # fmt: skip
        self.fields["broader"] = Concepts(label=_("Broader concepts"), help_text=_("One a line."))
        self.fields["related"] = Concepts(label=_("Related concepts"), help_text=_("One a line."))
        self.fields["notation"] = forms.CharField(label=_("Notation"), required=False, max_length=60)
        if concept is not None:
            self.fields["keep_heading"] = forms.BooleanField(
                label=_("If the English preferred label changes, keep the old one as a non-preferred label"),
                required=False, initial=True,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        thesaurus = current()
        own = self.concept.pk if self.concept else None
        for code in LANGUAGES:
            text = cleaned.get(f"preferred_{code}", "")
            found = thesaurus.named(text) if text else None
            if found is not None and found.pk != own and plain(found.label(code)) == plain(text):
                self.add_error(
                    f"preferred_{code}",
                    gettext(
                        "The concept “%(label)s” has this preferred label already. "
                        "Merge the two, or choose another label."
                    )
                    % {"label": found.heading},
                )
        above = editing.circle(self.concept, [entry.pk for entry in cleaned.get("broader", ())])
        if above is not None:
            self.add_error(
                "broader",
                gettext(
                    "“%(label)s” is narrower than this concept, or the concept itself: it cannot be broader as well."
                )
                % {"label": above.heading},
            )
        return cleaned

    def given(self) -> Given:
        """What was filled in; the form is valid."""
        told = self.cleaned_data
        return Given(
            preferred={code: " ".join(told[f"preferred_{code}"].split()) for code in LANGUAGES},
            alternative={code: told[f"alternative_{code}"] for code in LANGUAGES},
            hidden={code: told[f"hidden_{code}"] for code in LANGUAGES},
            notes={
                (kind.value, code): told[f"{kind.value}_{code}"].strip()
                for kind in editing.EDITED_NOTES
                for code in LANGUAGES
            },
            notation=told["notation"],
            broader=[entry.pk for entry in told["broader"]],
            related=[entry.pk for entry in told["related"]],
        )


def _initial(row: Concept) -> dict[str, Any]:
    entry = current().entries[row.pk]
    thesaurus = current()
    found: dict[str, Any] = {"notation": row.notation}
    for code in LANGUAGES:
        found[f"preferred_{code}"] = next(iter(entry.texts(LabelKind.PREFERRED, code)), "")
        found[f"alternative_{code}"] = "\n".join(entry.texts(LabelKind.ALTERNATIVE, code))
        found[f"hidden_{code}"] = "\n".join(entry.texts(LabelKind.HIDDEN, code))
    for kind, language, text in row.notes.filter(kind__in=editing.EDITED_NOTES).values_list("kind", "language", "text"):
        name = f"{kind}_{language}"
        found[name] = f"{found[name]}\n\n{text}" if name in found else text
    for name, keys in (("broader", entry.broader), ("related", entry.related)):
        found[name] = "\n".join(one.heading for one in thesaurus.listed(keys, "en"))
    return found


class MergeForm(forms.Form):
    """The concept that another one is merged into."""

    into = forms.CharField(label=_("Merge into"), max_length=300, help_text=_("A label of the concept that remains."))

    def __init__(self, *args: Any, concept: Concept, **kwargs: Any) -> None:
        self.concept = concept
        super().__init__(*args, **kwargs)

    def clean_into(self) -> Entry:
        found = current().named(self.cleaned_data["into"])
        if found is None:
            raise ValidationError(_("The vocabulary has no concept with this label."))
        if found.pk == self.concept.pk:
            raise ValidationError(_("A concept cannot be merged into itself. Choose another one."))
        return found


class ImportForm(forms.Form):
    """A vocabulary in a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("SKOS in Turtle (.ttl), RDF/XML (.rdf), JSON-LD (.jsonld) or N-Triples (.nt); at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ttl,.rdf,.xml,.owl,.jsonld,.json,.nt"}),
        max_length=255,
    )
    is_trial = forms.BooleanField(
        label=_("Only check the file, change nothing"), required=False, initial=True,
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB. Divide it."))
        return file
