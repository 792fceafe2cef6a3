"""Telling the audit trail of what Bode said of itself."""

from __future__ import annotations

from uuid import UUID

from bode.background.jobs import QUEUE, RETRY, app
from bode.conversations.models import Message
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit


@app.task(queue=QUEUE, retry=RETRY, name="automation.note_reply")
def note_reply(message_id: str) -> None:
    """Tell the audit trail of what Bode said of itself.

    By a job, as whoever adds to a trail makes others wait who add to it, and citizens' messages
    come for many municipalities in one transaction.
    """
    with every_tenant("a job serves all municipalities"):
        message = Message.objects.filter(id=UUID(message_id)).first()
    if message is None:
        return
    with scope(message.municipality_id):
        audit.record(
            organisation_id=message.municipality_id,
            actor=message.author_name,
            what="automation.reply",
            subject="conversations.Message",
            subject_id=message.id,
            purpose=message.purpose,
            facts={"rule": message.automatic},
        )
