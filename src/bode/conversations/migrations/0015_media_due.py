from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # as PostgreSQL asks of an index that is made while others write

    dependencies = [
        ("conversations", "0014_constraints_hold"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="media",
            index=models.Index(
                condition=models.Q(("due_at", None), _negated=True),
                fields=["due_at"],
                name="media_due",
            ),
        ),
    ]
