import django.db.models.deletion
from django.db import migrations, models

import bode.basics.ids

# The database itself says of which kind the organisation is, so that the check below it holds for
# every row, however it came in.
FILL_IN_KIND = migrations.RunSQL(
    """
    UPDATE organisations_membership AS membership SET organisation_kind = kind
      FROM organisations_organisation AS organisation WHERE organisation.id = organisation_id;
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


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
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
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_role_known",
        ),
        migrations.AddField(
            model_name="membership",
            name="organisation_kind",
            field=models.CharField(db_default="", editable=False, max_length=20),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="organisation",
            name="name",
            field=models.CharField(help_text="As people say it: Den Haag.", max_length=120),
        ),
        FILL_IN_KIND,
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
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
                    models.Q(("organisation_kind", "provider"), ("role__in", ["account_manager"])),
                    models.Q(("organisation_kind", "vng"), ("role__in", ["monitor"])),
                    _connector="OR",
                ),
                name="membership_role_of_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("col", None), ("row", None)),
                    models.Q(("col__isnull", False), ("row__isnull", False)),
                    _connector="OR",
                ),
                name="municipality_whole_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.UniqueConstraint(
                fields=("row", "col"), name="municipality_own_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_to", None),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="municipality_ends_after_it_began",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="predecessor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successions",
                to="organisations.municipality",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="successor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inheritances",
                to="organisations.municipality",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["announced", "confirmed", "cancelled"])),
                name="succession_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="succession_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "cancelled"), _negated=True),
                fields=("predecessor", "successor"),
                name="succession_once",
            ),
        ),
    ]
