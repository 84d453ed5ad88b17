from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "suluh_cursor",
            },
        ),
        migrations.CreateModel(
            name="Hook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=400)),
                ("secret", models.CharField(max_length=80)),
                ("kinds", models.CharField(blank=True, default="", max_length=400)),
                ("region", models.CharField(blank=True, default="", max_length=13)),
                ("made_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "suluh_hook",
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=160, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("target", models.CharField(max_length=40)),
                ("body", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("run_at", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("taken_by", models.CharField(blank=True, default="", max_length=80)),
                ("taken_until", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "db_table": "suluh_job",
                "indexes": [
                    models.Index(
                        condition=models.Q(("dead_at", None), ("done_at", None)),
                        fields=["run_at"],
                        name="suluh_job_open",
                    ),
                    models.Index(
                        condition=models.Q(("dead_at__isnull", False)),
                        fields=["dead_at"],
                        name="suluh_job_dead",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("case", models.CharField(max_length=20)),
                ("track", models.CharField(max_length=1)),
                ("region", models.CharField(blank=True, default="", max_length=13)),
                ("target", models.CharField(max_length=40)),
                ("part", models.FloatField()),
                ("due", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("risen", models.CharField(blank=True, default="", max_length=10)),
            ],
            options={
                "db_table": "suluh_notice",
                "indexes": [models.Index(fields=["case", "-at"], name="suluh_notice_case")],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("case", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "suluh_watch",
                "indexes": [models.Index(fields=["at"], name="suluh_watch_at")],
            },
        ),
    ]
