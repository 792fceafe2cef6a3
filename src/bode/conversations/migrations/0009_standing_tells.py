"""Above every open page stands whether a number may send: whoever changes that tells the pages."""

from __future__ import annotations

from django.db import migrations

TELL = """
CREATE FUNCTION conversations_tell_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- To every page of the municipality, as `live.announce` does without naming a conversation.
  PERFORM pg_notify(
    'bode_live', json_build_object('m', NEW.municipality_id, 'c', json_build_array())::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_standing AFTER UPDATE OF stopped_code ON licensing_phonenumber
  FOR EACH ROW WHEN (OLD.stopped_code IS DISTINCT FROM NEW.stopped_code)
  EXECUTE FUNCTION conversations_tell_standing();
CREATE TRIGGER tell_standing AFTER UPDATE OF withheld, payment_missing_since ON licensing_account
  FOR EACH ROW WHEN (
    OLD.withheld IS DISTINCT FROM NEW.withheld
    OR OLD.payment_missing_since IS DISTINCT FROM NEW.payment_missing_since)
  EXECUTE FUNCTION conversations_tell_standing();
"""
BACK = """
DROP TRIGGER tell_standing ON licensing_account;
DROP TRIGGER tell_standing ON licensing_phonenumber;
DROP FUNCTION conversations_tell_standing();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0008_written_language"),
        ("licensing", "0001_initial"),
    ]

    operations = [migrations.RunSQL(TELL, BACK)]
