"""Citizens, what is said with them, and what they agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper

from bode.basics import new_id
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person

from ..states import ConversationStatus, Direction, MessageStatus


class Contact(models.Model):
    """A citizen, as one municipality knows them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="As set in WhatsApp.")
    username = models.CharField(
        max_length=100, blank=True, help_text="To be shown; it may change and pass to another."
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [
            models.Index(
                "municipality",
                Upper("username"),
                name="contact_of_username",
                condition=~Q(username=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class IdentityKind(models.TextChoices):
    PHONE = "phone"  # digits, as the platform writes them (wa_id)
    USER_ID = "user_id"  # business-scoped: another one at another municipality
    PARENT_USER_ID = "parent_user_id"


class ContactIdentity(models.Model):
    """One way in which the platform names a citizen; any of them may be missing or change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20, choices=IdentityKind)
    value = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="identity_once", fields=["municipality", "kind", "value"]),
        ]

    def __str__(self) -> str:
        return self.kind


class ContactEventKind(models.TextChoices):
    IDENTITY_ADDED = "identity_added"
    IDENTITY_LOST = "identity_lost"  # it is another citizen's now
    MERGED = "merged"
    MARKETING_STOPPED = "marketing_stopped"
    MARKETING_RESUMED = "marketing_resumed"


class ContactEvent(models.Model):
    """Why a contact is who it is now; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=ContactEventKind)
    identity_kind = models.CharField(max_length=20, blank=True, help_text="Of an identity.")
    value = models.CharField(
        max_length=200, blank=True, help_text="The identity, or the name of who was merged."
    )
    at = models.DateTimeField(help_text="By the platform's clock.")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.kind


class MarketingChoice(models.Model):
    """Whether a citizen wants marketing, as they last told the platform; no row: never told.

    One for a contact, and not one for a purpose like consent: in WhatsApp a citizen stops all
    marketing of a business at once, and the platform itself then refuses every template of that
    category, whatever it is for and whatever consent the municipality holds.
    """

    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True, related_name="marketing"
    )
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    wanted = models.BooleanField()
    at = models.DateTimeField(help_text="By the platform's clock.")

    def __str__(self) -> str:
        return "wanted" if self.wanted else "stopped"


class Conversation(models.Model):
    """What is said between one citizen and one of the municipality's numbers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="conversations")
    number = models.ForeignKey(PhoneNumber, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, default=ConversationStatus.OPEN)
    purpose = models.CharField(max_length=30, blank=True)
    assignee = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    last_inbound_at = models.DateTimeField(null=True, help_text="By the platform's clock.")
    last_message_at = models.DateTimeField(db_default=Now())
    preview = models.CharField(
        max_length=120, blank=True, help_text="The words of the latest message, if it has any."
    )
    preview_type = models.CharField(max_length=40, blank=True, help_text="Its type: image, …")
    unread_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="conversation_status_known",
                condition=Q(status__in=[str(status) for status in ConversationStatus]),
            ),
            models.UniqueConstraint(
                name="one_running_conversation",
                fields=["municipality", "contact", "number"],
                condition=~Q(status="closed"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="conversation_latest", fields=["municipality", "-last_message_at", "-id"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Message(models.Model):
    """One message, in or out. Its id travels with it and comes back in every status."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    direction = models.CharField(max_length=3)
    type = models.CharField(max_length=40)
    text = models.TextField(blank=True, help_text="What a person reads of it.")
    content = models.JSONField(help_text="Under the type's key, in the platform's shape.")
    purpose = models.CharField(max_length=30, blank=True)
    author = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10)
    wamid = models.CharField(max_length=300, null=True, help_text="The platform's id.")
    reply_to = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    error_code = models.CharField(max_length=30, blank=True)
    price_category = models.CharField(
        max_length=40, blank=True, db_default="", help_text="As which the platform charges it."
    )
    price_type = models.CharField(
        max_length=40, blank=True, db_default="", help_text="regular, or why it is free."
    )
    created_at = models.DateTimeField(db_default=Now())
    at = models.DateTimeField(help_text="Order on the page: the platform's time for inbound.")
    accepted_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="message_once", fields=["municipality", "wamid"]),
            models.CheckConstraint(
                name="message_direction_known",
                condition=Q(direction__in=[str(direction) for direction in Direction]),
            ),
            models.CheckConstraint(
                name="message_status_known",
                condition=Q(status__in=[str(status) for status in MessageStatus]),
            ),
        ]
        # A message is written at each step of its way, so it stands in few indexes. These lead
        # with what the foreign keys need; few messages are answers, or written by a person.
        indexes: ClassVar = [
            models.Index(name="message_thread", fields=["conversation", "at", "id"]),
            models.Index(name="message_answers", fields=["reply_to"], condition=~Q(reply_to=None)),
            BrinIndex(name="message_month", fields=["created_at"], autosummarize=True),
            models.Index(name="message_author", fields=["author"], condition=~Q(author=None)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Budget(models.Model):
    """What a municipality means to spend on messages in a month."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3)
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="budget_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class MessageVersion(models.Model):
    """What an edited message says, or said: the first version, and one for each edit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    wamid = models.CharField(
        max_length=300, help_text="The message's own for the first version, else the edit's."
    )
    text = models.TextField(blank=True)
    content = models.JSONField()
    at = models.DateTimeField(help_text="When it was written, by the platform's clock.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="version_once", fields=["message", "wamid"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class StatusReport(models.Model):
    """What the platform reported about a message; parked while the message is not known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    message = models.ForeignKey(
        Message, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    wamid = models.CharField(max_length=300)
    status = models.CharField(max_length=20)
    at = models.DateTimeField()
    error_code = models.CharField(max_length=30, blank=True)
    price_category = models.CharField(max_length=40, blank=True, db_default="")
    price_type = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="report_once", fields=["municipality", "wamid", "status"]),
        ]
        indexes: ClassVar = [
            models.Index(name="report_parked", fields=["wamid"], condition=Q(message=None)),
        ]

    def __str__(self) -> str:
        return self.status


class Reaction(models.Model):
    """An emoji that one side attached to a message; the latest one counts that did not fail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    direction = models.CharField(max_length=3)
    emoji = models.CharField(max_length=40, blank=True, help_text="Empty: taken away.")
    at = models.DateTimeField()
    sent_as = models.ForeignKey(
        Message,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The message that brings it, of one that left from here: it may fail.",
    )

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="reaction_once", fields=["message", "direction", "at"]),
        ]

    def __str__(self) -> str:
        return self.emoji


class Consent(models.Model):
    """Proof that someone asked for messages with a purpose, or no longer wants them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    address = models.CharField(max_length=200, help_text="Phone digits or user id.")
    purpose = models.CharField(max_length=30)
    wording = models.TextField(help_text="What the citizen agreed to, word for word.")
    source = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="consent_once",
                fields=["municipality", "address", "purpose"],
                condition=Q(withdrawn_at=None),
            ),
        ]
        indexes: ClassVar = [models.Index(name="consent_of_whom", fields=["address", "purpose"])]

    def __str__(self) -> str:
        return self.purpose
