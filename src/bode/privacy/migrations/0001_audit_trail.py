from django.db import migrations, models

DIGEST = """
CREATE FUNCTION bode_audit_digest(entry privacy_auditentry) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    entry.previous, entry.organisation_id, entry.position,
    to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    entry.actor, entry.what, entry.subject, entry.subject_id, entry.purpose, entry.facts
  )::text, 'UTF8')), 'hex')
$$;
"""

# Who records may not see the trail that it goes to: a provider's deed stands in the trail of its
# municipality too. So the function looks at every tenant, and only at the last entry of one.
CHAIN = """
CREATE FUNCTION bode_audit_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  last privacy_auditentry;
  tenant text := coalesce(current_setting('bode.tenant', true), '');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.organisation_id::text, 4111));
  PERFORM set_config('bode.tenant', '*', true);
  SELECT * INTO last FROM privacy_auditentry WHERE organisation_id = NEW.organisation_id
    ORDER BY position DESC LIMIT 1;
  PERFORM set_config('bode.tenant', tenant, true);
  NEW.position := coalesce(last.position, 0) + 1;
  NEW.previous := coalesce(last.digest, '');
  NEW.at := clock_timestamp();
  NEW.digest := bode_audit_digest(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON privacy_auditentry
  FOR EACH ROW EXECUTE FUNCTION bode_audit_chain();
"""

KEEP = """
CREATE FUNCTION bode_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON privacy_auditentry
  FOR EACH ROW EXECUTE FUNCTION bode_audit_keep();
"""

# One's own trail to read; anyone's to add to.
SECURITY = """
ALTER TABLE privacy_auditentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_auditentry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON privacy_auditentry
  USING ((SELECT bode_every_tenant()) OR organisation_id = (SELECT bode_tenant()))
  WITH CHECK (true);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("organisations", "0001_initial")]  # for the functions of row security

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", models.UUIDField(db_column="organisation_id")),
                ("position", models.BigIntegerField(help_text="1, 2, 3, …, without a gap.")),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.TextField(
                        help_text="Who did it: a person, or a program by its token's name."
                    ),
                ),
                ("what", models.TextField(help_text="A deed that a room has registered.")),
                (
                    "subject",
                    models.TextField(
                        help_text="What it was done to: a model, as Django labels it."
                    ),
                ),
                ("subject_id", models.TextField()),
                (
                    "purpose",
                    models.TextField(
                        help_text="For which purpose of the licence; empty: for none."
                    ),
                ),
                ("facts", models.JSONField()),
                (
                    "previous",
                    models.TextField(
                        help_text="The digest of the entry before; empty for the first."
                    ),
                ),
                (
                    "digest",
                    models.TextField(help_text="SHA-256 in hex, over all of the above."),
                ),
            ],
            options={
                "ordering": ["organisation", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "position"), name="audit_one_chain"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            DIGEST,
            "DROP FUNCTION bode_audit_digest(privacy_auditentry)",
        ),
        migrations.RunSQL(CHAIN, "DROP FUNCTION bode_audit_chain() CASCADE"),
        migrations.RunSQL(KEEP, "DROP FUNCTION bode_audit_keep() CASCADE"),
        migrations.RunSQL(SECURITY, "DROP POLICY tenant ON privacy_auditentry"),
    ]
