from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0007_uploads"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("municipality"),
                Upper("username"),
                condition=models.Q(("username", ""), _negated=True),
                name="contact_of_username",
            ),
        ),
    ]
