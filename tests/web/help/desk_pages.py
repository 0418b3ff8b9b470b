"""The operator's desk as the tests open it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tutela.web.help.models import Entry


def page(client: Client, path: str = "") -> str:
    answer = client.get(f"/en/help-desk/{path}")
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", answer.content.decode())


def told(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    """What the page says that one is led to after a form."""
    answer = client.post(f"/en/help-desk/{path}", data or {}, follow=True)
    assert answer.redirect_chain, path
    return answer.content.decode()


def stamp(client: Client, row: Entry) -> str:
    found = re.search(r'name="stamp" value="(\w+)"', page(client, f"entries/{row.pk}/confirm/"))
    assert found
    return found[1]
