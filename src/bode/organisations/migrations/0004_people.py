import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bode.basics.ids
from bode.organisations import row_security

PROVIDERS_OF_BEFORE = migrations.RunSQL(
    """
    INSERT INTO organisations_provider (organisation_id, contact_role, contact_email,
        contact_phone, website, api_address, meta_status, meta_source)
      SELECT id, '', '', '', '', '', 'unknown', '' FROM organisations_organisation
      WHERE kind = 'provider';
    """,
    migrations.RunSQL.noop,
)

# Whatever takes someone's managing role away, at the end of its transaction someone has it still.
KEEP_A_MANAGER = migrations.RunSQL(
    """
    CREATE FUNCTION bode_keep_a_manager() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM organisations_membership
                   WHERE organisation_id = OLD.organisation_id)
           AND NOT EXISTS (SELECT FROM organisations_membership
                           WHERE organisation_id = OLD.organisation_id
                             AND role IN ('administrator', 'account_manager', 'monitor')) THEN
          RAISE EXCEPTION 'nobody would manage the people of this organisation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_keeps_a_manager';
        END IF;
        RETURN NULL;
      END $$;
    CREATE CONSTRAINT TRIGGER membership_keeps_a_manager
      AFTER DELETE OR UPDATE ON organisations_membership DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (OLD.role IN ('administrator', 'account_manager', 'monitor'))
      EXECUTE FUNCTION bode_keep_a_manager();
    """,
    """
    DROP TRIGGER membership_keeps_a_manager ON organisations_membership;
    DROP FUNCTION bode_keep_a_manager();
    """,
)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_mail"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="provider",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                (
                    "contact_role",
                    models.CharField(
                        blank=True, help_text="Of the contact person.", max_length=120
                    ),
                ),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=30)),
                ("website", models.URLField(blank=True)),
                (
                    "api_address",
                    models.URLField(blank=True, help_text="Where its programs are reached."),
                ),
                (
                    "meta_status",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("partner", "Partner"),
                            ("former", "Former"),
                        ],
                        default="unknown",
                        help_text="With Meta.",
                        max_length=20,
                    ),
                ),
                (
                    "meta_source",
                    models.CharField(blank=True, help_text="Where that is told.", max_length=300),
                ),
                ("meta_checked_on", models.DateField(null=True)),
                (
                    "served_from",
                    models.DateField(help_text="First day; null: before Bode.", null=True),
                ),
                (
                    "served_to",
                    models.DateField(help_text="Last day on which it can be chosen.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("meta_status__in", ["unknown", "partner", "former"])),
                        name="provider_meta_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meta_status", "unknown"),
                            models.Q(
                                models.Q(("meta_source", ""), _negated=True),
                                ("meta_checked_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="provider_meta_status_proved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("served_from", None),
                            ("served_to", None),
                            ("served_to__gte", models.F("served_from")),
                            _connector="OR",
                        ),
                        name="provider_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(max_length=254)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 in hex.", max_length=64, unique=True),
                ),
                ("invited_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("roles__len__gt", 0)), name="invitation_to_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("revoked_at", None), _connector="OR"
                        ),
                        name="invitation_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        fields=("organisation", "email"),
                        name="invitation_open_once",
                    ),
                ],
            },
        ),
        PROVIDERS_OF_BEFORE,
        KEEP_A_MANAGER,
        row_security.enforce("organisations_invitation", "organisation_id"),
    ]
