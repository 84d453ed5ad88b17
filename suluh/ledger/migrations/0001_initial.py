"""The first tables: events, and the end of their chain."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="HeadRow",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"db_table": "suluh_head"},
        ),
        migrations.CreateModel(
            name="EventRow",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.TextField()),
                ("body", models.TextField()),
                ("prev_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "suluh_event",
                "indexes": [
                    models.Index(fields=["kind", "seq"], name="suluh_event_kind"),
                    models.Index(fields=["subject", "seq"], name="suluh_event_subject"),
                ],
            },
        ),
    ]
