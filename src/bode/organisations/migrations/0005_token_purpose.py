from django.db import migrations, models

FOR_ALL = """
UPDATE organisations_apitoken
SET every_purpose_because = 'Gemaakt voordat een token een doel kreeg.'
WHERE scopes && ARRAY['messages', 'consents', 'broadcasts']::varchar(20)[]
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="apitoken",
            name="every_purpose_because",
            field=models.TextField(
                blank=True,
                db_default="",
                help_text="Why it may send for every purpose of the licence, as the "
                "administrator put it.",
            ),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="purpose",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The one for which it sends.",
                max_length=30,
            ),
        ),
        migrations.RunSQL(FOR_ALL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", ""), ("every_purpose_because", ""), _connector="OR"),
                name="token_for_one_purpose_or_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("scopes__overlap", ["messages", "consents", "broadcasts"]), _negated=True
                    ),
                    models.Q(("every_purpose_because", ""), ("purpose", ""), _negated=True),
                    _connector="OR",
                ),
                name="token_for_some_purpose",
            ),
        ),
    ]
