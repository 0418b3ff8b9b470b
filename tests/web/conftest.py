"""A workspace with its people: Alice owns it, Bob reviews, Rita reads, Charlie is a stranger with a workspace of his own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests.web.factories import PASSWORD, member_of, person
from tests.web.library.factories import staff

from tutela.web.accounts.models import User
from tutela.web.library.facets import BITMAPS
from tutela.web.library.models import Duty
from tutela.web.workspaces.models import Role, Workspace

ALIKE_ON_BOTH = (
    "/understand/", "/terminology/", "/help/test_pages", "/help/test_paper", "/help/test_no_trace", "/help/test_server_logs",
    "/help/test_readability",
)  # fmt: skip
"""Tests of pages that ask the database nothing, or a row by its number: nothing of them could differ on the other one."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the other database (``make test-postgresql``) only what touches a database is run once more."""
    if not os.environ.get("DATABASE_URL"):
        return
    kept = [
        item for item in items if _asks_for_data(item) and not any(name in str(item.path) for name in ALIKE_ON_BOTH)
    ]
    left_out = set(items) - set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = kept


def _asks_for_data(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    return not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever language the last one's pages were in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def help_pages_are_off(settings: Any) -> Iterator[None]:
    """The switch of the help pages is a file, which the end of a test does not take back."""
    yield
    settings.HELP_SWITCH.unlink(missing_ok=True)


@pytest.fixture
def alice(db: None) -> User:
    return person("Alice")


@pytest.fixture
def workspace(alice: User) -> Workspace:
    return Workspace.open("Ombudsman of Maravel", alice)


@pytest.fixture
def bob(workspace: Workspace) -> User:
    return member_of(workspace, "Bob", Role.REVIEWER)


@pytest.fixture
def rita(workspace: Workspace) -> User:
    return member_of(workspace, "Rita", Role.READER)


@pytest.fixture
def charlie(db: None) -> User:
    stranger = person("Charlie")
    Workspace.open("Another organisation", stranger)
    return stranger


def signed_in(user: User) -> Client:
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


@pytest.fixture
def as_alice(alice: User) -> Client:
    return signed_in(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return signed_in(bob)


@pytest.fixture
def as_rita(rita: User) -> Client:
    return signed_in(rita)


@pytest.fixture
def as_charlie(charlie: User) -> Client:
    return signed_in(charlie)


@pytest.fixture(autouse=True)
def facets_of_this_test() -> None:
    """Each test has a database of its own, of which this process knows nothing yet."""
    BITMAPS.forget()


@pytest.fixture
def librarian(db: None) -> User:
    return staff("Leila", Duty.LIBRARIAN)


@pytest.fixture
def cataloguer(db: None) -> User:
    return staff("Carlos", Duty.CATALOGUER)


@pytest.fixture
def as_librarian(librarian: User) -> Client:
    return signed_in(librarian)


@pytest.fixture
def as_cataloguer(cataloguer: User) -> Client:
    return signed_in(cataloguer)
