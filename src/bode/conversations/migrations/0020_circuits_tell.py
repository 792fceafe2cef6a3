"""Above every open page stands that a number gets no answer: the pages are told of it."""

from __future__ import annotations

from django.db import migrations

TELL = """
CREATE FUNCTION conversations_tell_circuit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- To every page of the municipality, as in conversations_tell_standing.
  PERFORM pg_notify('bode_live', json_build_object(
    'm', coalesce(NEW.municipality_id, OLD.municipality_id), 'c', json_build_array())::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_circuit AFTER INSERT OR DELETE ON outbox_numbercircuit
  FOR EACH ROW EXECUTE FUNCTION conversations_tell_circuit();
"""
BACK = """
DROP TRIGGER tell_circuit ON outbox_numbercircuit;
DROP FUNCTION conversations_tell_circuit();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0019_gone"),
        ("outbox", "0003_circuits"),
    ]

    operations = [migrations.RunSQL(TELL, BACK)]
