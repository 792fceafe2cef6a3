import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A message to each of a town costs PostgreSQL less.

    Undone, each row's keys are looked up again, and their indexes are built, in one transaction: no
    message is written meanwhile. Measure it on a copy of a large database first.
    """

    dependencies = [
        ("licensing", "0002_drills"),
        ("organisations", "0005_drills"),
        ("outbox", "0004_drills"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sending",
            name="municipality",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="sending",
            name="number",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="licensing.phonenumber",
            ),
        ),
    ]
