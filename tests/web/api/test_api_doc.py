"""The page on the API names every operation, scope and status, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tutela.web.accounts.models import Scope
from tutela.web.site.register import the_register

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def paths(client: Client, db: None) -> Any:
    return client.get("/api/openapi.json").json()["paths"]


def test_every_operation_is_named(paths: Any) -> None:
    there = {(method.upper(), path.removeprefix("/api")) for path, methods in paths.items() for method in methods}
    named = set(re.findall(r"^\| `(GET|POST) ([^`]+)` \|", PAGE, re.M))
    assert named == there


def test_every_scope_and_status_is_named(paths: Any) -> None:
    for scope in Scope.values:
        assert f"| `{scope}` |" in PAGE
    statuses = {status for methods in paths.values() for one in methods.values() for status in one["responses"]}
    for status in statuses:
        assert status in PAGE or status == "200", status


def test_the_public_examples_work(client: Client, db: None) -> None:
    examples = re.findall(r'^    curl "\$API([^"]+)"', PAGE, re.M)
    assert len(examples) >= 6
    for address in examples:
        assert client.get(f"/api{address}").status_code == 200, address
    assert any(term.id == "financial-sector" for term in the_register().addressees)
