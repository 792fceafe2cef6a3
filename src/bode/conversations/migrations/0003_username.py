from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0002_consent_of_whom"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="username",
            field=models.CharField(
                blank=True,
                default="",
                help_text="To be shown; it may change and pass to another.",
                max_length=100,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="contactidentity",
            name="kind",
            field=models.CharField(
                choices=[
                    ("phone", "Phone"),
                    ("user_id", "User Id"),
                    ("parent_user_id", "Parent User Id"),
                ],
                max_length=20,
            ),
        ),
    ]
