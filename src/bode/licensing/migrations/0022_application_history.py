from django.db import migrations

KEEP = """
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON licensing_applicationevent
  FOR EACH ROW EXECUTE FUNCTION licensing_keep_history();
"""
FORGET = "DROP TRIGGER keep ON licensing_applicationevent;"


class Migration(migrations.Migration):
    """Once it has happened it stays so: PostgreSQL itself keeps an application's history."""

    dependencies = [
        ("licensing", "0021_template_purpose"),
    ]

    operations = [
        migrations.RunSQL(KEEP, FORGET),
    ]
