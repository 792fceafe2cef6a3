"""What there is beside the messages of a conversation, asked in one statement.

Of most of it there is nothing in most conversations, and each question by itself costs as much as
an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from bode.conversations.contacts import addresses_of
from bode.conversations.models import Conversation
from bode.organisations.actors import Actor


@dataclass(frozen=True)
class Surroundings:
    """Whether there may be any of each; what is not there needs no looking for."""

    other_conversations: bool
    """With the same citizen."""
    consents: bool
    overrides: bool
    events: bool
    contact_events: bool
    marketing: bool
    notes: bool
    tags: bool
    company: bool
    drafts: bool
    """What the agent has not sent, or may yet take back."""


# The columns are the fields above, in their order.
_ASKED = """
SELECT
  EXISTS (SELECT FROM conversations_conversation
    WHERE contact_id = %(contact)s AND id <> %(conversation)s),
  EXISTS (SELECT FROM conversations_consent
    WHERE municipality_id = %(municipality)s AND address = ANY(%(addresses)s)),
  EXISTS (SELECT FROM conversations_contentoverride WHERE conversation_id = %(conversation)s),
  EXISTS (SELECT FROM conversations_conversationevent WHERE conversation_id = %(conversation)s),
  EXISTS (SELECT FROM conversations_contactevent WHERE contact_id = %(contact)s),
  EXISTS (SELECT FROM conversations_marketingchoice WHERE contact_id = %(contact)s),
  EXISTS (SELECT FROM desk_note WHERE conversation_id = %(conversation)s),
  EXISTS (SELECT FROM desk_conversationtag WHERE conversation_id = %(conversation)s),
  EXISTS (SELECT FROM desk_presence
    WHERE municipality_id = %(municipality)s AND at_conversation_id = %(conversation)s
    AND person_id <> %(person)s),
  EXISTS (SELECT FROM desk_draft
    WHERE conversation_id = %(conversation)s AND person_id = %(person)s)
"""


def look_around(actor: Actor, conversation: Conversation) -> Surroundings:
    """What there is beside a conversation for this agent."""
    asked = {
        "conversation": conversation.id,
        "contact": conversation.contact_id,
        "municipality": conversation.municipality_id,
        "person": actor.person_id,
        "addresses": addresses_of(conversation.contact),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked)
        return Surroundings(*cursor.fetchone())
