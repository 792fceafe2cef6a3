from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from bode.organisations import row_security
from bode.organisations.tenancy import every_tenant

KINDS = ["create", "edit", "delete", "save", "discard"]


def name_providers(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Until now only municipalities had to do with templates.

    All of them are in some account, but its number may have been moved to another one since.
    """
    numbers = apps.get_model("licensing", "PhoneNumber").objects.order_by("id")
    for_account = numbers.filter(account_id=OuterRef("account_id")).values("provider")[:1]
    for_municipality = numbers.filter(municipality=OuterRef("municipality")).values("provider")[:1]
    changes = apps.get_model("licensing", "TemplateChange").objects
    with every_tenant("a migration serves all municipalities"):
        apps.get_model("licensing", "Template").objects.update(
            provider=Coalesce(Subquery(for_account), Subquery(for_municipality))
        )
        changes.update(
            provider=Subquery(for_municipality), organisation_id=models.F("municipality_id")
        )


def organisation(*, null: bool) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.organisation",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0006_gateways"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField("template", "provider", organisation(null=True)),
        migrations.AddField("templatechange", "provider", organisation(null=True)),
        migrations.AddField("templatechange", "organisation", organisation(null=True)),
        migrations.RunPython(name_providers, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("template", "provider", organisation(null=False)),
        migrations.AlterField("templatechange", "provider", organisation(null=False)),
        migrations.AlterField("templatechange", "organisation", organisation(null=False)),
        row_security.share("licensing_template", "municipality_id", "provider_id"),
        row_security.share("licensing_templatechange", "municipality_id", "provider_id"),
        migrations.AlterField(
            "templatechange",
            "components",
            models.JSONField(help_text="As it should become; empty where it should go."),
        ),
        migrations.RemoveConstraint("templatechange", "template_change_kind_known"),
        migrations.AddConstraint(
            "templatechange",
            models.CheckConstraint(
                name="template_change_kind_known", condition=models.Q(kind__in=KINDS)
            ),
        ),
    ]
