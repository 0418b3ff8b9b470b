"""One's own account: name, tokens, deletion."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.factories import PASSWORD, document_in, member_of, person

from tutela.web.accounts.models import Token, User
from tutela.web.assessments.models import Assessment, Judgement
from tutela.web.audit.models import Entry
from tutela.web.workspaces.models import Invitation, Membership, Role, Workspace

pytestmark = pytest.mark.django_db


def test_another_name(as_alice: Client, alice: User) -> None:
    assert as_alice.post("/en/account/", {"name": "Alice B."}).status_code == 302
    alice.refresh_from_db()
    assert alice.name == "Alice B."
    page = as_alice.post("/en/account/", {"name": "<b>\0"}).content.decode()
    assert "errorlist" in page
    assert ">Alice B.</a>" in page, "the head of the page shows the name that holds"


def test_own_sign_ins_are_shown_and_not_those_of_others(as_alice: Client, alice: User) -> None:
    person("Ines")
    Client().post("/en/sign-in/", {"username": "ines@example.org", "password": "wrong"})
    page = as_alice.get("/en/account/").content.decode()
    assert "sign-in" in page
    assert "sign-in refused" not in page
    Client().post("/en/sign-in/", {"username": "alice@example.org", "password": "wrong"})
    assert "sign-in refused" in as_alice.get("/en/account/").content.decode()


class TestTokens:
    def test_the_key_is_shown_once(self, as_alice: Client, alice: User) -> None:
        page = as_alice.post(
            "/en/account/tokens/", {"name": "Reporting script", "scopes": ["read", "decide"]}
        ).content.decode()
        key = re.findall(r'value="(tutela_[^"]+)"', page)[0]
        token = Token.of_key(key)
        assert token is not None
        assert (token.user, token.name, token.scopes) == (alice, "Reporting script", ["read", "decide"])
        later = as_alice.get("/en/account/tokens/").content.decode()
        assert key not in later
        assert "Reporting script" in later
        entry = Entry.objects.get(action="token.made")
        assert entry.subject == "Reporting script"
        assert key not in str(list(Token.objects.values())) + entry.subject

    @pytest.mark.parametrize(
        "given",
        [
            {"name": ""},
            {"name": "x", "scopes": ["everything"]},
            {"name": "x"},
            {"name": "x\0", "scopes": ["read"]},
            {"name": "x" * 81, "scopes": ["read"]},
        ],
    )
    def test_what_cannot_be_made(self, as_alice: Client, given: dict[str, Any]) -> None:
        assert "errorlist" in as_alice.post("/en/account/tokens/", given).content.decode()
        assert not Token.objects.exists()

    def test_revoked_by_its_owner_alone(self, as_alice: Client, as_charlie: Client, alice: User) -> None:
        token, key = Token.make(alice, "Script", ["read"])
        path = f"/en/account/tokens/{token.pk}/revoke/"
        assert as_charlie.post(path).status_code == 404
        assert Client().post(path).status_code == 302
        assert Token.of_key(key) == token
        assert as_alice.get(path).status_code == 405
        assert as_alice.post(path).status_code == 302
        assert as_alice.post(path).status_code == 302
        assert Token.of_key(key) is None
        assert Entry.objects.filter(action="token.revoked").count() == 1
        assert as_alice.post(f"/en/account/tokens/{10**30}/revoke/").status_code == 404

    def test_only_own_ones_are_listed(self, as_alice: Client, charlie: User) -> None:
        Token.make(charlie, "Token of Charlie", ["read"])
        assert "Token of Charlie" not in as_alice.get("/en/account/tokens/").content.decode()

    def test_queries_do_not_grow_with_tokens(
        self, as_alice: Client, alice: User, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(20):
            Token.make(alice, f"Script {number}", ["read"])
        with django_assert_max_num_queries(6):
            as_alice.get("/en/account/tokens/")


class TestDeletion:
    def test_the_person_goes_and_the_decisions_stay(self, workspace: Workspace) -> None:
        bob = member_of(workspace, "Bob", Role.REVIEWER)
        document = document_in(workspace)
        assessment = Assessment.objects.create(workspace=workspace, state="Maravel")
        passage = document.passages.first()
        judgement = Judgement.objects.create(
            assessment=assessment, measure="m", passage=passage, reviewer=bob, answer="confirmed", note="clear"
        )
        Token.make(bob, "Script", ["read"])
        client = signed_in(bob)
        assert client.post("/en/account/delete/", {"current": "wrong"}).status_code == 200
        assert client.post("/en/account/delete/", {"current": PASSWORD}).status_code == 302
        assert client.get("/en/account/").status_code == 302
        bob.refresh_from_db()
        assert not bob.is_active
        assert "bob" not in f"{bob.name} {bob.email}".lower()
        assert not bob.tokens.exists()
        assert not Membership.objects.filter(user=bob).exists()
        judgement.refresh_from_db()
        assert (judgement.reviewer, judgement.note) == (bob, "clear")
        assert not Client().login(username="bob@example.org", password=PASSWORD)
        # The address is free again.
        person("Bob")

    def test_the_last_owner_must_first_hand_over(self, as_alice: Client, alice: User, workspace: Workspace) -> None:
        _link, key = Invitation.make(workspace, Role.OWNER, alice)
        assert workspace.name in as_alice.get("/en/account/delete/").content.decode()
        assert as_alice.post("/en/account/delete/", {"current": PASSWORD}).status_code == 200
        alice.refresh_from_db()
        assert alice.is_active
        member_of(workspace, "Olga", Role.OWNER)
        assert as_alice.post("/en/account/delete/", {"current": PASSWORD}).status_code == 302
        assert Invitation.of_key(key) is None, "links that the person handed out let nobody in any more"
