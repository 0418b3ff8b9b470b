"""Each test begins in English, and with no picture drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def fresh_pictures(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_PICTURES = tmp_path / "pictures"
