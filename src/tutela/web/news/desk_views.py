"""Writing news: for those who work in the library."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tutela.web.library.models import Duty
from tutela.web.library.shown import framed
from tutela.web.library.staff import StaffRequest, library_staff
from tutela.web.news import writing
from tutela.web.news.forms import FileForms, PostForm, QuotationForms, TextForm
from tutela.web.news.models import Post


class _Forms:
    """All forms of a post."""

    def __init__(self, post: Post, data: Any = None, files: Any = None) -> None:
        texts = {text.language: text for text in post.texts.all()} if post.pk else {}
        quotations = list(post.quotations.values("words", "speaker", "capacity", "language")) if post.pk else []
        self.facts = PostForm(data, initial=_facts(post))
        self.texts = {
            code: TextForm(data, prefix=code, initial=_text(texts.get(code))) for code, _name in settings.LANGUAGES
        }
        self.quotations = QuotationForms(data, prefix="quotations", initial=quotations)
        self.files = FileForms(data, files, prefix="files")

    def are_valid(self) -> bool:
        parts: list[Any] = [self.facts, *self.texts.values(), self.quotations, self.files]
        answers = [part.is_valid() for part in parts]  # each one, so that all faults are told at once
        is_valid = all(answers)
        if is_valid and not any(form.cleaned_data["title"] for form in self.texts.values()):
            self.facts.add_error(None, _("Give the post a title and a text in at least one language."))
            return False
        return is_valid

    def write(self, post: Post, removed: list[int]) -> None:
        writing.write(
            post,
            self.facts.cleaned_data,
            {code: form.cleaned_data for code, form in self.texts.items()},
            self.quotations.cleaned_data,
            self.files.cleaned_data,
            removed=removed,
        )

    @property
    def in_languages(self) -> list[tuple[str, str, TextForm]]:
        return [(code, name, self.texts[code]) for code, name in settings.LANGUAGES]


def _facts(post: Post) -> dict[str, Any]:
    if not post.pk:
        return {"dated": timezone.localdate()}
    return {
        "dated": post.dated,
        "updated": post.updated,
        "subjects": "\n".join(post.subjects),
        "record": post.record.key if post.record else "",
    }


def _text(text: Any) -> dict[str, str]:
    return {} if text is None else {"title": text.title, "lead": text.lead, "body": text.body}


@require_http_methods(["GET", "POST"])
@library_staff()
def new(request: StaffRequest) -> HttpResponse:
    return _edit(request, Post(by=request.user))


@require_http_methods(["GET", "POST"])
@library_staff()
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    return _edit(request, get_object_or_404(Post, slug=slug))


def _edit(request: StaffRequest, post: Post) -> HttpResponse:
    if request.method == "POST":
        forms = _Forms(post, request.POST, request.FILES)
        if forms.are_valid():
            removed = [int(key) for key in request.POST.getlist("remove") if key.isdecimal() and len(key) < 18]
            forms.write(post, removed)
            messages.success(request, _("The post was saved."))
            return redirect("news:post", slug=post.slug)
    else:
        forms = _Forms(post)
    there = list(post.files.select_related("record")) if post.pk else []
    return render(request, "news/edit.html", framed(request, place="news", post=post, forms=forms, there=there))


@require_POST
@library_staff(Duty.LIBRARIAN)
def publish(request: StaffRequest, slug: str) -> HttpResponse:
    """Publish a post, or take it back (``publish=no``)."""
    post = get_object_or_404(Post, slug=slug)
    is_published = request.POST.get("publish") != "no"
    writing.set_published(post, is_published)
    messages.success(request, _("The post is published.") if is_published else _("The post is a draft again."))
    return redirect("news:post", slug=post.slug)


@require_http_methods(["GET", "POST"])
@library_staff(Duty.LIBRARIAN)
def delete(request: StaffRequest, slug: str) -> HttpResponse:
    post = get_object_or_404(Post.objects.prefetch_related("texts"), slug=slug)
    if request.method == "POST":
        writing.delete(post)
        messages.success(request, _("The post was deleted."))
        return redirect("news:list")
    return render(request, "news/delete.html", framed(request, place="news", post=post, texts=post.texts.all()))
