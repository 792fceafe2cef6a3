import django.db.models.deletion
from django.db import migrations, models

import bode.basics.ids
from bode.organisations.row_security import enforce

KEEP = """
CREATE FUNCTION conversations_keep_wording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the words that citizens were shown are never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON conversations_consentwording
  FOR EACH ROW EXECUTE FUNCTION conversations_keep_wording();
"""
FORGET = """
DROP TRIGGER keep ON conversations_consentwording;
DROP FUNCTION conversations_keep_wording();
"""


class Migration(migrations.Migration):
    """A municipality asks for consent in its own words: PostgreSQL keeps each version."""

    dependencies = [
        ("conversations", "0026_purpose_from_menu_holds"),
        ("organisations", "0005_token_purpose"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="language",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Of what Bode says of itself, if known.",
                max_length=2,
            ),
        ),
        migrations.CreateModel(
            name="ConsentWording",
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
                ("purpose", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField(blank=True, help_text="Empty: the usual words again.")),
                ("actor", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "purpose", "language", "-at"], name="wording_latest"
                    )
                ],
            },
        ),
        enforce("conversations_consentwording"),
        migrations.RunSQL(KEEP, FORGET),
    ]
