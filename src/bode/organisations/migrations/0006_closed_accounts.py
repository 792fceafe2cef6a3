from django.db import migrations

# Who can't sign in any more managed nobody: that role may go, also where no one else has it.
KEEP_A_MANAGER = """
CREATE OR REPLACE FUNCTION bode_keep_a_manager() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF {unless}EXISTS (SELECT FROM organisations_membership
               WHERE organisation_id = OLD.organisation_id)
       AND NOT EXISTS (SELECT FROM organisations_membership
                       WHERE organisation_id = OLD.organisation_id
                         AND role IN ('administrator', 'account_manager', 'monitor')) THEN
      RAISE EXCEPTION 'nobody would manage the people of this organisation'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_keeps_a_manager';
    END IF;
    RETURN NULL;
  END $$;
"""
CLOSED = (
    "EXISTS (SELECT FROM organisations_person WHERE id = OLD.person_id AND is_active)\n       AND "
)

# Accounts that were closed before: another invitation would have brought their roles back.
LET_GO = """
DELETE FROM organisations_membership
USING organisations_person
WHERE organisations_person.id = person_id AND NOT is_active
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_token_purpose"),
    ]

    operations = [
        migrations.RunSQL(KEEP_A_MANAGER.format(unless=CLOSED), KEEP_A_MANAGER.format(unless="")),
        migrations.RunSQL(LET_GO, migrations.RunSQL.noop),
    ]
