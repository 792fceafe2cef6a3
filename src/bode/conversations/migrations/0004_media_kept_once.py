from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Cast, Concat

from bode.organisations.tenancy import every_tenant


def name_what_is_there(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Until now a file was kept under its message's attachment, and a failure had no reason."""
    media = apps.get_model("conversations", "Media").objects
    text = models.CharField()
    key = Concat(Cast("municipality_id", text), models.Value("/"), Cast("id", text))
    with every_tenant("a migration serves all municipalities"):
        media.filter(state="stored").update(key=key)
        media.filter(state="failed").update(failure="lost")


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0003_username"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="media",
            name="failure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("expired", "Expired"),
                    ("too_large", "Too Large"),
                    ("wrong_type", "Wrong Type"),
                    ("refused", "Refused"),
                    ("lost", "Lost"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="media",
            name="has_thumbnail",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="media",
            name="key",
            field=models.CharField(blank=True, help_text="Under which it is kept.", max_length=150),
        ),
        migrations.AlterField(
            model_name="media",
            name="municipality",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="media",
            name="platform_id",
            field=models.CharField(
                blank=True, help_text="Of what a citizen sent; empty for our own.", max_length=100
            ),
        ),
        migrations.RunPython(name_what_is_there, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="media",
            index=models.Index(fields=["municipality", "platform_id"], name="media_by_platform_id"),
        ),
        migrations.AddIndex(
            model_name="media",
            index=models.Index(fields=["municipality", "sha256"], name="media_by_content"),
        ),
        migrations.AddConstraint(
            model_name="media",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("failure__in", ["expired", "too_large", "wrong_type", "refused", "lost"]),
                        ("state", "failed"),
                    ),
                    models.Q(models.Q(("state", "failed"), _negated=True), ("failure", "")),
                    _connector="OR",
                ),
                name="media_failure_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="media",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "stored"), models.Q(("key", ""), _negated=True)),
                    models.Q(models.Q(("state", "stored"), _negated=True), ("key", "")),
                    _connector="OR",
                ),
                name="media_kept_under_a_key",
            ),
        ),
    ]
