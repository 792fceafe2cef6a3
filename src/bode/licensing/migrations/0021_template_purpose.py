from django.db import migrations, models

# What someone wrote in the editor was declared there; the rest was only taken from a name.
DECLARED = """
SELECT set_config('bode.tenant', '*', true);
UPDATE licensing_template AS template SET purpose_from = CASE WHEN EXISTS (
    SELECT FROM licensing_templatechange AS change
    WHERE change.template_id = template.id AND change.kind IN ('save', 'create')
  ) THEN 'declared' ELSE 'proposed' END
WHERE purpose <> '';
SET CONSTRAINTS ALL IMMEDIATE;
"""
KINDS = [
    *("create", "edit", "delete", "save", "discard", "archive", "unarchive", "unpause"),
    "purpose",
]


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0020_election_names"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="templatechange",
            name="template_change_kind_known",
        ),
        migrations.AddField(
            model_name="template",
            name="purpose_from",
            field=models.CharField(
                blank=True, db_default="", help_text="Who says what it is for.", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="templatechange",
            name="purpose",
            field=models.CharField(
                blank=True, db_default="", help_text="What it is for from then on.", max_length=30
            ),
        ),
        migrations.AddField(
            model_name="templatechange",
            name="reason",
            field=models.TextField(
                blank=True,
                db_default="",
                help_text="Why it is for something else from then on.",
            ),
        ),
        migrations.AlterField(
            model_name="template",
            name="purpose",
            field=models.CharField(
                blank=True, help_text="What it is for; empty: nobody said.", max_length=30
            ),
        ),
        migrations.RunSQL(DECLARED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", ""), ("purpose_from", "")),
                    models.Q(
                        models.Q(("purpose", ""), _negated=True),
                        ("purpose_from__in", ["proposed", "declared"]),
                    ),
                    _connector="OR",
                ),
                name="template_purpose_from_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="template_change_kind_known"
            ),
        ),
    ]
