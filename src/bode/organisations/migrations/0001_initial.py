import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import bode.basics.ids
import bode.privacy.encryption
from bode.organisations import row_security

# The database itself says of which kind the organisation is, so that the check on it holds for
# every row, however it came in.
FILL_IN_KIND = migrations.RunSQL(
    """
    CREATE FUNCTION bode_membership_kind() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        SELECT kind INTO NEW.organisation_kind
          FROM organisations_organisation WHERE id = NEW.organisation_id;
        RETURN NEW;
      END $$;
    CREATE TRIGGER membership_kind BEFORE INSERT OR UPDATE ON organisations_membership
      FOR EACH ROW EXECUTE FUNCTION bode_membership_kind();
    """,
    """
    DROP TRIGGER membership_kind ON organisations_membership;
    DROP FUNCTION bode_membership_kind();
    """,
)

# Whatever takes someone's managing role away, at the end of its transaction someone has it still.
# Who can't sign in any more managed nobody: that role may go, also where no one else has it.
KEEP_A_MANAGER = migrations.RunSQL(
    """
    CREATE FUNCTION bode_keep_a_manager() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM organisations_person WHERE id = OLD.person_id AND is_active)
           AND EXISTS (SELECT FROM organisations_membership
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
    initial = True

    dependencies = []

    operations = [
        row_security.FUNCTIONS,
        migrations.CreateModel(
            name="Organisation",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("provider", "Provider"),
                            ("vng", "Vng"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="GM0363, or a provider's slug.", max_length=40, unique=True
                    ),
                ),
                ("name", models.CharField(help_text="As people say it: Den Haag.", max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["municipality", "provider", "vng"])),
                        name="organisation_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
                    ),
                ),
                (
                    "organisation_kind",
                    models.CharField(db_default="", editable=False, max_length=20),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("signatory", "Signatory"),
                            ("privacy_officer", "Privacy Officer"),
                            ("agent", "Agent"),
                            ("broadcaster", "Broadcaster"),
                            ("approver", "Approver"),
                            ("account_manager", "Account Manager"),
                            ("monitor", "Monitor"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "organisation", "role"), name="membership_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisation_kind", "municipality"),
                                (
                                    "role__in",
                                    [
                                        "administrator",
                                        "signatory",
                                        "privacy_officer",
                                        "agent",
                                        "broadcaster",
                                        "approver",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("organisation_kind", "provider"), ("role__in", ["account_manager"])
                            ),
                            models.Q(("organisation_kind", "vng"), ("role__in", ["monitor"])),
                            _connector="OR",
                        ),
                        name="membership_role_of_kind",
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisations.organisation"
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
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
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
        migrations.CreateModel(
            name="Mail",
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                (
                    "text",
                    bode.privacy.encryption.EncryptedTextField(
                        help_text="Plain text, links included."
                    ),
                ),
                (
                    "is_secret",
                    models.BooleanField(
                        help_text="A link in it is for its reader alone: the text is let go of once it has left."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "failed_at",
                    models.DateTimeField(help_text="Not to be tried again by itself.", null=True),
                ),
                (
                    "trouble",
                    models.CharField(blank=True, help_text="Of the last attempt.", max_length=200),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["organisation", "-created_at"], name="mail_newest_first")
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="municipality",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                (
                    "official_name",
                    models.CharField(help_text="As CBS writes it: 's-Gravenhage.", max_length=120),
                ),
                (
                    "province",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Drenthe", "Drenthe"),
                            ("Flevoland", "Flevoland"),
                            ("Friesland", "Friesland"),
                            ("Gelderland", "Gelderland"),
                            ("Groningen", "Groningen"),
                            ("Limburg", "Limburg"),
                            ("Noord-Brabant", "Noord-Brabant"),
                            ("Noord-Holland", "Noord-Holland"),
                            ("Overijssel", "Overijssel"),
                            ("Utrecht", "Utrecht"),
                            ("Zeeland", "Zeeland"),
                            ("Zuid-Holland", "Zuid-Holland"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "is_invented",
                    models.BooleanField(default=False, help_text="Made up, for a demo or a test."),
                ),
                ("population", models.IntegerField(null=True)),
                ("population_on", models.DateField(null=True)),
                ("lon", models.FloatField(help_text="Degrees, WGS 84.", null=True)),
                ("lat", models.FloatField(help_text="Degrees, WGS 84.", null=True)),
                (
                    "row",
                    models.SmallIntegerField(
                        help_text="Of the map of hexagons, from the north.", null=True
                    ),
                ),
                (
                    "col",
                    models.SmallIntegerField(
                        help_text="Of the map of hexagons, from the west.", null=True
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        help_text="First day; null: before the data (2019).", null=True
                    ),
                ),
                ("valid_to", models.DateField(help_text="Last day.", null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "province__in",
                                [
                                    "Drenthe",
                                    "Flevoland",
                                    "Friesland",
                                    "Gelderland",
                                    "Groningen",
                                    "Limburg",
                                    "Noord-Brabant",
                                    "Noord-Holland",
                                    "Overijssel",
                                    "Utrecht",
                                    "Zeeland",
                                    "Zuid-Holland",
                                ],
                            ),
                            models.Q(("is_invented", True), ("province", "")),
                            _connector="OR",
                        ),
                        name="municipality_province_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("col", None), ("row", None)),
                            models.Q(("col__isnull", False), ("row__isnull", False)),
                            _connector="OR",
                        ),
                        name="municipality_whole_place",
                    ),
                    models.UniqueConstraint(fields=("row", "col"), name="municipality_own_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="municipality_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
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
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organisations.municipality",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inheritances",
                        to="organisations.municipality",
                    ),
                ),
                ("on", models.DateField(help_text="The successor's first day with the new area.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("confirmed", "Confirmed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["announced", "confirmed", "cancelled"])),
                        name="succession_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="succession_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "cancelled"), _negated=True),
                        fields=("predecessor", "successor"),
                        name="succession_once",
                    ),
                ],
            },
        ),
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
            name="ApiToken",
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 in hex.", max_length=64, unique=True),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="The one for which it sends.",
                        max_length=30,
                    ),
                ),
                (
                    "every_purpose_because",
                    models.TextField(
                        blank=True,
                        db_default="",
                        help_text="Why it may send for every purpose of the licence, as the administrator put it.",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose", ""), ("every_purpose_because", ""), _connector="OR"
                        ),
                        name="token_for_one_purpose_or_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scopes__overlap", ["messages", "consents", "broadcasts"]),
                                _negated=True,
                            ),
                            models.Q(("every_purpose_because", ""), ("purpose", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="token_for_some_purpose",
                    ),
                ],
            },
        ),
        FILL_IN_KIND,
        KEEP_A_MANAGER,
        row_security.enforce("organisations_invitation", "organisation_id"),
        row_security.enforce("organisations_mail", "organisation_id"),
    ]
