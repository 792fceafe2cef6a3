from django.db import migrations, models

GROWING = """
SELECT set_config('bode.tenant', '*', true);
UPDATE broadcasts_broadcast SET audience_closed = false
WHERE status IN ('draft', 'awaiting_approval', 'approved')
  AND (audience ? 'subscribed' OR audience ? 'got');
"""


class Migration(migrations.Migration):
    dependencies = [("broadcasts", "0045_drills")]

    operations = [
        # Those that went before this have all of their audience.
        migrations.AddField(
            model_name="broadcast",
            name="audience_closed",
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name="broadcast",
            name="audience_closed",
            field=models.BooleanField(
                default=False,
                help_text="Whether it goes to nobody else any more: who asked since it was made"
                " is added.",
            ),
        ),
        migrations.RunSQL(GROWING, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="broadcast",
            constraint=models.CheckConstraint(
                condition=~models.Q(status="done") | models.Q(audience_closed=True),
                name="broadcast_done_with_all_of_its_audience",
            ),
        ),
    ]
