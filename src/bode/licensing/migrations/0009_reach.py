from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0008_accounts"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="reach",
            field=models.PositiveIntegerField(
                help_text="The same as a number; empty: without limit, or not known.", null=True
            ),
        ),
    ]
