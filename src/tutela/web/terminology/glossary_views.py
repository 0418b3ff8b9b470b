"""The pages of the glossary."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.terms.loading import LANGUAGES, rules_by_id
from tutela.terms.rule import Level, Rule
from tutela.web.terminology.forms import GlossaryForm
from tutela.web.terminology.glossary import entry, listed, pieces, related
from tutela.web.understand.caching import kept_for_a_while


@require_safe
@kept_for_a_while
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms, by what they are about; a choice of them lives in the address."""
    form = GlossaryForm(request.GET, label_suffix="")
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) or "" for name in ("q", "level", "about")}
    groups = listed(get_language() or "en", asked["q"], asked["level"], asked["about"])
    context = {
        "part": "terms",
        "here": "glossary",
        "form": form,
        "groups": groups,
        "levels": list(Level),
        "found": sum(len(group.entries) for group in groups),
        "total": len(rules_by_id()),
        "is_chosen": any(asked.values()),
    }
    return render(request, "terminology/glossary.html", context)


@require_safe
@kept_for_a_while
def term(request: HttpRequest, term: str) -> HttpResponse:
    """A term in the three languages."""
    language = get_language() or "en"
    try:
        found = entry(term, language)
    except KeyError:
        raise Http404 from None
    rules = (found.rule, *found.others)
    context = {
        "part": "terms",
        "here": "term",
        "rule": found.rule,
        "sections": [_section(rule) for rule in rules],
        "missing": [one for one in LANGUAGES if one not in {rule.language for rule in rules}],
        "related": related(found.rule),
    }
    return render(request, "terminology/term.html", context)


def _section(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule,
        "is_fine": rule.level is Level.FINE,
        "reports": [pieces(sentence, rule) for sentence in rule.reports],
        "silent": rule.silent if rule.level is not Level.FINE else (),
    }
