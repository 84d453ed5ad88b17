"""The district of a case in a column of its own, so that its queue has an index as every other."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Substr


def fill(apps: Any, schema_editor: Any) -> None:
    """What the region of each case says."""
    apps.get_model("suluh_web", "CaseRow").objects.update(district=Substr("region", 1, 8))


class Migration(migrations.Migration):
    dependencies = [
        ("suluh_web", "0004_decided_under_a_rule"),
    ]

    operations = [
        migrations.AddField(
            model_name="caserow",
            name="district",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="caserow",
            index=models.Index(
                fields=["desk", "district", "-score", "case"], name="suluh_case_district"
            ),
        ),
    ]
