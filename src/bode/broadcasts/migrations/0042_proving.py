import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bode.basics.ids
from bode.organisations.row_security import enforce

# Nobody had proved that a number was theirs.
FORGET = """
SELECT set_config('bode.tenant', '*', true);
DELETE FROM broadcasts_testnumber;
"""


class Migration(migrations.Migration):
    """A colleague proves that a phone is theirs before tests go to it."""

    dependencies = [
        ("broadcasts", "0041_confirming"),
        ("organisations", "0004_makers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="testnumber",
            constraint=models.UniqueConstraint(
                name="test_number_of_one", fields=["municipality", "address"]
            ),
        ),
        migrations.CreateModel(
            name="TestCode",
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
                ("code", models.CharField(max_length=8)),
                ("expires_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="testcode",
            constraint=models.UniqueConstraint(
                name="test_code_once", fields=["municipality", "person"]
            ),
        ),
        migrations.AddConstraint(
            model_name="testcode",
            constraint=models.UniqueConstraint(
                name="test_code_of_one", fields=["municipality", "code"]
            ),
        ),
        enforce("broadcasts_testcode"),
    ]
