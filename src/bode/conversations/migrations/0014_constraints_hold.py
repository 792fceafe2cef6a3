from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Look at every row that was there already, while messages come and go."""

    dependencies = [
        ("conversations", "0013_identity_left"),
    ]

    operations = [
        ValidateConstraint(model_name="message", name="message_forwarded_known"),
        ValidateConstraint(model_name="media", name="media_waits_while_pending"),
    ]
