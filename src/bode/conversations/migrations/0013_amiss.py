from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0012_how_it_stood"),
        ("organisations", "0003_own_ways"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # What was brought from before the number was connected said no code when it had failed.
        migrations.RunSQL(
            """
            SELECT set_config('bode.tenant', '*', true);
            UPDATE conversations_message SET error_code = 'unexplained'
            WHERE status = 'failed' AND error_code = '';
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("error_code", ""), _negated=True),
                fields=["conversation"],
                name="message_amiss",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "failed"), _negated=True),
                    models.Q(("error_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="message_failed_says_why",
            ),
        ),
    ]
