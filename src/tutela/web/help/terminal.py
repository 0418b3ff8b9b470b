"""What the command line does with the help pages (``tutela help-pages ...``), and says, in the language asked for.

Answers are lines ready to be shown. What goes wrong on purpose is raised as HelpError.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.errors import TutelaError
from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.help import link_check
from tutela.web.help.importing import carry_out
from tutela.web.help.link_wording import said_of
from tutela.web.help.models import Entry, Operator
from tutela.web.help.spreadsheet import decode, write_entries
from tutela.web.help.upkeep import upkeep


class HelpError(TutelaError):
    """A command on the help pages could not be carried out."""


class Imported(NamedTuple):
    """What came of a file: the closing line, the faults, and whether anything in it could be read."""

    line: str
    faults: list[str]
    was_read: bool


class Checked(NamedTuple):
    """What there is to do, as headings with their entries; nothing where all is in order."""

    parts: list[tuple[str, list[str]]]
    line: str
    is_something: bool


def appoint(email: str, language: str) -> str:
    """Make somebody an operator of the help pages. Raises HelpError where there is no such account."""
    with translation.override(language):
        user = _user(email)
        _row, is_new = Operator.objects.get_or_create(user=user)
        if is_new:
            record("help.appointed", about=user)
        said = _("%(name)s looks after the help pages now.") if is_new else _("%(name)s looks after them already.")
        return said % {"name": user.name}


def dismiss(email: str, language: str) -> str:
    """Take the help pages out of somebody's hands. Raises HelpError where they are in none of theirs."""
    with translation.override(language):
        user = _user(email)
        gone, _by_kind = Operator.objects.filter(user=user).delete()
        if not gone:
            raise HelpError(
                _("%(name)s does not look after the help pages.") % {"name": user.name}, _("There is nothing to do.")
            )
        record("help.dismissed", about=user)
        line = _("%(name)s no longer looks after the help pages.") % {"name": user.name}
        return line if Operator.objects.exists() else f"{line} " + _("Nobody does now: appoint somebody.")


def _user(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None or not user.is_active:
        raise HelpError(
            _("There is no account with the address %(email)s.") % {"email": email},
            _("Open one in the site first (Sign in, then Create an account), and confirm its address."),
        )
    return user


def import_file(data: bytes, language: str) -> Imported:
    """Bring a spreadsheet into the directory; rows with a fault are told of. Raises SpreadsheetError."""
    with translation.override(language):
        done, _was_done = carry_out(decode(data))
        faults = [
            _("Row %(row)d, %(column)s: %(what)s") % {"row": one.row, "column": one.column, "what": one.what}
            if one.column
            else _("Row %(row)d: %(what)s") % {"row": one.row, "what": one.what}
            for one in done.problems
        ]
        counts = {"new": len(done.new), "changed": len(done.changed), "same": len(done.unchanged)}
        line = _("Entries: %(new)d new, %(changed)d changed, %(same)d as before.") % counts
        if done.does_something:
            line += " " + _("Visitors see what is new and changed once an operator has confirmed it at the desk.")
        return Imported(line, faults, bool(done.new or done.changed or done.unchanged))


def export(language: str) -> tuple[bytes, str]:
    """The directory as CSV in UTF-8 with its mark, and the closing line."""
    rows = list(Entry.objects.all())
    with translation.override(language):
        line = ngettext("%(count)d entry written.", "%(count)d entries written.", len(rows)) % {"count": len(rows)}
    return write_entries(rows).encode("utf-8-sig"), line


def check_links(language: str, told: Callable[[int, int], None]) -> None:
    """Look at all addresses now; ``told`` hears how many more are done, and of how many. Raises HelpError where no site
    could be reached."""
    entries = list(Entry.objects.order_by("pk"))
    addresses = link_check.addresses_of(entries)
    found = {}
    for address, answer in link_check.answers(addresses):
        found[address] = answer
        told(1, len(addresses))
    if found and not link_check.keep(entries, found):
        with translation.override(language):
            raise HelpError(
                _("No site at all could be reached, so nothing was noted."),
                _("See whether this server has a way out to the internet, and try again."),
            )


def check(language: str) -> Checked:
    """What there is to do in the directory."""
    found = upkeep()
    with translation.override(language):
        parts = [
            (_("Expired, no longer shown"), [_named(one) for one in found.expired]),
            (_("Expire within 60 days"), [_until(one) for one in found.soon]),
            (_("Links to look at"), [line for one in found.links for line in _links(one)]),
            (_("To confirm"), [_named(one) for one in found.to_confirm]),
        ]
        told = [(heading, lines) for heading, lines in parts if lines]
        if told:
            return Checked(told, _("There is something to do at the desk."), True)
        if not Entry.objects.exists():
            return Checked([], _("The directory is empty. Import a spreadsheet, or add services at the desk."), True)
        return Checked([], _("All entries are confirmed, and none expires soon."), False)


def _named(entry: Entry) -> str:
    place = f", {entry.country}" if entry.country else ""
    return _("%(name)s (%(key)s%(place)s), checked on %(day)s") % {
        "name": entry.name, "key": entry.key, "place": place, "day": date_format(entry.checked),
    }  # fmt: skip


def _until(entry: Entry) -> str:
    return _("%(name)s (%(key)s), shown until %(day)s") % {
        "name": entry.name, "key": entry.key, "day": date_format(entry.last_day),
    }  # fmt: skip


def _links(entry: Entry) -> list[str]:
    return [f"{entry.name} ({entry.key}), {one.name}: {one.words}" for one in said_of(entry)]
