"""Writing a post: its texts, quotations and attachments, as the forms give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from tutela.web.documents.intake import clean_name
from tutela.web.news.models import Post, PostFile, PostState, PostText, Quotation


def write(
    post: Post,
    facts: Mapping[str, Any],
    texts: Mapping[str, Mapping[str, str]],
    quotations: Sequence[Mapping[str, str]],
    files: Sequence[Mapping[str, Any]],
    *,
    removed: Sequence[int] = (),
) -> Post:
    """Save a post with all that belongs to it.

    ``texts`` by language: those without a title are taken away; ``quotations`` take the place of those that there were;
    ``files`` are added, those of the keys ``removed`` deleted.
    """
    with transaction.atomic():
        for name in ("dated", "updated", "subjects", "record"):
            setattr(post, name, facts[name])
        post.changed = timezone.now()
        if not post.slug:
            post.slug = _free_slug(next(text["title"] for text in texts.values() if text["title"]))
        post.save()
        post.texts.exclude(language__in=[code for code, text in texts.items() if text["title"]]).delete()
        for code, text in texts.items():
            if text["title"]:
                PostText.objects.update_or_create(post=post, language=code, defaults=dict(text))
        post.quotations.all().delete()
        Quotation.objects.bulk_create(Quotation(post=post, **one) for one in quotations if one.get("words"))
        for file in post.files.filter(pk__in=removed):
            _delete(file)
        for one in files:
            if one.get("label"):
                _add(post, one)
    return post


def delete(post: Post) -> None:
    """Delete a post and its files."""
    for file in post.files.all():
        _delete(file)
    post.delete()


def set_published(post: Post, is_published: bool) -> None:
    post.state = PostState.PUBLISHED if is_published else PostState.DRAFT
    post.changed = timezone.now()
    post.save(update_fields=["state", "changed"])


def _free_slug(title: str) -> str:
    wanted = slugify(title)[:60].strip("-") or "post"
    slug, number = wanted, 1
    while Post.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _add(post: Post, given: Mapping[str, Any]) -> None:
    row = PostFile(post=post, label=given["label"], language=given["language"], record=given.get("record"))
    upload = given.get("file")
    if upload and row.record is None:
        row.name, row.size = clean_name(upload.name or ""), upload.size
        row.file.save(row.name, upload, save=False)
    row.save()


def _delete(file: PostFile) -> None:
    stored = file.file
    file.delete()
    if stored:
        # Only once nothing refers to it any more, whatever becomes of the transaction.
        transaction.on_commit(lambda: stored.delete(save=False))
