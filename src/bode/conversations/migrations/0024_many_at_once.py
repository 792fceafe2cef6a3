import django.db.models.deletion
from django.db import migrations, models

from bode.conversations.search.keeping import NOT_FOR_BROADCASTS


class Migration(migrations.Migration):
    """A message to each of a town costs PostgreSQL less.

    Undone, each row's keys are looked up again, and their indexes are built, in one transaction: no
    message is written meanwhile. Measure it on a copy of a large database first.
    """

    dependencies = [
        ("conversations", "0023_drills_end"),
        ("licensing", "0002_drills"),
        ("organisations", "0005_drills"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_once",
        ),
        migrations.AlterField(
            model_name="conversation",
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
            model_name="conversation",
            name="number",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="licensing.phonenumber",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="municipality",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("wamid__isnull", False)),
                fields=("municipality", "wamid"),
                name="message_once",
            ),
        ),
        NOT_FOR_BROADCASTS,
    ]
