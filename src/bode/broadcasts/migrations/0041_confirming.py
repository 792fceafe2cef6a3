from django.db import migrations, models

# Who had switched it on was not kept, so that nobody could be told from them.
OFF = """
SELECT set_config('bode.tenant', '*', true);
DELETE FROM broadcasts_emergencyprocedure;
"""

HOLD = """
CREATE OR REPLACE FUNCTION broadcasts_hold_emergency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NOT EXISTS (
    SELECT FROM broadcasts_broadcast AS broadcast
    JOIN broadcasts_emergencyprocedure AS allowed
      ON allowed.municipality_id = broadcast.municipality_id
    WHERE broadcast.id = NEW.broadcast_id AND broadcast.purpose = 'crisis_response'
      AND broadcast.municipality_id = NEW.municipality_id
      {confirmed}) THEN
    RAISE EXCEPTION 'without approval goes a crisis alone, where the procedure is on'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.verdict <> ''
      OR (NEW.broadcast_id, NEW.reason, NEW.actor_key, NEW.actor, NEW.at)
         IS DISTINCT FROM (OLD.broadcast_id, OLD.reason, OLD.actor_key, OLD.actor, OLD.at)) THEN
    RAISE EXCEPTION 'why it was sent stands, and it is judged once'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
CONFIRMED = HOLD.replace("{confirmed}", "AND allowed.confirmed_at IS NOT NULL")


class Migration(migrations.Migration):
    """The emergency procedure holds once another person than who switched it on confirmed it."""

    dependencies = [("broadcasts", "0040_second_channel")]

    operations = [
        migrations.RunSQL(OFF, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="emergencyprocedure",
            name="set_by_key",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="emergencyprocedure",
            name="confirmed_by",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="emergencyprocedure",
            name="confirmed_by_key",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="emergencyprocedure",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="emergencyprocedure",
            constraint=models.CheckConstraint(
                name="procedure_confirmed_whole",
                condition=models.Q(confirmed_by="", confirmed_by_key="", confirmed_at=None)
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by_key="")),
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyprocedure",
            constraint=models.CheckConstraint(
                name="procedure_confirmed_by_another",
                condition=~models.Q(confirmed_by_key=models.F("set_by_key")),
            ),
        ),
        migrations.RunSQL(CONFIRMED, HOLD.replace("{confirmed}", "")),
    ]
