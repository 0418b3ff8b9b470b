"""The full-text index of the catalogue, in the way of the database that holds it."""

from __future__ import annotations

from django.db import migrations

from tutela.web.library.keeping import drop, make


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
