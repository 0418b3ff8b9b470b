"""What holds for every entry of the directory, whether it is filled in at the desk or comes from a spreadsheet.

An entry is written as columns of text (COLUMNS); ``entry_of`` makes a row of the database from them, or says of each
column what is wrong and what to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.web.help.directory import countries, language_names
from tutela.web.help.models import Entry, Kind, Need

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
IN_LANGUAGES = ("cost", "hours", "after")
"""What is said in each language of the site."""

COLUMNS = (
    "key", "kind", "needs", "country", "name", "run_by", "phone", "chat", "web",
    *(f"cost_{code}" for code in LANGUAGES), *(f"hours_{code}" for code in LANGUAGES),
    "languages", "ages", *(f"after_{code}" for code in LANGUAGES), "source", "source_address", "checked",
)  # fmt: skip

LONGEST = {"cost": 200, "hours": 200, "after": 400}
"""Signs of what is said in a language, at most."""

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PHONE = re.compile(r"[0-9 +\-().*/#]+")
_AGES = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_BETWEEN = re.compile(r"[\s,;]+")
# Signs that turn the direction of what follows: with them an address can look like another one.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_is_address = URLValidator(schemes=["http", "https"])


class Fault(NamedTuple):
    """What is wrong with a column (one of COLUMNS), and what to do."""

    column: str
    what: str


class Refused(ValueError):
    """What stands in a column cannot be taken; the words say why."""


def entry_of(given: Mapping[str, str], today: date | None = None) -> tuple[Entry, list[Fault]]:
    """The entry that columns describe, not saved, and the faults; with faults it is not to be used.

    Columns that are missing count as empty.
    """
    entry, faults = Entry(), []
    words: dict[str, dict[str, str]] = {name: {} for name in IN_LANGUAGES}
    for column in COLUMNS:
        try:
            value = _tidy(given.get(column, ""))
            name, _dash, code = column.rpartition("_")
            if name in words:
                if said := _no_longer_than(LONGEST[name], value):
                    words[name][code] = said
            elif column == "checked":
                entry.checked = _day(value, today or timezone.localdate())
            else:
                setattr(entry, column, _READ[column](value))
        except Refused as error:
            faults.append(Fault(column, str(error)))
    entry.cost, entry.hours, entry.after = (words[name] for name in IN_LANGUAGES)
    if not any(given.get(column, "").strip() for column in ("phone", "chat", "web")):
        faults.append(Fault("phone", _("There is no way to reach the service. Give a phone, a chat or a website.")))
    return entry, faults


def columns_of(entry: Entry) -> dict[str, str]:
    """An entry as columns of text; what ``entry_of`` reads."""
    values = {}
    for column in COLUMNS:
        name, _dash, code = column.rpartition("_")
        values[column] = (getattr(entry, name) or {}).get(code, "") if name in IN_LANGUAGES else None
        if values[column] is None:
            value = getattr(entry, column)
            values[column] = value.isoformat() if isinstance(value, date) else str(value or "")
    return {column: value or "" for column, value in values.items()}


def changes(before: Entry, after: Entry) -> list[tuple[str, str, str]]:
    """The columns in which two entries differ, each with what stood there and what stands there now."""
    old, new = columns_of(before), columns_of(after)
    return [(column, old[column], new[column]) for column in COLUMNS if old[column] != new[column]]


def apply(before: Entry, after: Entry) -> bool:
    """Bring a row to the state of another entry; whether anything changed.

    What somebody has confirmed was the entry as it stood: after a change it is to be confirmed again.
    """
    differing = {column for column, _old, _new in changes(before, after)}
    if not differing:
        return False
    for field in ("key", "kind", "needs", "country", "name", "run_by", "phone", "chat", "web", "cost", "hours", "after",
                  "languages", "ages", "source", "source_address", "checked"):  # fmt: skip
        setattr(before, field, getattr(after, field))
    before.confirmed, before.confirmed_by = None, None
    if differing & {"chat", "web", "source_address"}:
        before.link_problem, before.links_checked = "", None
    return True


def lost_signs(before: str, now: str) -> bool:
    """Whether a phone number is what a spreadsheet leaves of another one: without the 0 or + that it began with."""
    if not now or before == now or not before.startswith(("0", "+")):
        return False
    return before.lstrip("0+ ").replace(" ", "") == now.replace(" ", "")


# --- columns ----------------------------------------------------------------------------------------------------------


def _tidy(value: str) -> str:
    """One line without blanks around it. Raises Refused for signs that cannot be seen."""
    value = " ".join(unicodedata.normalize("NFC", value).split())
    if any(unicodedata.category(sign) == "Cc" or sign in _TURNING for sign in value):
        raise Refused(_("There is a sign in it that cannot be seen. Write it anew by hand."))
    return value


def _no_longer_than(most: int, value: str) -> str:
    if len(value) > most:
        raise Refused(_("It is longer than %(most)d signs. Say it in fewer words.") % {"most": most})
    return value


def _needed(most: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not value:
            raise Refused(_("It is empty. This must be filled in."))
        return _no_longer_than(most, value)

    return read


def _key(value: str) -> str:
    if not _KEY.fullmatch(value) or len(value) > 60:
        raise Refused(
            _("A key has small letters a to z, digits and hyphens only, at most 60, for example “fr-helpline”.")
        )
    return value


def _kind(value: str) -> str:
    if value.lower() not in Kind.values:
        raise Refused(
            _("“%(value)s” is no kind of service. Use one of: %(known)s.")
            % {"value": value[:60], "known": ", ".join(Kind.values)}
        )
    return value.lower()


def _needs(value: str) -> str:
    given = [one for one in _BETWEEN.split(value.lower()) if one]
    unknown = [one for one in given if one not in Need.values]
    if unknown or not given:
        raise Refused(
            _("Say for which needs it is, with blanks between: %(known)s.") % {"known": ", ".join(Need.values)}
        )
    return " ".join(one for one in Need.values if one in given)


def _country(value: str) -> str:
    code = value.upper()
    if code and code not in countries("en"):
        raise Refused(
            _("“%(value)s” is no country. Use its two letters (ISO 3166), for example FR, or GB for the United "
              "Kingdom; leave it empty for services of many countries.") % {"value": value[:60]}
        )  # fmt: skip
    return code


def _phone(value: str) -> str:
    if not value:
        return ""
    digits = sum(sign.isdigit() for sign in value)
    if not _PHONE.fullmatch(value) or not 2 <= digits <= 20 or len(value) > 60:
        raise Refused(
            _("“%(value)s” is no phone number. Use digits, blanks and + - ( ) . / * # only, with 2 to 20 digits.")
            % {"value": value[:60]}
        )
    return value


def _address(value: str) -> str:
    if not value:
        return ""
    refusal = Refused(
        _("“%(value)s” is no address. Copy it from the browser: it begins with https://.") % {"value": value[:80]}
    )
    if len(value) > 300:
        raise Refused(_("It is longer than %(most)d signs. Use a shorter address of the service.") % {"most": 300})
    try:
        _is_address(value)
        parts = urlsplit(value)
    except (ValidationError, ValueError) as error:
        raise refusal from error
    if parts.username is not None or parts.password is not None:
        raise refusal
    return value


def _languages(value: str) -> str:
    given = list(dict.fromkeys(one for one in _BETWEEN.split(value.lower()) if one))
    if unknown := [one for one in given if one not in language_names("en")]:
        raise Refused(
            _("“%(value)s” is no language. Use two letters for each (ISO 639-1), with blanks between: en fr es.")
            % {"value": " ".join(unknown)[:60]}
        )
    return _no_longer_than(200, " ".join(given))


def _ages(value: str) -> str:
    if not value:
        return ""
    match = _AGES.fullmatch(value)
    least, most = (int(match[1]), int(match[2])) if match else (1, 0)
    if not least <= most <= 120:
        raise Refused(
            _("“%(value)s” is no span of ages. Write the youngest and the oldest age, for example 0-17. A spreadsheet "
              "may have made a date of it: format the column as text.") % {"value": value[:60]}
        )  # fmt: skip
    return f"{least}-{most}"


def _day(value: str, today: date) -> date:
    try:
        day = date.fromisoformat(value) if _DATE.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(
            _("“%(value)s” is no date as it is needed here: year, month, day, for example 2026-03-31. Spreadsheets "
              "write dates in other ways: format the column as text.") % {"value": value[:60]}
        )  # fmt: skip
    if day > today:
        raise Refused(_("%(day)s is in the future. Give the day on which it was checked.") % {"day": value})
    return day


_READ: dict[str, Callable[[str], str]] = {
    "key": _key,
    "kind": _kind,
    "needs": _needs,
    "country": _country,
    "name": _needed(120),
    "run_by": _needed(200),
    "phone": _phone,
    "chat": _address,
    "web": _address,
    "languages": _languages,
    "ages": _ages,
    "source": _needed(300),
    "source_address": _address,
}
