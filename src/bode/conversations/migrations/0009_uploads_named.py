from typing import Any

from django.db import migrations, models

from bode.organisations.tenancy import every_tenant


def count_as_named(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Until now nobody noted which files were sent, so all of them may have been."""
    with every_tenant("a migration serves all municipalities"):
        uploads = apps.get_model("conversations", "Upload").objects
        uploads.update(named_at=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0008_found_by_username"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="named_at",
            field=models.DateTimeField(
                help_text="When a message first named it; empty: never sent.", null=True
            ),
        ),
        migrations.RunPython(count_as_named, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("named_at", None)), fields=["created_at"], name="upload_unsent"
            ),
        ),
    ]
