"""News, for everybody."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.web.library.staff import staff_of
from tutela.web.news.markup import html_of
from tutela.web.news.models import Post, PostFile, PostState
from tutela.web.news.wording import all_told, told
from tutela.web.subjects.expansion import heading_in, held

A_PAGE = 20


def visible(request: HttpRequest) -> QuerySet[Post]:
    """The posts that somebody may see: drafts only for those who work in the library."""
    posts = Post.objects.all() if staff_of(request.user) else Post.objects.filter(state=PostState.PUBLISHED)
    return posts.select_related("record").prefetch_related("texts", "quotations", "files__record")


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """All news, newest first; of one subject where the address asks for it."""
    subject = request.GET.get("subject", "").replace("\0", "")[:120]
    found = visible(request)
    if subject:
        # JSON lists are searched differently by each database; the subjects of posts are few.
        keys = [pk for pk, subjects in found.values_list("pk", "subjects") if subject in subjects]
        found = found.filter(pk__in=keys)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "part": "library",
        "place": "news",
        "page": page,
        "posts": all_told(page),
        "subject": heading_in(subject, get_language() or "en") if subject else "",
        "code": subject,
    }
    return render(request, "news/list.html", {**context, "staff": staff_of(request.user)})


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post, in the language of the page where it has one."""
    row = get_object_or_404(visible(request), slug=slug)
    shown = told(row, language=request.GET.get("text", "")[:2])
    if shown is None:
        raise Http404
    with held():
        subjects = [(one, heading_in(one, get_language() or "en")) for one in row.subjects]
    context = {
        "part": "library",
        "place": "news",
        "told": shown,
        "subjects": subjects,
        "body": html_of(shown.text.body),
        "staff": staff_of(request.user),
    }
    return render(request, "news/post.html", context)


@require_safe
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """An attachment, to be saved."""
    row = get_object_or_404(PostFile, post__in=visible(request).filter(slug=slug), pk=pk)
    if not row.file:
        raise Http404
    try:
        stream = row.file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(stream, as_attachment=True, filename=row.name, content_type="application/octet-stream")
    # Whatever is in the file, no browser is to run it here.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
