"""What is due stands first."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models

import bode.conversations.states


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0024_many_at_once"),
        ("licensing", "0002_drills"),
        ("organisations", "0005_drills"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="conversation",
            name="conversation_attention_known",
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("attention", bode.conversations.states.Attention["NONE"]),
                        ("attention_since", None),
                    ),
                    models.Q(
                        ("attention__in", ["woken", "handed_over", "due"]),
                        ("attention_since__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="conversation_attention_known",
            ),
        ),
    ]
