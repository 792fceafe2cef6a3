import django.db.models.deletion
from django.db import migrations, models

import bode.basics.ids
import bode.licensing.standing
from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0007_templates_of_providers"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="phonenumber",
            name="connection",
            field=models.CharField(blank=True, help_text="CONNECTED, BANNED, …", max_length=40),
        ),
        migrations.AddField(
            model_name="phonenumber",
            name="display_name",
            field=models.CharField(blank=True, help_text="That citizens see.", max_length=512),
        ),
        migrations.AddField(
            model_name="phonenumber",
            name="name_status",
            field=models.CharField(blank=True, help_text="APPROVED, DECLINED, …", max_length=40),
        ),
        migrations.AddField(
            model_name="phonenumber",
            name="quality",
            field=models.CharField(blank=True, help_text="GREEN, YELLOW or RED.", max_length=20),
        ),
        migrations.AddField(
            model_name="platformnotice",
            name="actor",
            field=models.CharField(blank=True, help_text="Who handled it.", max_length=120),
        ),
        migrations.AddField(
            model_name="platformnotice",
            name="handled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("platform_id", models.CharField(help_text="WABA id", max_length=40)),
                (
                    "status",
                    models.CharField(
                        default=bode.licensing.standing.AccountStatus["ACTIVE"], max_length=12
                    ),
                ),
                (
                    "status_told_at",
                    models.DateTimeField(help_text="Older news changes nothing.", null=True),
                ),
                (
                    "ban_announced",
                    models.CharField(
                        blank=True,
                        help_text="The day, as the platform writes it for people.",
                        max_length=40,
                    ),
                ),
                ("payment_missing_since", models.DateTimeField(null=True)),
                (
                    "resumed_at",
                    models.DateTimeField(
                        help_text="When someone last said that all is well again.", null=True
                    ),
                ),
                (
                    "people_a_day",
                    models.CharField(
                        blank=True,
                        help_text="To how many it may write first: TIER_2K, 2000, …",
                        max_length=20,
                    ),
                ),
                (
                    "withheld",
                    models.SmallIntegerField(
                        default=0, help_text="`standing.Trait`s: messages with any of these wait."
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccountRestriction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(help_text="In the platform's own word.", max_length=80)),
                ("expires_at", models.DateTimeField(help_text="Empty: it told no end.", null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restrictions",
                        to="licensing.account",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["kind"],
            },
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("municipality", "platform_id"), name="account_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "banned", "deleted", "offboarded"])),
                name="account_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountrestriction",
            constraint=models.UniqueConstraint(fields=("account", "kind"), name="restriction_once"),
        ),
        row_security.enforce("licensing_account", "municipality_id", "provider_id"),
        row_security.enforce("licensing_accountrestriction", "municipality_id", "provider_id"),
    ]
