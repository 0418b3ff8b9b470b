"""News as a feed, in the language of the page."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.web.news.markup import html_of
from tutela.web.news.models import Post, PostState
from tutela.web.news.wording import Told, all_told

NEWEST = 30


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, Atom1Feed)


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    return _answer(request, Rss201rev2Feed)


def _answer(request: HttpRequest, kind: type[Atom1Feed | Rss201rev2Feed]) -> HttpResponse:
    posts = Post.objects.filter(state=PostState.PUBLISHED).prefetch_related("texts", "quotations", "files")[:NEWEST]
    feed = kind(
        title=_("News"),
        link=request.build_absolute_uri(reverse("news:list")),
        feed_url=request.build_absolute_uri(request.path),
        description=_("News about protecting children from sale and sexual exploitation."),
        language=get_language(),
    )
    for one in all_told(posts):
        _add(feed, one, request)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _add(feed: SyndicationFeed, one: Told, request: HttpRequest) -> None:
    address = request.build_absolute_uri(reverse("news:post", kwargs={"slug": one.post.slug}))
    feed.add_item(
        title=one.text.title,
        link=address,
        unique_id=address,
        description=one.text.lead,
        content=str(html_of(one.text.body)),
        pubdate=_noon(one.post.dated),
        updateddate=_noon(one.post.updated or one.post.dated),
        categories=one.post.subjects,
    )


def _noon(day: object) -> datetime:
    """A day as the moment that a feed asks for; noon, so that it is that day nearly everywhere."""
    return timezone.make_aware(datetime.combine(day, time(12)))  # type: ignore[arg-type]
