from django.db import migrations, models

# Only what is listed may change: what a later migration adds, is kept without a word here.
KEEP = """
CREATE FUNCTION conversations_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := '{}';
BEGIN
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
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON conversations_consent
  FOR EACH ROW EXECUTE FUNCTION conversations_keep_consent();
"""
FORGET = """
DROP TRIGGER keep ON conversations_consent;
DROP FUNCTION conversations_keep_consent();
"""


class Migration(migrations.Migration):
    """Once given, consent stays proven: PostgreSQL itself keeps each yes and no."""

    dependencies = [
        ("conversations", "0021_consent_proof"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="renewed_at",
            field=models.DateTimeField(help_text="When they last said the same again.", null=True),
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]
