from django.db import migrations

ASK = """
SELECT set_config('bode.tenant', '*', true);
UPDATE broadcasts_secondmessage SET state = 'asks'
WHERE state IN ('sending', 'unsettled') AND asked_of = '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("broadcasts", "0048_asked_of"),
    ]

    operations = [
        # Of whom these were asked was not kept yet: whoever is set now may never have had them.
        migrations.RunSQL(ASK, migrations.RunSQL.noop),
    ]
