"""The index of passages, in the way of the database that holds them."""

from __future__ import annotations

from django.db import migrations

from tutela.web.searching.keeping import drop, make


class Migration(migrations.Migration):
    initial = True

    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
