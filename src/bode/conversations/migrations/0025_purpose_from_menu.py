from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0024_message_confirmed"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="conversation",
            name="conversation_purpose_from_something",
        ),
        AddConstraintNotValid(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", ""), ("purpose_from", "")),
                    models.Q(
                        models.Q(("purpose", ""), _negated=True),
                        ("purpose_from__in", ["template", "program", "agent", "menu"]),
                    ),
                    _connector="OR",
                ),
                name="conversation_purpose_from_something",
            ),
        ),
    ]
