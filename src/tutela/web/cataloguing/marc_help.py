"""What stands where in the leader, in 008 and in the common fields: the help of the MARC editor."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.tagged import field_name

_COMMON = (
    "020", "022", "024", "040", "041", "043", "100", "110", "111", "191", "245", "246", "250", "264", "300", "385",
    "490", "500", "505", "520", "546", "600", "610", "650", "651", "655", "690", "691", "700", "710", "765", "767",
    "773", "775", "787", "856",
)  # fmt: skip

Place = tuple[str, str | Promise]


def common_fields(language: str) -> list[tuple[str, str]]:
    """The fields that most records here need, with their names."""
    return [(tag, name) for tag in _COMMON if (name := field_name(tag, language))]


def leader_places() -> list[Place]:
    """Positions of the leader that a cataloguer sets (MARC 21 Format for Bibliographic Data, Leader)."""
    return [
        ("05", _("Status: n new, c changed, d deleted, a raised in level, p raised from a prepublication record")),
        ("06", _("Type: a text, e map, g film or video, i recording of speech, j of music, k picture, m computer file, "
                 "t manuscript")),
        ("07", _("Level: m whole, a or b part of something larger, s serial, i updated in parts, c collection")),
        ("09", _("Characters: a Unicode; a blank stands for MARC-8")),
        ("17", _("How complete: a blank full, 7 minimal, 3 abbreviated")),
        ("18", _("Rules: i ISBD punctuation, c ISBD without it, a AACR2, a blank none")),
    ]  # fmt: skip


def places_of_008() -> list[Place]:
    """Positions of 008 that all materials have (MARC 21 Format for Bibliographic Data, 008)."""
    return [
        ("00–05", _("Day on which the record was made: year, month, day, two digits each")),
        ("06", _("Kind of date: s one year, m several years, r reprint, t publication and copyright, c still "
                 "continued, n unknown")),
        ("07–10", _("First year, four digits; u for a digit that is not known")),
        ("11–14", _("Second year, or blanks")),
        ("15–17", _("Code of the place of publication; xx# for an unknown one")),
        ("18–34", _("What depends on the material; | where nothing is coded")),
        ("35–37", _("Code of the language, such as eng, fre or spa")),
        ("39", _("Who made the record: d another library, a blank the national agency")),
    ]  # fmt: skip
