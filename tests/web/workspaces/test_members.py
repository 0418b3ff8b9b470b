"""Members and their roles: owners change them, and there is always an owner."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.factories import member_of

from tutela.web.accounts.models import User
from tutela.web.audit.models import Entry
from tutela.web.workspaces.membership import LastOwnerError, change_role, remove
from tutela.web.workspaces.models import Invitation, Membership, Role, Workspace

pytestmark = pytest.mark.django_db


def role_of(workspace: Workspace, user: User) -> int | None:
    return Membership.objects.filter(workspace=workspace, user=user).values_list("role", flat=True).first()


def member(workspace: Workspace, user: User) -> int:
    return Membership.objects.get(workspace=workspace, user=user).pk


def test_addresses_are_for_owners(as_alice: Client, as_bob: Client, workspace: Workspace, rita: User) -> None:
    path = f"/en/w/{workspace.slug}/members/"
    assert "rita@example.org" in as_alice.get(path).content.decode()
    page = as_bob.get(path).content.decode()
    assert "Rita" in page
    assert "rita@example.org" not in page
    assert "Invite somebody" not in page


def test_an_owner_changes_roles(as_alice: Client, as_bob: Client, workspace: Workspace, bob: User, rita: User) -> None:
    path = f"/en/w/{workspace.slug}/members/{member(workspace, rita)}/role/"
    assert as_bob.post(path, {"role": 3}).status_code == 403
    assert as_alice.post(path, {"role": 2}).status_code == 302
    assert role_of(workspace, rita) == Role.REVIEWER
    entry = Entry.objects.get(action="member.role-changed")
    assert (entry.about, entry.subject, entry.workspace) == (rita, "reader > reviewer", workspace)


@pytest.mark.parametrize("role", ["", "0", "4", "owner", "1\0", "9" * 40])
def test_roles_that_are_none(as_alice: Client, workspace: Workspace, rita: User, role: str) -> None:
    as_alice.post(f"/en/w/{workspace.slug}/members/{member(workspace, rita)}/role/", {"role": role})
    assert role_of(workspace, rita) == Role.READER


def test_an_owner_removes_and_the_person_sees_nothing_at_once(
    as_alice: Client, as_rita: Client, workspace: Workspace, rita: User
) -> None:
    path = f"/en/w/{workspace.slug}/members/{member(workspace, rita)}/remove/"
    assert as_rita.post(path).status_code == 403
    assert "Remove Rita" in as_alice.get(path).content.decode()
    assert role_of(workspace, rita) == Role.READER
    assert as_alice.post(path).status_code == 302
    assert as_rita.get(f"/en/w/{workspace.slug}/").status_code == 404
    assert as_alice.post(path).status_code == 404


def test_members_of_other_workspaces_are_out_of_reach(as_alice: Client, workspace: Workspace, charlie: User) -> None:
    other = Membership.objects.get(user=charlie)
    for what in ("role", "remove"):
        answer = as_alice.post(f"/en/w/{workspace.slug}/members/{other.pk}/{what}/", {"role": 1})
        assert answer.status_code == 404
    other.refresh_from_db()
    assert other.role == Role.OWNER


def test_leaving(as_bob: Client, workspace: Workspace, bob: User) -> None:
    path = f"/en/w/{workspace.slug}/members/leave/"
    assert as_bob.get(path).status_code == 200
    assert as_bob.post(path)["Location"] == "/en/workspaces/"
    assert as_bob.get(f"/en/w/{workspace.slug}/").status_code == 404
    assert Entry.objects.get(action="member.left").user == bob


def test_the_last_owner_stays(as_alice: Client, workspace: Workspace, alice: User, bob: User) -> None:
    base = f"/en/w/{workspace.slug}/members/"
    mine = member(workspace, alice)
    for path in (f"{base}leave/", f"{base}{mine}/role/", f"{base}{mine}/remove/"):
        page = as_alice.post(path, {"role": 1}, follow=True).content.decode()
        assert "There must be an owner" in page
        assert role_of(workspace, alice) == Role.OWNER
    as_alice.post(f"{base}{member(workspace, bob)}/role/", {"role": 3})
    as_alice.post(f"{base}{mine}/role/", {"role": 2})
    assert role_of(workspace, alice) == Role.REVIEWER
    with pytest.raises(LastOwnerError):
        change_role(workspace, member(workspace, bob), Role.READER, bob)
    with pytest.raises(LastOwnerError):
        remove(workspace, member(workspace, bob), bob)


def test_links_of_an_owner_who_is_none_any_more_let_nobody_in(workspace: Workspace, alice: User) -> None:
    olga = member_of(workspace, "Olga", Role.OWNER)
    _first, key_of_olga = Invitation.make(workspace, Role.OWNER, olga)
    _second, key_of_alice = Invitation.make(workspace, Role.READER, alice)
    change_role(workspace, member(workspace, olga), Role.REVIEWER, alice)
    assert Invitation.of_key(key_of_olga) is None
    assert Invitation.of_key(key_of_alice) is not None
    assert signed_in(olga).get(f"/en/w/{workspace.slug}/members/invite/").status_code == 403
