from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CatalogueWord",
            fields=[
                ("folded", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=40)),
                ("initial", models.CharField(max_length=1)),
                ("length", models.PositiveSmallIntegerField()),
                ("records", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [models.Index(fields=["initial", "length"], name="discovery_near_words")],
            },
        ),
    ]
