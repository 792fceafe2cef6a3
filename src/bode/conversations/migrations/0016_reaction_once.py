from django.db import migrations, models

INDEX = """
CREATE UNIQUE INDEX CONCURRENTLY reaction_once ON conversations_reaction (message_id, direction, at)
"""
CONSTRAINT = """
ALTER TABLE conversations_reaction ADD CONSTRAINT reaction_once UNIQUE USING INDEX reaction_once
"""
UNMADE = "ALTER TABLE conversations_reaction DROP CONSTRAINT reaction_once"


class Migration(migrations.Migration):
    atomic = False  # as PostgreSQL asks of an index that is made while others write

    dependencies = [
        ("conversations", "0015_media_due"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([INDEX, CONSTRAINT], [UNMADE])],
            state_operations=[
                migrations.AddConstraint(
                    model_name="reaction",
                    constraint=models.UniqueConstraint(
                        fields=("message", "direction", "at"), name="reaction_once"
                    ),
                ),
            ],
        ),
    ]
