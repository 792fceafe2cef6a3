import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import bode.basics.ids
import bode.conversations.states
from bode.organisations import row_security

# Only what is listed may change: what a later migration adds, is kept without a word here.
KEEP_CONSENT = migrations.RunSQL(
    """
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
    """,
    """
    DROP TRIGGER keep ON conversations_consent;
    DROP FUNCTION conversations_keep_consent();
    """,
)

KEEP_WORDING = migrations.RunSQL(
    """
    CREATE FUNCTION conversations_keep_wording() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the words that citizens were shown are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$;
    CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON conversations_consentwording
      FOR EACH ROW EXECUTE FUNCTION conversations_keep_wording();
    """,
    """
    DROP TRIGGER keep ON conversations_consentwording;
    DROP FUNCTION conversations_keep_wording();
    """,
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("licensing", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
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
                    "name",
                    models.CharField(blank=True, help_text="As set in WhatsApp.", max_length=200),
                ),
                (
                    "username",
                    models.CharField(
                        blank=True,
                        help_text="To be shown; it may change and pass to another.",
                        max_length=100,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Of what Bode says of itself, if known.",
                        max_length=2,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("municipality"),
                        django.db.models.functions.text.Upper("username"),
                        condition=models.Q(("username", ""), _negated=True),
                        name="contact_of_username",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactIdentity",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to="conversations.contact",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "Phone"),
                            ("user_id", "User Id"),
                            ("parent_user_id", "Parent User Id"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "value"), name="identity_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
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
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="conversations.contact",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("identity_added", "Identity Added"),
                            ("identity_lost", "Identity Lost"),
                            ("identity_left", "Identity Left"),
                            ("merged", "Merged"),
                            ("marketing_stopped", "Marketing Stopped"),
                            ("marketing_resumed", "Marketing Resumed"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "identity_kind",
                    models.CharField(blank=True, help_text="Of an identity.", max_length=20),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        help_text="The identity, or the name of who was merged.",
                        max_length=200,
                    ),
                ),
                ("at", models.DateTimeField(help_text="By the platform's clock.")),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MarketingChoice",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="marketing",
                        serialize=False,
                        to="conversations.contact",
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
                ("wanted", models.BooleanField()),
                ("at", models.DateTimeField(help_text="By the platform's clock.")),
            ],
        ),
        migrations.CreateModel(
            name="ConsentWording",
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
                ("purpose", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField(blank=True, help_text="Empty: the usual words again.")),
                ("actor", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "purpose", "language", "-at"], name="wording_latest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversations",
                        to="conversations.contact",
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        default=bode.conversations.states.ConversationStatus["OPEN"], max_length=10
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=30)),
                (
                    "purpose_from",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="From what it has its purpose.",
                        max_length=10,
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "last_inbound_at",
                    models.DateTimeField(help_text="By the platform's clock.", null=True),
                ),
                (
                    "last_message_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "preview",
                    models.CharField(
                        blank=True,
                        help_text="The words of the latest message, if it has any.",
                        max_length=120,
                    ),
                ),
                (
                    "preview_type",
                    models.CharField(blank=True, help_text="Its type: image, …", max_length=40),
                ),
                ("unread_count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "-last_message_at", "-id"],
                        name="conversation_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "waiting", "closed"])),
                        name="conversation_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("purpose", ""),
                                ("purpose_from", bode.conversations.states.PurposeFrom["NOBODY"]),
                            ),
                            models.Q(
                                models.Q(("purpose", ""), _negated=True),
                                ("purpose_from__in", ["template", "program", "agent", "menu"]),
                            ),
                            _connector="OR",
                        ),
                        name="conversation_purpose_from_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=("municipality", "contact", "number"),
                        name="one_running_conversation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurposeChange",
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
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="purpose_changes",
                        to="conversations.conversation",
                    ),
                ),
                ("purpose_before", models.CharField(max_length=30)),
                ("from_before", models.CharField(max_length=10)),
                (
                    "purpose",
                    models.CharField(blank=True, help_text="Empty: nobody knows.", max_length=30),
                ),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="purpose_change_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                ("currency", models.CharField(max_length=3)),
                (
                    "set_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="budget_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("gone", "Gone"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("actor", models.CharField(help_text="Who asked for it.", max_length=120)),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "key",
                    models.CharField(
                        blank=True, help_text="Under which it is kept.", max_length=150
                    ),
                ),
                ("size", models.BigIntegerField(help_text="Bytes.", null=True)),
                ("sha256", models.CharField(blank=True, help_text="Hex.", max_length=64)),
                ("counts", models.JSONField(default=dict, help_text="How many of what.")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), models.Q(("key", ""), _negated=True)),
                            models.Q(models.Q(("state", "ready"), _negated=True), ("key", "")),
                            _connector="OR",
                        ),
                        name="export_kept_while_ready",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("municipality",),
                        name="export_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="conversations.conversation",
                    ),
                ),
                ("direction", models.CharField(max_length=3)),
                ("type", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True, help_text="What a person reads of it.")),
                (
                    "content",
                    models.JSONField(help_text="Under the type's key, in the platform's shape."),
                ),
                ("purpose", models.CharField(blank=True, max_length=30)),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=120)),
                (
                    "confirmed",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What its writer was warned of.",
                        max_length=32,
                    ),
                ),
                ("status", models.CharField(max_length=10)),
                (
                    "wamid",
                    models.CharField(help_text="The platform's id.", max_length=300, null=True),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "forwarded",
                    models.CharField(
                        blank=True, db_default="", help_text="Of an inbound one.", max_length=10
                    ),
                ),
                ("error_code", models.CharField(blank=True, max_length=30)),
                (
                    "price_category",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="As which the platform charges it.",
                        max_length=40,
                    ),
                ),
                (
                    "price_type",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="regular, or why it is free.",
                        max_length=40,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "at",
                    models.DateTimeField(
                        help_text="Order on the page: the platform's time for inbound."
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("edited_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["conversation", "at", "id"], name="message_thread"),
                    models.Index(
                        condition=models.Q(("reply_to", None), _negated=True),
                        fields=["reply_to"],
                        name="message_answers",
                    ),
                    django.contrib.postgres.indexes.BrinIndex(
                        autosummarize=True, fields=["created_at"], name="message_month"
                    ),
                    models.Index(
                        condition=models.Q(("author", None), _negated=True),
                        fields=["author"],
                        name="message_author",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "wamid"), name="message_once"),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["in", "out"])),
                        name="message_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direction", bode.conversations.states.Direction["IN"]),
                            (
                                "purpose__in",
                                [
                                    "appointments",
                                    "crisis_response",
                                    "municipal_services",
                                    "permits",
                                    "tourism",
                                ],
                            ),
                            models.Q(("author_name", "WhatsApp Business-app"), ("purpose", "")),
                            _connector="OR",
                        ),
                        name="message_out_has_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "queued",
                                    "sending",
                                    "sent",
                                    "failed",
                                    "delivered",
                                    "read",
                                    "received",
                                ],
                            )
                        ),
                        name="message_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forwarded__in", ["", "some", "often"])),
                        name="message_forwarded_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("address", models.CharField(help_text="Phone digits or user id.", max_length=200)),
                ("purpose", models.CharField(max_length=30)),
                (
                    "wording",
                    models.TextField(help_text="What the citizen agreed to, word for word."),
                ),
                ("source", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="By which way it was given.",
                        max_length=10,
                    ),
                ),
                ("recorded_by", models.CharField(blank=True, db_default="", max_length=120)),
                (
                    "given_in",
                    models.ForeignKey(
                        help_text="The citizen's message that said yes.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "renewed_at",
                    models.DateTimeField(
                        help_text="When they last said the same again.", null=True
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_how", models.CharField(blank=True, db_default="", max_length=10)),
                ("withdrawn_by", models.CharField(blank=True, db_default="", max_length=120)),
                (
                    "withdrawn_in",
                    models.ForeignKey(
                        help_text="The citizen's message that said no.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["address", "purpose"], name="consent_of_whom")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("municipality", "address", "purpose"),
                        name="consent_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageVersion",
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="conversations.message",
                    ),
                ),
                (
                    "wamid",
                    models.CharField(
                        help_text="The message's own for the first version, else the edit's.",
                        max_length=300,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("content", models.JSONField()),
                (
                    "at",
                    models.DateTimeField(help_text="When it was written, by the platform's clock."),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "wamid"), name="version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusReport",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="conversations.message",
                    ),
                ),
                ("wamid", models.CharField(max_length=300)),
                ("status", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("error_code", models.CharField(blank=True, max_length=30)),
                ("price_category", models.CharField(blank=True, db_default="", max_length=40)),
                ("price_type", models.CharField(blank=True, db_default="", max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("message", None)),
                        fields=["wamid"],
                        name="report_parked",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "wamid", "status"), name="report_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="conversations.message",
                    ),
                ),
                ("direction", models.CharField(max_length=3)),
                (
                    "emoji",
                    models.CharField(blank=True, help_text="Empty: taken away.", max_length=40),
                ),
                ("at", models.DateTimeField()),
                (
                    "sent_as",
                    models.ForeignKey(
                        help_text="The message that brings it, of one that left from here: it may fail.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "direction", "at"), name="reaction_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Media",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="media",
                        to="conversations.message",
                    ),
                ),
                (
                    "platform_id",
                    models.CharField(
                        blank=True,
                        help_text="Of what a citizen sent; empty for our own.",
                        max_length=100,
                    ),
                ),
                ("mime_type", models.CharField(blank=True, max_length=120)),
                ("filename", models.CharField(blank=True, max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("stored", "Stored"),
                            ("failed", "Failed"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expired", "Expired"),
                            ("too_large", "Too Large"),
                            ("wrong_type", "Wrong Type"),
                            ("refused", "Refused"),
                            ("lost", "Lost"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True, help_text="Under which it is kept.", max_length=150
                    ),
                ),
                ("size", models.BigIntegerField(help_text="Bytes.", null=True)),
                ("sha256", models.CharField(blank=True, help_text="Hex.", max_length=64)),
                ("has_thumbnail", models.BooleanField(default=False)),
                (
                    "waits_for",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="The code of why it is not here yet.",
                        max_length=30,
                    ),
                ),
                ("waits_since", models.DateTimeField(null=True)),
                (
                    "due_at",
                    models.DateTimeField(
                        help_text="When it is tried again; empty: it does not wait.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at", None), _negated=True),
                        fields=["due_at"],
                        name="media_due",
                    ),
                    models.Index(
                        fields=["municipality", "platform_id"], name="media_by_platform_id"
                    ),
                    models.Index(fields=["municipality", "sha256"], name="media_by_content"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "stored", "failed"])),
                        name="media_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "failure__in",
                                    ["expired", "too_large", "wrong_type", "refused", "lost"],
                                ),
                                ("state", "failed"),
                            ),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="media_failure_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "stored"), models.Q(("key", ""), _negated=True)),
                            models.Q(models.Q(("state", "stored"), _negated=True), ("key", "")),
                            _connector="OR",
                        ),
                        name="media_kept_under_a_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at", None),
                            models.Q(("state", "pending"), ("waits_since__isnull", False)),
                            _connector="OR",
                        ),
                        name="media_waits_while_pending",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
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
                ("filename", models.CharField(max_length=255)),
                ("mime_type", models.CharField(max_length=120)),
                ("key", models.CharField(help_text="Under which it is kept.", max_length=150)),
                ("size", models.BigIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(help_text="Hex.", max_length=64)),
                ("has_thumbnail", models.BooleanField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "named_at",
                    models.DateTimeField(
                        help_text="When a message first named it; empty: never sent.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("named_at", None)),
                        fields=["created_at"],
                        name="upload_unsent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformCopy",
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
                    "number",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
                ("sha256", models.CharField(help_text="Hex.", max_length=64)),
                ("mime_type", models.CharField(max_length=120)),
                ("platform_id", models.CharField(max_length=100)),
                ("uploaded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "sha256", "mime_type"), name="copy_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentOverride",
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
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overrides",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        default=bode.conversations.states.OverrideStatus["REQUESTED"], max_length=10
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("content", models.JSONField(help_text="In the platform's shape.")),
                ("text", models.TextField(blank=True, help_text="What the citizen would read.")),
                ("purpose", models.CharField(max_length=30)),
                (
                    "purpose_reason",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Why the conversation is about something else now.",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "kinds",
                    models.JSONField(default=list, help_text="The forbidden uses that were found."),
                ),
                ("reason", models.TextField(help_text="Why it should be sent all the same.")),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("requested_by_name", models.CharField(max_length=120)),
                (
                    "requested_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("expires_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_by_name", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True, help_text="Of who decided.")),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="override",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["requested", "allowed"])),
                        fields=["municipality", "expires_at"],
                        name="override_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["requested", "allowed", "refused", "expired", "used"])
                        ),
                        name="override_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("requested_by")), _negated=True),
                        name="override_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["requested", "expired"]),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="override_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("message__isnull", False), ("status", "used")),
                            models.Q(
                                models.Q(("status", "used"), _negated=True),
                                ("message__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="override_used_once",
                    ),
                ],
            },
        ),
        row_security.enforce("conversations_budget"),
        row_security.enforce("conversations_consent"),
        row_security.enforce("conversations_consentwording"),
        row_security.enforce("conversations_contact"),
        row_security.enforce("conversations_contactevent"),
        row_security.enforce("conversations_contactidentity"),
        row_security.enforce("conversations_contentoverride"),
        row_security.enforce("conversations_conversation"),
        row_security.enforce("conversations_export"),
        row_security.enforce("conversations_marketingchoice"),
        row_security.enforce("conversations_media"),
        row_security.enforce("conversations_message"),
        row_security.enforce("conversations_messageversion"),
        row_security.enforce("conversations_platformcopy"),
        row_security.enforce("conversations_purposechange"),
        row_security.enforce("conversations_reaction"),
        row_security.enforce("conversations_statusreport"),
        row_security.enforce("conversations_upload"),
        KEEP_CONSENT,
        KEEP_WORDING,
    ]
