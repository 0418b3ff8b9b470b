"""Invitations by link: one person each, once, for 14 days, and they tell nobody anything."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.factories import PASSWORD, person

from tutela.web.accounts.models import User
from tutela.web.audit.models import Entry
from tutela.web.workspaces import invitations
from tutela.web.workspaces.models import REFUSALS, Invitation, Membership, Role, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(workspace: Workspace, alice: User) -> str:
    return Invitation.make(workspace, Role.REVIEWER, alice, "Nora from the helpline")[1]


def new_account(**changes: str) -> dict[str, str]:
    given = {"name": "Nora", "email": "nora@example.org", "password": "purple river stone", **changes}
    return {"open": "yes", **{f"new-{field}": value for field, value in given.items()}}


def is_in(user: User, workspace: Workspace) -> bool:
    return Membership.objects.filter(user=user, workspace=workspace).exists()


def test_the_link_is_shown_once_to_the_owner(as_alice: Client, workspace: Workspace) -> None:
    path = f"/en/w/{workspace.slug}/members/invite/"
    page = as_alice.post(path, {"role": 2, "note": "Nora from the helpline"}).content.decode()
    link = re.findall(r'value="http://testserver(/en/join/[^"]+)"', page)[0]
    for later in (path, f"/en/w/{workspace.slug}/members/"):
        text = as_alice.get(later).content.decode()
        assert link not in text
        assert "Nora from the helpline" in text
    key = link.rstrip("/").split("/")[-1]
    assert key not in str(list(Invitation.objects.values()))
    entry = Entry.objects.get(action="member.invited")
    assert (entry.subject, entry.workspace) == ("reviewer", workspace)
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize(
    "given", [{"note": ""}, {"role": "4"}, {"role": "x"}, {"role": 1, "note": "x" * 121}, {"role": 1, "note": "\0"}]
)
def test_what_cannot_be_made(as_alice: Client, workspace: Workspace, given: dict[str, Any]) -> None:
    page = as_alice.post(f"/en/w/{workspace.slug}/members/invite/", given).content.decode()
    assert "errorlist" in page
    assert not Invitation.objects.exists()


def test_only_owners_invite(as_bob: Client, as_rita: Client, workspace: Workspace) -> None:
    for client in (as_bob, as_rita):
        assert client.post(f"/en/w/{workspace.slug}/members/invite/", {"role": 1}).status_code == 403
    assert not Invitation.objects.exists()


def test_who_is_signed_in_accepts(as_charlie: Client, charlie: User, workspace: Workspace, key: str) -> None:
    page = as_charlie.get(f"/en/join/{key}/").content.decode()
    assert workspace.name in page
    assert "reviewer" in page
    assert not is_in(charlie, workspace)
    assert as_charlie.post(f"/en/join/{key}/")["Location"] == f"/en/w/{workspace.slug}/"
    assert Membership.objects.get(user=charlie, workspace=workspace).role == Role.REVIEWER
    assert Invitation.objects.get().used_by == charlie
    assert as_charlie.get(f"/en/w/{workspace.slug}/").status_code == 200
    assert Entry.objects.get(action="member.joined").subject == "reviewer"


def test_who_is_new_opens_an_account_that_works_at_once(client: Client, workspace: Workspace, key: str) -> None:
    assert client.post(f"/en/join/{key}/", new_account())["Location"] == f"/en/w/{workspace.slug}/"
    assert client.get(f"/en/w/{workspace.slug}/").status_code == 200
    nora = User.objects.get(email="nora@example.org")
    assert nora.is_active
    assert is_in(nora, workspace)
    assert Client().login(username="nora@example.org", password="purple river stone")


def test_who_has_an_account_signs_in_there(client: Client, charlie: User, workspace: Workspace, key: str) -> None:
    page = client.post(f"/en/join/{key}/", {"username": charlie.email, "password": "wrong"})
    assert page.status_code == 200
    assert "do not match" in page.content.decode()
    assert client.post(f"/en/join/{key}/", {"username": charlie.email, "password": PASSWORD}).status_code == 302
    assert client.get(f"/en/w/{workspace.slug}/").status_code == 200


def test_the_right_password_of_a_known_address_is_a_sign_in(
    client: Client, charlie: User, workspace: Workspace, key: str
) -> None:
    given = new_account(name="Other", email="Charlie@example.org", password=PASSWORD)
    assert client.post(f"/en/join/{key}/", given).status_code == 302
    charlie.refresh_from_db()
    assert charlie.name == "Charlie"
    assert is_in(charlie, workspace)


def test_a_known_address_with_another_password_is_refused_and_unchanged(
    client: Client, charlie: User, workspace: Workspace, key: str
) -> None:
    page = client.post(f"/en/join/{key}/", new_account(email=charlie.email))
    assert page.status_code == 200
    assert "This did not work" in page.content.decode()
    charlie.refresh_from_db()
    assert charlie.check_password(PASSWORD)
    assert not is_in(charlie, workspace)
    assert Invitation.of_key(key) is not None


def test_nobody_finds_out_with_a_link_who_has_an_account(charlie: User, key: str) -> None:
    for _ in range(REFUSALS):
        Client().post(f"/en/join/{key}/", new_account(email=charlie.email))
    assert Client().get(f"/en/join/{key}/").status_code == 404
    assert Client().post(f"/en/join/{key}/", new_account()).status_code == 404


def test_nor_by_making_many_links(as_alice: Client, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "INVITATIONS_A_DAY", 2)
    path = f"/en/w/{workspace.slug}/members/invite/"
    pages = [as_alice.post(path, {"role": 1}).content.decode() for _ in range(3)]
    assert ["many invitations today" in page for page in pages] == [False, False, True]
    assert Invitation.objects.count() == 2


def test_wrong_passwords_at_a_link_count_as_wrong_sign_ins(charlie: User, key: str, settings: Any) -> None:
    settings.AXES_ENABLED = True
    client = Client()
    for _ in range(8):
        answer = client.post(f"/en/join/{key}/", new_account(email=charlie.email))
    assert answer.status_code == 429
    assert client.post("/en/sign-in/", {"username": charlie.email, "password": PASSWORD}).status_code == 429


def test_an_account_that_waits_for_its_letter_works_by_the_link(client: Client, workspace: Workspace, key: str) -> None:
    person("Nora", is_active=False)
    assert client.post(f"/en/join/{key}/", new_account(name="Nora B.")).status_code == 302
    nora = User.objects.get(email="nora@example.org")
    assert (nora.is_active, nora.name) == (True, "Nora B.")
    assert is_in(nora, workspace)


@pytest.mark.parametrize("changes", [{"password": "short"}, {"email": "x"}, {"name": ""}, {"name": "\0"}])
def test_a_form_that_is_not_right_says_so_and_spends_nothing(client: Client, key: str, changes: dict[str, str]) -> None:
    page = client.post(f"/en/join/{key}/", new_account(**changes))
    assert "errorlist" in page.content.decode()
    assert Invitation.of_key(key) is not None
    assert not User.objects.filter(email="nora@example.org").exists()


def test_who_is_in_already_spends_no_link(as_bob: Client, bob: User, workspace: Workspace, key: str) -> None:
    assert "in this workspace already" in as_bob.get(f"/en/join/{key}/").content.decode()
    assert as_bob.post(f"/en/join/{key}/").status_code == 302
    assert Invitation.of_key(key) is not None
    assert Membership.objects.get(user=bob).role == Role.REVIEWER


@pytest.mark.parametrize("fate", ["used", "withdrawn", "expired", "refused", "unknown", "odd"])
def test_links_that_do_not_work_all_say_the_same(client: Client, charlie: User, key: str, fate: str) -> None:
    now = timezone.now()
    changes: dict[str, Any] = {
        "used": {"used": now, "used_by": charlie},
        "withdrawn": {"withdrawn": now},
        "expired": {"expires": now - timedelta(seconds=1)},
        "refused": {"refusals": REFUSALS},
    }
    Invitation.objects.update(**changes.get(fate, {"digest": "0" * 64}))
    paths = [f"/en/join/{key if fate != 'odd' else '%00é'}/", "/en/join/never-was/"]
    pages = [client.get(path) for path in paths] + [client.post(path, new_account()) for path in paths]
    assert {page.status_code for page in pages} == {404}
    texts = {re.sub(r"/join/[^\"]*", "", page.content.decode()) for page in pages}
    assert len({re.sub(r'value="[^"]{64}"', "", text) for text in texts}) == 1
    assert not User.objects.filter(email="nora@example.org").exists()


def test_links_work_for_14_days(key: str) -> None:
    made = Invitation.objects.get()
    assert round((made.expires - made.created) / timedelta(days=1)) == 14


def test_an_owner_withdraws(
    as_alice: Client, as_bob: Client, as_charlie: Client, workspace: Workspace, key: str
) -> None:
    path = f"/en/w/{workspace.slug}/members/invitations/{Invitation.objects.get().pk}/withdraw/"
    assert as_bob.post(path).status_code == 403
    assert as_charlie.post(path).status_code == 404
    assert Invitation.of_key(key) is not None
    assert as_alice.post(path).status_code == 302
    assert Invitation.of_key(key) is None
    assert "could not be withdrawn" in as_alice.post(path, follow=True).content.decode()


def test_an_owner_elsewhere_withdraws_nothing_here(as_charlie: Client, charlie: User, key: str) -> None:
    mine = Membership.objects.get(user=charlie).workspace
    as_charlie.post(f"/en/w/{mine.slug}/members/invitations/{Invitation.objects.get().pk}/withdraw/")
    assert Invitation.of_key(key) is not None


def test_of_two_who_use_a_link_at_one_moment_one_comes_in(workspace: Workspace, charlie: User, key: str) -> None:
    """Both have seen the link hold before either comes in."""
    ines = person("Ines")
    first, second = Invitation.of_key(key), Invitation.of_key(key)
    assert first
    assert second
    invitations.accept(first, charlie)
    with pytest.raises(invitations.InvitationGoneError):
        invitations.accept(second, ines)
    assert invitations.accept(second, charlie).user == charlie, "a second click of the same person does no harm"
    assert Membership.objects.filter(workspace=workspace).count() == 2
    assert Invitation.objects.get().used_by == charlie


def test_who_comes_too_late_has_no_account_either(
    client: Client, charlie: User, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = Invitation.of_key(key)
    assert invitation
    invitations.accept(invitation, charlie)
    monkeypatch.setattr(Invitation, "of_key", staticmethod(lambda _key: invitation))
    assert client.post(f"/en/join/{key}/", new_account()).status_code == 404
    assert not User.objects.filter(email="nora@example.org").exists()
    assert client.get("/en/account/").status_code == 302
