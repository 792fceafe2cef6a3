"""Proof is kept of what is real: what an invented person said goes with the drill."""

from __future__ import annotations

from django.db import migrations

_LET_GO = """
      IF TG_OP = 'DELETE' AND bode_is_drill(OLD.municipality_id) THEN RETURN OLD; END IF;
"""


def _keep(consents: str, wordings: str) -> str:
    """The two functions as the first migration has them, each with its beginning."""
    return f"""
    CREATE OR REPLACE FUNCTION conversations_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      free text[] := '{{}}';
    BEGIN {consents}
      IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'the proof of consent is never deleted'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      IF OLD.withdrawn_at IS NULL THEN
        free := ARRAY['withdrawn_at', 'withdrawn_how', 'withdrawn_by', 'withdrawn_in_id'];
        IF OLD.renewed_at IS NULL OR NEW.renewed_at >= OLD.renewed_at THEN
          free := free || 'renewed_at'::text;
        END IF;
      END IF;
      -- The message itself may be forgotten.
      IF NEW.given_in_id IS NULL THEN free := free || 'given_in_id'::text; END IF;
      IF NEW.withdrawn_in_id IS NULL THEN free := free || 'withdrawn_in_id'::text; END IF;
      IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'the proof of consent is never changed'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$;
    CREATE OR REPLACE FUNCTION conversations_keep_wording() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {wordings}
      RAISE EXCEPTION 'the words that citizens were shown are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$;
    """


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0022_drills"),
        ("organisations", "0005_drills"),
    ]

    operations = [migrations.RunSQL(_keep(_LET_GO, _LET_GO), _keep("", ""))]
