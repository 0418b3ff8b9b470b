"""Somebody at the operator's desk."""

from __future__ import annotations

import pytest
from django.test import Client

from tutela.web.accounts.models import User
from tutela.web.help.models import Operator


@pytest.fixture
def desk(alice: User, as_alice: Client) -> Client:
    """Alice, who looks after the help pages."""
    Operator.objects.create(user=alice)
    return as_alice
