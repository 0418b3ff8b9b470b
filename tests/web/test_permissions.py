"""Every view of the site, found by walking its addresses: who gets in, and who must not even learn that it is there.

A new view is covered by itself. Where its address has a part of a new name, SAMPLES below says what stands there;
without an entry it gets a value that its converter takes, and nothing is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.conftest import signed_in
from tests.web.factories import document_in, member_of, person

from tutela.web.accounts.models import Token
from tutela.web.assessments.models import AssessedDocument, Assessment, Finding
from tutela.web.publishing.models import Publication
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Invitation, Role, Workspace

# Everything else needs an account. Only addresses that are meant for everybody stand here.
PUBLIC = {
    "root", "robots", "about",
    "accounts:sign-up", "accounts:sign-up-sent", "accounts:confirm", "accounts:sign-in", "accounts:sign-out",
    "accounts:password", "accounts:password-sent", "accounts:new-password",
    "workspaces:join",
}  # fmt: skip
PUBLIC_PARTS = (
    "understand:", "searching:", "published:", "api-1:", "library:", "discovery:", "subjects:", "news:", "exchange:", "terminology:", "help:",
)  # fmt: skip

# The library's own work: these views, and those of the apps that hold no others.
STAFF_PARTS = ("cataloguing:", "batches:", "circulation:", "harvests:")
STAFF = {
    "library:about", "library:appoint", "library:dismiss", "library:problem", "library:problems", "library:staff",
    "news:delete", "news:edit", "news:new", "news:publish",
    "subjects:delete", "subjects:edit", "subjects:import", "subjects:load-start", "subjects:merge", "subjects:new",
}  # fmt: skip
LIBRARIANS_ONLY = {
    "batches:import", "batches:edit", "circulation:rules", "library:about", "library:appoint", "library:staff",
    "news:delete", "news:publish", "subjects:import", "subjects:new",
}  # fmt: skip
OWN_LISTS = {"library:clear", "library:share", "library:take", "library:withdraw"}
"""Public parts that need an account all the same."""

OWNERS_ONLY = {
    "workspaces:rename", "workspaces:delete", "workspaces:invite", "workspaces:withdraw", "workspaces:role",
    "workspaces:remove", "workspaces:audit", "workspaces:audit-csv",
}  # fmt: skip

ROLES = ("anonymous", "stranger", "reader", "reviewer", "owner")


@dataclass(frozen=True)
class View:
    """An address of the site: its name, the parts to be filled in, and their converters."""

    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def is_in_a_workspace(self) -> bool:
        return "slug" in dict(self.parts) and not self.name.startswith(("published:", "news:"))

    def path(self, samples: dict[str, Any]) -> str:
        """Its address, with the samples for this name ("documents:read.pk"), else for the part ("pk"), else anything."""
        anything = {
            "IntConverter": 1,
            "UUIDConverter": "00000000-0000-0000-0000-000000000000",
            "KeyConverter": "0" * 12,
        }
        app = self.name.partition(":")[0]
        filled = {
            part: samples.get(
                f"{self.name}.{part}", samples.get(f"{app}.{part}", samples.get(part, anything.get(kind, "x")))
            )
            for part, kind in self.parts
        }
        with override("en"):
            return reverse(self.name, kwargs=filled)


def walk(patterns: list[Any], prefix: str = "", parts: tuple[tuple[str, str], ...] = ()) -> Iterator[View]:
    for pattern in patterns:
        inner = tuple((part, type(converter).__name__) for part, converter in pattern.pattern.converters.items())
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from walk(pattern.url_patterns, space, parts + inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield View(f"{prefix}{pattern.name}", parts + inner)


def views() -> list[View]:
    return sorted(set(walk(get_resolver().url_patterns)), key=lambda view: view.name)


@dataclass
class House:
    """A workspace with everything in it, a client for each role, and what stands in addresses."""

    clients: dict[str, Client]
    samples: dict[str, Any]
    workspace: Workspace


@pytest.fixture
def house(db: None) -> House:
    alice = person("Alice")
    workspace = Workspace.open("Ombudsman of Maravel", alice)
    bob, rita = member_of(workspace, "Bob", Role.REVIEWER), member_of(workspace, "Rita", Role.READER)
    charlie = person("Charlie")
    Workspace.open("Another organisation", charlie)
    document = document_in(workspace)
    assessment = Assessment.objects.create(workspace=workspace, state="Maravel", run=1, shown_run=1)
    AssessedDocument.objects.create(assessment=assessment, document=document, run=1)
    measure = the_register().measures[0].id
    for one in the_register().measures:
        Finding.objects.create(assessment=assessment, measure=one.id, machine="not-found")
    other = Assessment.objects.create(workspace=workspace, state="Maravel", period="2020")
    publication = Publication.objects.create(assessment=assessment, title="Maravel", made_by=alice)
    invitation, _key = Invitation.make(workspace, Role.READER, alice)
    token, _secret = Token.make(alice, "Script", ["read"])
    samples = {
        "slug": workspace.slug,
        "published.slug": publication.slug,
        "measure": measure,
        "pk": assessment.pk,
        "other": other.pk,
        "documents.pk": document.pk,
        "document": document.pk,
        "workspaces.pk": workspace.memberships.get(user=rita).pk,
        "workspaces:withdraw.pk": invitation.pk,
        "accounts.pk": token.pk,
        "publication": publication.pk,
        "publishing:withdraw.publication": publication.pk,
        "number": 1,
        "page": 1,
        "format": "csv",
        "language": "en",
    }
    people = {"stranger": charlie, "reader": rita, "reviewer": bob, "owner": alice}
    clients = {"anonymous": Client(), **{role: signed_in(user) for role, user in people.items()}}
    for client in clients.values():
        client.raise_request_exception = False
    return House(clients, samples, workspace)


def ask(house: House, role: str, method: str, path: str, data: dict[str, Any] | None = None) -> HttpResponseBase:
    """The answer; whatever it changed is undone."""
    client = house.clients[role]
    cookies = client.cookies.output()
    with transaction.atomic():
        answer: HttpResponseBase = getattr(client, method)(path, data or {})
        transaction.set_rollback(True)
    if client.cookies.output() != cookies and role != "anonymous":
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return answer


def wants_sign_in(answer: HttpResponseBase) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/en/sign-in/?next=")


def test_the_walk_finds_the_views_of_workspaces() -> None:
    found = {view.name for view in views() if view.is_in_a_workspace}
    assert {"workspaces:home", "workspaces:members", "workspaces:audit"} <= found
    assert found >= OWNERS_ONLY
    assert {view.name for view in views()} >= PUBLIC


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_strangers_get_404_and_the_anonymous_are_sent_to_sign_in(house: House, method: str) -> None:
    """Except where the method is wrong for everybody (405), which tells nothing: it is so for every address."""
    wrong: list[tuple[str, str, int]] = []
    for view in views():
        if not view.is_in_a_workspace:
            continue
        path = view.path(house.samples)
        elsewhere = view.path({**house.samples, "slug": "no-such-room-00000000"})
        answer = ask(house, "anonymous", method, path)
        if not (wants_sign_in(answer) or (answer.status_code == 405 and method != "get")) and not _is_method(
            answer, house, method, elsewhere
        ):
            wrong.append((view.name, "anonymous", answer.status_code))
        answer = ask(house, "stranger", method, path)
        same = ask(house, "stranger", method, elsewhere)
        if answer.status_code not in (404, 405) or answer.status_code != same.status_code:
            wrong.append((view.name, "stranger", answer.status_code))
        if _words(answer, path) != _words(same, elsewhere):
            wrong.append((view.name, "stranger reads another page", answer.status_code))
    assert wrong == []


def _is_method(answer: HttpResponseBase, house: House, method: str, elsewhere: str) -> bool:
    return answer.status_code == 405 and ask(house, "anonymous", method, elsewhere).status_code == 405


def _words(answer: HttpResponseBase, path: str) -> bytes:
    """The page without its own address (the links to other languages have it) and without what is new on each page."""
    text: bytes = getattr(answer, "content", b"")
    text = text.replace(path.split("/", 2)[2].encode(), b"")
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", text)


def test_views_outside_workspaces_are_for_everybody_or_need_an_account(house: House) -> None:
    wrong = []
    for view in views():
        if view.is_in_a_workspace or is_public(view):
            continue
        for method in ("get", "post"):
            answer = ask(house, "anonymous", method, view.path(house.samples))
            if not wants_sign_in(answer) and answer.status_code != 405:
                wrong.append((view.name, method, answer.status_code))
    assert wrong == []


def is_staff(view: View) -> bool:
    return view.name in STAFF or view.name.startswith(STAFF_PARTS)


def is_public(view: View) -> bool:
    if is_staff(view) or view.name in OWN_LISTS:
        return False
    return view.name in PUBLIC or view.name.startswith(PUBLIC_PARTS)


def test_the_work_of_the_library_is_its_staff_s(house: House, as_cataloguer: Client) -> None:
    """People with an account who do not work there are told so; of librarians' work cataloguers too."""
    found = [view for view in views() if is_staff(view)]
    assert {view.name for view in found} >= STAFF | LIBRARIANS_ONLY
    wrong = []
    for view in found:
        path = view.path(house.samples)
        for method in ("get", "post"):
            answer = ask(house, "owner", method, path)
            if answer.status_code not in (403, 405):
                wrong.append((view.name, method, "owner of a workspace", answer.status_code))
            if view.name in LIBRARIANS_ONLY:
                status = getattr(as_cataloguer, method)(path).status_code
                if status not in (403, 405):
                    wrong.append((view.name, method, "cataloguer", status))
    assert wrong == []


def test_the_desk_of_the_help_pages_is_its_operators(house: House) -> None:
    """Whoever is none learns nothing of it."""
    found = [view for view in views() if view.name.startswith("help-desk:")]
    assert len(found) >= 8
    wrong = []
    for view in found:
        for method in ("get", "post"):
            status = ask(house, "owner", method, view.path(house.samples)).status_code
            if status not in (404, 405):
                wrong.append((view.name, method, status))
    assert wrong == []


MARK = "Zyxwland"
"""Stands in everything of the workspace, and nowhere else."""


@pytest.mark.parametrize("role", ["anonymous", "stranger"])
def test_nothing_of_a_workspace_shows_elsewhere(house: House, role: str) -> None:
    """Comparison, search and all other pages outside of workspaces, asked for what is in one."""
    document_in(
        house.workspace, f"# {MARK} Act\n\n1. In {MARK}, a teacher shall report it to the police.\n", f"{MARK}.md"
    )
    house.workspace.name = MARK
    house.workspace.save()
    Assessment.objects.update(state=MARK)
    pk, other = house.samples["pk"], house.samples["other"]
    places = {
        "workspace": house.samples["slug"],
        "assessment": pk,
        "document": house.samples["document"],
        "a": pk,
        "b": other,
    }
    queries = [{}, places, {"q": "teacher police"}, {"q": "teacher police", **places}]
    shown = []
    for view in views():
        if view.is_in_a_workspace or view.name.startswith("published:"):
            continue
        for query in queries:
            answer = ask(house, role, "get", view.path(house.samples), query)
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            if MARK.encode() in text or answer.status_code >= 500:
                shown.append((view.name, query, answer.status_code))
    assert shown == []


def test_the_same_shows_to_members(house: House) -> None:
    """The mark of the test above is one that pages do show."""
    document_in(
        house.workspace, f"# {MARK} Act\n\n1. In {MARK}, a teacher shall report it to the police.\n", f"{MARK}.md"
    )
    Assessment.objects.update(state=MARK)
    query = {"q": "teacher police", "a": house.samples["pk"], "b": house.samples["other"]}
    found = {view.name: view for view in views()}
    for name in ("searching:search", "comparing:choose", "comparing:compare", "comparing:states"):
        answer = ask(house, "reader", "get", found[name].path(house.samples), query)
        assert MARK.encode() in getattr(answer, "content", b""), name


def test_no_view_fails_and_greater_roles_may_no_less(house: House) -> None:
    wrong = []
    for view in views():
        if not view.is_in_a_workspace:
            continue
        path = view.path(house.samples)
        for method in ("get", "post"):
            codes = [ask(house, role, method, path).status_code for role in ("reader", "reviewer", "owner")]
            is_rising = all(not (greater == 403 and lesser != 403) for lesser, greater in pairwise(codes))
            if max(codes) >= 500 or not is_rising:
                wrong.append((view.name, method, codes))
    assert wrong == []


def test_what_only_owners_may(house: House) -> None:
    wrong = []
    for view in views():
        if view.name not in OWNERS_ONLY:
            continue
        for method in ("get", "post"):
            codes = {role: ask(house, role, method, view.path(house.samples)).status_code for role in ROLES[2:]}
            allowed = codes["owner"] in (200, 302) and codes["reader"] == codes["reviewer"] == 403
            if not allowed and set(codes.values()) != {405}:
                wrong.append((view.name, method, codes))
    assert wrong == []


def test_readers_change_nothing(house: House) -> None:
    """What a reader may send: leaving the workspace is all. Everything else is refused, or takes no form at all."""
    taken = []
    for view in views():
        if view.is_in_a_workspace and view.name != "workspaces:leave":
            answer = ask(house, "reader", "post", view.path(house.samples))
            if answer.status_code not in (403, 405):
                taken.append((view.name, answer.status_code))
    assert taken == []


ODD = st.one_of(
    st.integers(min_value=0, max_value=3),
    st.integers(min_value=2**31 - 1, max_value=2**70),
)
WORDS = st.one_of(
    st.sampled_from(["", "x", "\0", "=1", "-1", "9" * 40, "../../etc/passwd", "<script>", "٣", "🙂", "é" * 300]),
    st.text(max_size=20),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_nobody_sees_too_much_and_nothing_fails(house: House, data: st.DataObject) -> None:
    """Any view, any role, any numbers in the address, any words in the query or the form."""
    view = data.draw(st.sampled_from([view for view in views() if view.is_in_a_workspace]), label="view")
    role = data.draw(st.sampled_from(ROLES), label="role")
    method = data.draw(st.sampled_from(["get", "post"]), label="method")
    samples = dict(house.samples)
    for part, kind in view.parts:
        if kind == "IntConverter" and data.draw(st.booleans(), label=f"odd {part}"):
            samples[f"{view.name}.{part}"] = data.draw(ODD, label=part)
    names = [
        "p",
        "q",
        "page",
        "assessment",
        "measure",
        "answer",
        "role",
        "note",
        "name",
        "passages",
        "sort",
        "status",
        "since",
        "next",
        "format",
    ]
    sent = data.draw(st.dictionaries(st.sampled_from(names), WORDS, max_size=4), label="sent")
    answer = ask(house, role, method, view.path(samples), sent)
    assert answer.status_code < 500
    if role == "anonymous":
        assert wants_sign_in(answer) or answer.status_code == 405
    if role == "stranger":
        assert answer.status_code in (404, 405)
