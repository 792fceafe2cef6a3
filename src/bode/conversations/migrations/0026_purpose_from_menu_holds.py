from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Look at every row that was there already, while messages come and go."""

    dependencies = [
        ("conversations", "0025_purpose_from_menu"),
    ]

    operations = [
        ValidateConstraint(model_name="conversation", name="conversation_purpose_from_something"),
    ]
