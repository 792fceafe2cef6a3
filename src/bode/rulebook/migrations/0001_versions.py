import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics.ids
import bode.rulebook.states

# WhatsApp forbids these to every municipality; a version that says nothing of one is refused too.
FORBIDDEN = """
ALTER TABLE rulebook_ruleversion ADD CONSTRAINT version_forbidden_purposes CHECK (
  coalesce(rules #> '{purposes,promotion,allowed}' = 'false', false)
  AND coalesce(rules #> '{purposes,political_campaign,allowed}' = 'false', false)
  AND coalesce(rules #> '{purposes,voter_data,allowed}' = 'false', false)
  AND coalesce(rules #> '{purposes,election_influence,allowed}' = 'false', false)
)
"""

# What was published stays; days come in order. One after another: who waited sees who went before.
KEEP = """
CREATE FUNCTION bode_rules_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status <> 'draft' THEN
    RAISE EXCEPTION 'a version of the rules that was published or withdrawn never changes'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.status = 'published' THEN
    PERFORM pg_advisory_xact_lock(4112);
    IF NEW.first_day < (now() AT TIME ZONE 'Europe/Amsterdam')::date OR EXISTS (
      SELECT FROM rulebook_ruleversion
      WHERE status = 'published' AND first_day >= NEW.first_day AND id <> NEW.id
    ) THEN
      RAISE EXCEPTION 'a version of the rules holds from a day after the last one, and not past'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON rulebook_ruleversion
  FOR EACH ROW EXECUTE FUNCTION bode_rules_keep();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=bode.rulebook.states.VersionStatus["DRAFT"],
                        max_length=20,
                    ),
                ),
                (
                    "rules",
                    models.JSONField(help_text="What it says, as `policy.content_of` writes it."),
                ),
                (
                    "based_on",
                    models.CharField(
                        help_text="The version that it was copied from.", max_length=40
                    ),
                ),
                (
                    "first_day",
                    models.DateField(help_text="From when it holds; null for a draft.", null=True),
                ),
                (
                    "follows",
                    models.CharField(
                        blank=True,
                        help_text="The version that was the last before it.",
                        max_length=40,
                    ),
                ),
                ("drafted_by", models.CharField(max_length=120)),
                (
                    "drafted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("published_by", models.CharField(blank=True, max_length=120)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-drafted_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="version_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_day__isnull", False),
                                ("published_at__isnull", False),
                                ("status", "published"),
                                models.Q(("follows", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "published"), _negated=True),
                                ("first_day", None),
                                ("follows", ""),
                                ("published_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="version_published_from_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "published")),
                        fields=("follows",),
                        name="one_version_follows",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORBIDDEN, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, "DROP FUNCTION bode_rules_keep() CASCADE"),
    ]
