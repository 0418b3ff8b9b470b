"""Forms as a browser sends them: what stands in a page, with some boxes filled in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from tutela.web.library.models import CatalogueRecord


def text_of(answer: Any) -> str:
    """The words of a page, with single blanks."""
    return " ".join(html.fromstring(answer.content).text_content().split())


def form_in(answer: Any, selector: str = "form.record-form") -> dict[str, list[str]]:
    """The boxes of a form as a browser would send them."""
    (form,) = html.fromstring(answer.content.decode()).cssselect(selector)
    for template in form.cssselect("template"):
        template.drop_tree()
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value or "")
    return sent


def send(client: Client, url: str, page: Any, selector: str = "form.record-form", **boxes: Any) -> HttpResponse:
    """Send the form that is in ``page``, with these boxes changed (``__`` stands for ``-``)."""
    data = form_in(page, selector)
    for name, value in boxes.items():
        name = name.replace("__", "-")
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value if isinstance(value, list) else [str(value)]
    answer: HttpResponse = client.post(url, data)
    return answer


def desk(name: str, row: CatalogueRecord | None = None, *args: Any) -> str:
    """The address of a page of the desk."""
    from django.urls import reverse

    return reverse(f"cataloguing:{name}", args=([row.key] if row is not None else []) + list(args))
