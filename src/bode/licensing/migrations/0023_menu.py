from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0022_application_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="phonenumber",
            name="menu_on",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Who starts a conversation gets the menu.",
            ),
        ),
        migrations.AddField(
            model_name="phonenumber",
            name="menu_text_en",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="phonenumber",
            name="menu_text_nl",
            field=models.TextField(
                blank=True,
                db_default="",
                help_text="What stands above its choices; empty: the usual text.",
            ),
        ),
    ]
