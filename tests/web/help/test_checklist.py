"""The checklist before the help pages go public, and the switch."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.help.factories import entry

from tutela.web.accounts.models import User
from tutela.web.help.access import is_public
from tutela.web.help.checklist import BY_HAND, POINTS, checklist, may_go_public, switch, tick
from tutela.web.help.models import Entry, HelpSite, Need, Tick

pytestmark = pytest.mark.django_db


def ready(user: User, settings: Any) -> None:
    """All that must hold."""
    settings.ADDRESS = "https://help.example"
    HelpSite.objects.create(pk=1, exit_address="https://weather.example/", country="FR")
    entry("line", needs="talk report-person")
    entry("police", kind="police", needs="danger")
    entry("everywhere", kind="image-removal", needs="image", country="")
    entry("own", kind="prevention", needs="prevention")
    for item in BY_HAND:
        tick(item, user, holds=True)


def missing() -> dict[str, str]:
    return {one.point.key: one.missing for one in checklist() if not one.holds}


def test_at_first_nothing_holds_but_what_cannot_be_wrong_yet() -> None:
    assert set(missing()) == {point.key for point in POINTS} - {"fresh"}
    assert not may_go_public()


def test_when_all_holds_the_pages_go_public_and_come_back(alice: User, settings: Any) -> None:
    ready(alice, settings)
    assert missing() == {}
    assert switch(alice, public=True)
    assert is_public()
    site = HelpSite.load()
    assert site.changed_by == alice
    Entry.objects.all().delete()
    assert not may_go_public()
    assert is_public()  # what is wrong is told at the desk; visitors are not left before a closed door
    assert switch(alice, public=False)
    assert not is_public()
    assert not switch(alice, public=True)


@pytest.mark.parametrize(
    ("point", "change", "said"),
    [
        ("exit", {"exit_address": ""}, "settings"),
        ("country", {"country": ""}, "No country"),
        ("country", {"country": "ES"}, "Spain"),
    ],
)
def test_what_the_settings_lack(point: str, change: dict[str, Any], said: str, alice: User, settings: Any) -> None:
    ready(alice, settings)
    HelpSite.objects.update(**change)
    assert said in missing()[point]
    assert not switch(alice, public=True)


@pytest.mark.parametrize("need", Need.values)
def test_each_need_is_to_have_an_answer(need: str, alice: User, settings: Any) -> None:
    ready(alice, settings)
    for row in Entry.objects.all():
        row.needs = " ".join(one for one in row.needs_list() if one != need) or ("talk" if need != "talk" else "danger")
        row.save()
    assert str(Need(need).label) in missing()["needs"]


def test_neither_directories_nor_other_countries_answer_a_need(alice: User, settings: Any) -> None:
    ready(alice, settings)
    Entry.objects.filter(key="own").update(country="ES")
    entry("list", kind="directory", needs="prevention", country="")
    assert "thoughts" in missing()["needs"]


def test_an_expired_entry_is_named_and_answers_nothing(alice: User, settings: Any) -> None:
    ready(alice, settings)
    Entry.objects.filter(key="own").delete()
    entry("own", kind="prevention", needs="prevention", days=366)
    assert set(missing()) == {"fresh", "needs"}
    assert missing()["fresh"].startswith("1 confirmed entry")


@pytest.mark.parametrize("address", ["", "http://help.example"])
def test_without_https_the_pages_stay_closed(address: str, alice: User, settings: Any) -> None:
    ready(alice, settings)
    settings.ADDRESS = address
    assert set(missing()) == {"https"}


@pytest.mark.parametrize("item", sorted(BY_HAND))
def test_a_point_by_hand_is_answered_for_and_opened_again(item: str, alice: User, settings: Any) -> None:
    ready(alice, settings)
    standing = next(one for one in checklist() if one.point.key == item)
    assert (standing.by, standing.holds) == ("Alice", True)
    tick(item, alice, holds=False)
    assert set(missing()) == {item}
    assert not switch(alice, public=True)


def test_who_answers_first_stays_named(alice: User, charlie: User) -> None:
    tick("law", alice, holds=True)
    tick("law", charlie, holds=True)
    assert Tick.objects.get(item="law").by == alice


@pytest.mark.parametrize("item", ["exit", "needs", "nothing"])
def test_what_the_program_sees_is_not_ticked(item: str, alice: User) -> None:
    with pytest.raises(KeyError):
        tick(item, alice, holds=True)
