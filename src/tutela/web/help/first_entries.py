"""The services that the project comes with (directory/start.csv), put into a directory that has none yet.

Each has a source and the day on which the source was read; none counts as confirmed before the operator has checked it.
"""

from __future__ import annotations

from importlib.resources import files

from tutela.web.help.models import Entry


def fill() -> None:
    """Put the first entries in, where there are none."""
    from tutela.web.help.spreadsheet import read_entries

    if Entry.objects.exists():
        return
    text = files("tutela.web.help").joinpath("directory", "start.csv").read_text("utf-8")
    Entry.objects.bulk_create(read_entries(text).entries)
