import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics.ids
import bode.licensing.dpia.states
import bode.licensing.licence_states
import bode.licensing.standing
import bode.licensing.states
import bode.licensing.template_states
import bode.privacy.encryption
import bode.whatsapp.access
from bode.organisations import row_security

# Once it has happened it stays so.
KEEP_HISTORY = migrations.RunSQL(
    """
    CREATE FUNCTION licensing_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the history of a licence is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$;
    CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON licensing_licenceevent
      FOR EACH ROW EXECUTE FUNCTION licensing_keep_history();
    CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON licensing_applicationevent
      FOR EACH ROW EXECUTE FUNCTION licensing_keep_history();
    """,
    """
    DROP TRIGGER keep ON licensing_applicationevent;
    DROP TRIGGER keep ON licensing_licenceevent;
    DROP FUNCTION licensing_keep_history();
    """,
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("platform_id", models.CharField(help_text="WABA id", max_length=40)),
                (
                    "status",
                    models.CharField(
                        default=bode.licensing.standing.AccountStatus["ACTIVE"], max_length=12
                    ),
                ),
                (
                    "status_told_at",
                    models.DateTimeField(help_text="Older news changes nothing.", null=True),
                ),
                (
                    "ban_announced",
                    models.CharField(
                        blank=True,
                        help_text="The day, as the platform writes it for people.",
                        max_length=40,
                    ),
                ),
                ("ban_told_at", models.DateTimeField(null=True)),
                (
                    "is_rejected",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="By the platform's review of the account.",
                    ),
                ),
                ("review_told_at", models.DateTimeField(null=True)),
                ("payment_missing_since", models.DateTimeField(null=True)),
                (
                    "resumed_at",
                    models.DateTimeField(
                        help_text="When someone last said that all is well again.", null=True
                    ),
                ),
                (
                    "people_a_day",
                    models.CharField(
                        blank=True,
                        help_text="To how many it may write first: TIER_2K, 2000, …",
                        max_length=20,
                    ),
                ),
                (
                    "reach",
                    models.PositiveIntegerField(
                        help_text="The same as a number; empty: without limit, or not known.",
                        null=True,
                    ),
                ),
                ("reach_told_at", models.DateTimeField(null=True)),
                (
                    "withheld",
                    models.SmallIntegerField(
                        default=0, help_text="`standing.Trait`s: messages with any of these wait."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "platform_id"), name="account_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["active", "banned", "deleted", "offboarded"])
                        ),
                        name="account_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountRestriction",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restrictions",
                        to="licensing.account",
                    ),
                ),
                ("kind", models.CharField(help_text="In the platform's own word.", max_length=80)),
                ("expires_at", models.DateTimeField(help_text="Empty: it told no end.", null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "kind"), name="restriction_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ManagementCalls",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id",
                        "minute",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("account_id", models.CharField(help_text="WABA id", max_length=40)),
                ("minute", models.DateTimeField()),
                ("calls", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Application",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("route", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("signed", "signed"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                            ("submitted", "submitted"),
                            ("information_asked", "information_asked"),
                            ("approved", "approved"),
                            ("partly_approved", "partly_approved"),
                            ("rejected", "rejected"),
                            ("objected", "objected"),
                            ("partly_objected", "partly_objected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=bode.licensing.states.ApplicationStatus["DRAFT"],
                        max_length=20,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "due_on",
                    models.DateField(
                        help_text="Last day for whoever is next; null: nobody.", null=True
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        help_text="The earlier application whose answers this one began with.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="licensing.application",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "signed",
                                    "returned",
                                    "accepted",
                                    "submitted",
                                    "information_asked",
                                    "approved",
                                    "partly_approved",
                                    "rejected",
                                    "objected",
                                    "partly_objected",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="application_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("route", "bsp")), name="application_route_allowed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredPurpose",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="purposes",
                        to="licensing.application",
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("explanation", models.TextField()),
                (
                    "volume",
                    models.PositiveIntegerField(
                        help_text="Messages a month, as expected.", null=True
                    ),
                ),
                ("audience", models.TextField(blank=True, help_text="Who gets these messages.")),
                (
                    "examples",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        default=list,
                        help_text="One to five messages.",
                        size=None,
                    ),
                ),
                (
                    "is_granted",
                    models.BooleanField(
                        help_text="The platform's answer; null: none yet.", null=True
                    ),
                ),
                (
                    "refusal",
                    models.TextField(
                        blank=True, help_text="Why the platform refused this purpose."
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "code"), name="purpose_declared_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "appointments",
                                    "crisis_response",
                                    "municipal_services",
                                    "permits",
                                    "tourism",
                                ],
                            )
                        ),
                        name="declared_purpose_allowed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="licensing.application",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("step", "step"),
                            ("change", "change"),
                            ("remark", "remark"),
                            ("file", "file"),
                            ("mail", "mail"),
                            ("reminder", "reminder"),
                            ("dpia", "dpia"),
                        ],
                        db_default=bode.licensing.states.EventKind["STEP"],
                        default=bode.licensing.states.EventKind["STEP"],
                        max_length=20,
                    ),
                ),
                (
                    "transition",
                    models.CharField(help_text="The step, or what else happened.", max_length=20),
                ),
                ("status", models.CharField(help_text="The status after this.", max_length=20)),
                (
                    "actor",
                    models.CharField(help_text="Who did it, for the history.", max_length=120),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                (
                    "once",
                    models.CharField(
                        help_text="What must not happen twice.", max_length=80, null=True
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "once"), name="application_event_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["step", "change", "remark", "file", "mail", "reminder", "dpia"],
                            )
                        ),
                        name="application_event_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationSection",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="licensing.application",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("municipality", "municipality"),
                            ("contacts", "contacts"),
                            ("number", "number"),
                            ("purposes", "purposes"),
                            ("forbidden", "forbidden"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField(default=dict, help_text="Text by field.")),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_by", models.CharField(blank=True, max_length=120)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "checked_version",
                    models.PositiveIntegerField(
                        help_text="The version that the provider looked at and found good.",
                        null=True,
                    ),
                ),
                ("checked_by", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "name"), name="section_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                ["municipality", "contacts", "number", "purposes", "forbidden"],
                            )
                        ),
                        name="section_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationRemark",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="licensing.application",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("municipality", "municipality"),
                            ("contacts", "contacts"),
                            ("number", "number"),
                            ("purposes", "purposes"),
                            ("forbidden", "forbidden"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True, help_text="Empty: the whole section.", max_length=60
                    ),
                ),
                ("text", models.TextField()),
                ("author", models.CharField(max_length=120)),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "section_version",
                    models.PositiveIntegerField(help_text="What the section was then."),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                ("resolved_by", models.CharField(blank=True, max_length=120)),
                ("resolved_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ApplicationFile",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="licensing.application",
                    ),
                ),
                ("filename", models.CharField(max_length=200)),
                ("mime_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                (
                    "added_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ImportedDossier",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("sha256", models.CharField(help_text="Of the dossier's content.", max_length=64)),
                ("data", models.BinaryField(help_text="The canonical file.")),
                ("filename", models.CharField(max_length=200)),
                ("application_id", models.UUIDField(help_text="In the Bode where it was made.")),
                ("municipality_name", models.CharField(max_length=200)),
                ("provider_name", models.CharField(max_length=200)),
                ("status_name", models.CharField(max_length=200)),
                ("made_with", models.CharField(max_length=200)),
                ("as_of", models.DateTimeField()),
                ("actor", models.CharField(help_text="Who imported it.", max_length=120)),
                (
                    "imported_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "ordering": ["-imported_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "sha256"), name="dossier_imported_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dpia",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dpia",
                        to="licensing.application",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True, help_text="Empty until something is given.", max_length=20
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        default=bode.licensing.dpia.states.DpiaStatus["EMPTY"], max_length=20
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["empty", "in_progress", "ready", "advised", "complete"])
                        ),
                        name="dpia_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", bode.licensing.dpia.states.DpiaStatus["EMPTY"]),
                                ("way", ""),
                            ),
                            models.Q(
                                ("way__in", ["document", "questionnaire"]),
                                models.Q(
                                    ("status", bode.licensing.dpia.states.DpiaStatus["EMPTY"]),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="dpia_has_a_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DpiaAnswer",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "dpia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="licensing.dpia",
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                (
                    "value",
                    models.JSONField(
                        help_text="A text, the code of a choice, or a list of such codes."
                    ),
                ),
                ("actor", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["key"],
                "constraints": [
                    models.UniqueConstraint(fields=("dpia", "key"), name="dpia_answered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DpiaDocument",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "dpia",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="document",
                        to="licensing.dpia",
                    ),
                ),
                ("filename", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("data", models.BinaryField()),
                ("made_on", models.DateField()),
                ("author", models.CharField(help_text="Who made the document.", max_length=120)),
                (
                    "outcome",
                    models.CharField(help_text="The risk that it says to be left.", max_length=20),
                ),
                ("summary", models.TextField(help_text="Its conclusion, in a few sentences.")),
                ("actor", models.CharField(help_text="Who uploaded it.", max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["low", "limited", "high"])),
                        name="dpia_outcome_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DpiaAdvice",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "dpia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advices",
                        to="licensing.dpia",
                    ),
                ),
                ("verdict", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("adviser", models.CharField(help_text="The privacy officer.", max_length=120)),
                ("actor", models.CharField(help_text="Who wrote it down here.", max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "reply",
                    models.TextField(
                        blank=True, help_text="What the municipality does with the advice."
                    ),
                ),
                ("replied_by", models.CharField(blank=True, max_length=120)),
                ("replied_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict__in", ["positive", "conditional", "negative"])
                        ),
                        name="dpia_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reply", ""),
                                ("verdict", bode.licensing.dpia.states.Verdict["NEGATIVE"]),
                                _negated=True,
                            ),
                            ("replied_at", None),
                            _connector="OR",
                        ),
                        name="dpia_negative_advice_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElectionName",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("party", "Party"), ("candidate", "Candidate")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "last_day",
                    models.DateField(help_text="Of a candidate: then it is forgotten.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "name"), name="election_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["party", "candidate"])),
                        name="election_name_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "party"), ("last_day__isnull", True)),
                            models.Q(("kind", "candidate"), ("last_day__isnull", False)),
                            _connector="OR",
                        ),
                        name="candidates_are_forgotten",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Licence",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="licensing.application"
                    ),
                ),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), size=None
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("suspended", "suspended"),
                            ("ended", "ended"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "suspended_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                ("valid_from", models.DateTimeField()),
                (
                    "valid_to",
                    models.DateTimeField(
                        help_text="When it ends by itself, if it does.", null=True
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "review_every_months",
                    models.PositiveSmallIntegerField(db_default=12, default=12),
                ),
                (
                    "review_due_on",
                    models.DateField(
                        help_text="Empty: so many months after it was granted.", null=True
                    ),
                ),
                ("review_reminded_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purposes__contained_by",
                                [
                                    "appointments",
                                    "crisis_response",
                                    "municipal_services",
                                    "permits",
                                    "tourism",
                                ],
                            )
                        ),
                        name="licence_purposes_allowed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "suspended", "ended"])),
                        name="licence_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "suspended"), ("suspended_by__len__gt", 0)),
                            models.Q(
                                models.Q(("status", "suspended"), _negated=True),
                                ("suspended_by", []),
                            ),
                            _connector="OR",
                        ),
                        name="licence_suspended_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_every_months__gte", 1), ("review_every_months__lte", 36)
                        ),
                        name="licence_reviewed_in_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "ended"), ("ended_at", None), _connector="OR"
                        ),
                        name="licence_ended_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "ended"), _negated=True),
                        fields=("municipality", "provider"),
                        name="one_licence_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderConnection",
            fields=[
                (
                    "provider",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                (
                    "gateway",
                    models.CharField(
                        choices=[("meta", "meta"), ("dialog360", "dialog360")],
                        db_default=bode.whatsapp.access.Gateway["META"],
                        default=bode.whatsapp.access.Gateway["META"],
                        max_length=20,
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        choices=[("signature", "signature"), ("word", "word")],
                        db_default=bode.licensing.states.WebhookProof["SIGNATURE"],
                        default=bode.licensing.states.WebhookProof["SIGNATURE"],
                        max_length=20,
                    ),
                ),
                (
                    "app_secret",
                    bode.privacy.encryption.EncryptedTextField(
                        help_text="Signs webhooks: Meta's app secret, or 360dialog's platform secret."
                    ),
                ),
                (
                    "verify_token",
                    bode.privacy.encryption.EncryptedTextField(
                        help_text="Our own word: in Meta's handshake, or in what 360dialog sends unsigned."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gateway__in", ["meta", "dialog360"])),
                        name="connection_gateway_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proof", bode.licensing.states.WebhookProof["SIGNATURE"]),
                            models.Q(
                                ("gateway", bode.whatsapp.access.Gateway["DIALOG360"]),
                                ("proof", bode.licensing.states.WebhookProof["WORD"]),
                            ),
                            _connector="OR",
                        ),
                        name="connection_proof_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneNumber",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phone_numbers",
                        to="licensing.licence",
                    ),
                ),
                (
                    "platform_id",
                    models.CharField(help_text="phone_number_id", max_length=40, unique=True),
                ),
                ("account_id", models.CharField(help_text="WABA id", max_length=40)),
                ("display_number", models.CharField(help_text="E.164", max_length=20)),
                ("access_token", bode.privacy.encryption.EncryptedTextField()),
                (
                    "messages_per_second",
                    models.PositiveIntegerField(
                        db_default=80,
                        default=80,
                        help_text="What the platform allows this number, which may raise it.",
                    ),
                ),
                (
                    "stopped_code",
                    models.IntegerField(
                        help_text="The platform's error that stopped sending from this number.",
                        null=True,
                    ),
                ),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "checked_at",
                    models.DateTimeField(
                        help_text="When the platform last gave what we asked with these ids and key.",
                        null=True,
                    ),
                ),
                (
                    "display_name",
                    models.CharField(blank=True, help_text="That citizens see.", max_length=512),
                ),
                (
                    "name_status",
                    models.CharField(blank=True, help_text="APPROVED, DECLINED, …", max_length=40),
                ),
                (
                    "name_told_at",
                    models.DateTimeField(help_text="Older news changes nothing.", null=True),
                ),
                (
                    "quality",
                    models.CharField(blank=True, help_text="GREEN, YELLOW or RED.", max_length=20),
                ),
                (
                    "connection",
                    models.CharField(blank=True, help_text="CONNECTED, BANNED, …", max_length=40),
                ),
                (
                    "menu_on",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Who starts a conversation gets the menu.",
                    ),
                ),
                (
                    "menu_text_nl",
                    models.TextField(
                        blank=True,
                        db_default="",
                        help_text="What stands above its choices; empty: the usual text.",
                    ),
                ),
                ("menu_text_en", models.TextField(blank=True, db_default="")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("messages_per_second__gte", 1)),
                        name="number_sends_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformNotice",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("account_id", models.CharField(help_text="WABA id", max_length=40)),
                (
                    "number",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="Of event: AccountUpdate, NumberName, …", max_length=30
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        help_text="The platform's own word for what happened.", max_length=80
                    ),
                ),
                ("facts", models.JSONField(help_text="What was told of it, without who did it.")),
                ("told_at", models.DateTimeField()),
                (
                    "fingerprint",
                    models.CharField(help_text="The same for the same news.", max_length=64),
                ),
                ("handled_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.CharField(blank=True, help_text="Who handled it.", max_length=120),
                ),
            ],
            options={
                "ordering": ["-told_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "fingerprint"), name="notice_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LicenceEvent",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="licensing.licence",
                    ),
                ),
                ("what", models.CharField(help_text="suspend, resume, end, …", max_length=30)),
                (
                    "by",
                    models.CharField(help_text="Whose step it is: `LicenceParty`.", max_length=20),
                ),
                ("status", models.CharField(help_text="The status after it.", max_length=20)),
                (
                    "cause",
                    models.CharField(blank=True, help_text="The kind of reason.", max_length=20),
                ),
                (
                    "evidence",
                    models.TextField(
                        blank=True, help_text="The reason in words, and what shows it."
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        default=dict, help_text="In numbers and codes; nobody's data."
                    ),
                ),
                ("actor", models.CharField(help_text="Who wrote it down.", max_length=120)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by__in", ["municipality", "provider", "platform"])),
                        name="licence_event_by_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cause", ""),
                            ("cause__in", ["quality", "violation", "request", "payment", "other"]),
                            _connector="OR",
                        ),
                        name="licence_event_cause_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateExample",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("mime_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "provider", "sha256"), name="template_example_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("account_id", models.CharField(help_text="WABA id", max_length=40)),
                (
                    "platform_id",
                    models.CharField(blank=True, help_text="Empty until submitted.", max_length=40),
                ),
                ("name", models.CharField(max_length=512)),
                ("language", models.CharField(max_length=20)),
                (
                    "purpose",
                    models.CharField(
                        blank=True, help_text="What it is for; empty: nobody said.", max_length=30
                    ),
                ),
                (
                    "purpose_from",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Who says what it is for.",
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(max_length=30)),
                ("status", models.CharField(max_length=30)),
                ("parameter_format", models.CharField(max_length=20)),
                ("components", models.JSONField()),
                (
                    "example",
                    models.ForeignKey(
                        help_text="What its header shows, where that is a file that was chosen here.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="templates",
                        to="licensing.templateexample",
                    ),
                ),
                (
                    "quality",
                    models.CharField(blank=True, help_text="GREEN, YELLOW or RED.", max_length=20),
                ),
                ("rejected_reason", models.CharField(blank=True, max_length=100)),
                (
                    "category_before",
                    models.CharField(
                        blank=True,
                        help_text="From which the platform moved it to marketing.",
                        max_length=30,
                    ),
                ),
                ("synced_at", models.DateTimeField()),
                ("status_told_at", models.DateTimeField(null=True)),
                ("category_told_at", models.DateTimeField(null=True)),
                ("quality_told_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["name", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account_id", "name", "language"), name="template_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "",
                                    "appointments",
                                    "crisis_response",
                                    "municipal_services",
                                    "permits",
                                    "tourism",
                                ],
                            )
                        ),
                        name="template_purpose_allowed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("purpose", ""),
                                (
                                    "purpose_from",
                                    bode.licensing.template_states.PurposeFrom["NOBODY"],
                                ),
                            ),
                            models.Q(
                                models.Q(("purpose", ""), _negated=True),
                                ("purpose_from__in", ["proposed", "declared"]),
                            ),
                            _connector="OR",
                        ),
                        name="template_purpose_from_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", bode.licensing.template_states.TemplateStatus["DRAFT"]),
                                _negated=True,
                            ),
                            ("platform_id", ""),
                            _connector="OR",
                        ),
                        name="draft_template_not_on_the_platform",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateChange",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes",
                        to="licensing.template",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="Name and language of the template.", max_length=540
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                (
                    "status_before",
                    models.CharField(help_text="The template's, when asked.", max_length=30),
                ),
                ("category", models.CharField(blank=True, max_length=30)),
                (
                    "components",
                    models.JSONField(help_text="As it should become; empty where it should go."),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What it is for from then on.",
                        max_length=30,
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        db_default="",
                        help_text="Why it is for something else from then on.",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        default=bode.licensing.template_states.ChangeStatus["WAITING"],
                        max_length=10,
                    ),
                ),
                (
                    "actor",
                    models.CharField(help_text="Who asked, for the history.", max_length=120),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "error_code",
                    models.IntegerField(help_text="The platform's, where it refused.", null=True),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "create",
                                    "edit",
                                    "delete",
                                    "save",
                                    "discard",
                                    "archive",
                                    "unarchive",
                                    "unpause",
                                    "purpose",
                                ],
                            )
                        ),
                        name="template_change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "done", "refused"])),
                        name="template_change_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at", None),
                                ("status", bode.licensing.template_states.ChangeStatus["WAITING"]),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "status",
                                        bode.licensing.template_states.ChangeStatus["WAITING"],
                                    ),
                                    _negated=True,
                                ),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="template_change_settled_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status", bode.licensing.template_states.ChangeStatus["WAITING"])
                        ),
                        fields=("template",),
                        name="one_template_change_waits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberTransfer",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        help_text="That it leaves.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "to_provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="licensing.phonenumber",
                    ),
                ),
                (
                    "from_licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licensing.licence",
                    ),
                ),
                (
                    "to_licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licensing.licence",
                    ),
                ),
                (
                    "display_number",
                    models.CharField(help_text="For the one it left too.", max_length=20),
                ),
                (
                    "status",
                    models.CharField(
                        default=bode.licensing.licence_states.TransferStatus["ASKED"], max_length=10
                    ),
                ),
                ("actor", models.CharField(help_text="Who asked for it.", max_length=120)),
                (
                    "settler",
                    models.CharField(
                        blank=True, help_text="Who moved or refused it.", max_length=120
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "moved", "refused", "withdrawn"])
                        ),
                        name="transfer_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "asked"), ("settled_at__isnull", False), _connector="XOR"
                        ),
                        name="transfer_settled_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("number",),
                        name="transfer_one_at_a_time",
                    ),
                ],
            },
        ),
        row_security.enforce("licensing_account", "municipality_id", "provider_id"),
        row_security.enforce("licensing_accountrestriction", "municipality_id", "provider_id"),
        row_security.enforce("licensing_application", "municipality_id", "provider_id"),
        row_security.enforce("licensing_applicationevent", "municipality_id", "provider_id"),
        row_security.enforce("licensing_applicationfile", "municipality_id", "provider_id"),
        row_security.enforce("licensing_applicationremark", "municipality_id", "provider_id"),
        row_security.enforce("licensing_applicationsection", "municipality_id", "provider_id"),
        row_security.enforce("licensing_declaredpurpose", "municipality_id", "provider_id"),
        row_security.enforce("licensing_dpia", "municipality_id", "provider_id"),
        row_security.enforce("licensing_dpiaadvice", "municipality_id", "provider_id"),
        row_security.enforce("licensing_dpiaanswer", "municipality_id", "provider_id"),
        row_security.enforce("licensing_dpiadocument", "municipality_id", "provider_id"),
        row_security.enforce("licensing_electionname"),
        row_security.enforce("licensing_importeddossier", "organisation_id"),
        row_security.enforce("licensing_licence", "municipality_id", "provider_id"),
        row_security.enforce("licensing_licenceevent", "municipality_id", "provider_id"),
        row_security.enforce(
            "licensing_numbertransfer", "municipality_id", "provider_id", "to_provider_id"
        ),
        row_security.enforce("licensing_phonenumber", "municipality_id", "provider_id"),
        row_security.enforce("licensing_platformnotice", "municipality_id", "provider_id"),
        row_security.enforce("licensing_template", "municipality_id", "provider_id"),
        row_security.enforce("licensing_templatechange", "municipality_id", "provider_id"),
        row_security.enforce("licensing_templateexample", "municipality_id", "provider_id"),
        KEEP_HISTORY,
    ]
