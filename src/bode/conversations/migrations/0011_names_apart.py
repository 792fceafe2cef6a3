import django.contrib.postgres.indexes
from django.db import migrations, models

from bode.conversations.search import keeping


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0010_moved"),
        ("organisations", "0003_own_ways"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="searchentry", name="search_entry_lexemes"),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("kind", "contact"), _negated=True),
                fields=["lexemes"],
                gin_pending_list_limit=256,
                name="search_entry_said",
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("kind", "contact")),
                fields=["lexemes"],
                name="search_entry_contacts",
            ),
        ),
        migrations.RunSQL(keeping.CONTACT_ENTRY, migrations.RunSQL.noop),
    ]
