"""What may be forbidden in a message: whoever sends it has looked, and the audit trail says so."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from bode.organisations.actors import Actor
from bode.policy import Finding
from bode.privacy import audit

from .errors import ContentDoubtful
from .models import Message


def fingerprint(findings: Iterable[Finding]) -> str:
    """What was found, as a text that is another one when something else is found."""
    said = sorted(f"{each.kind} {each.phrase}" for each in findings)
    return sha256("\n".join(said).encode()).hexdigest()[:32] if said else ""


def require_confirmed(actor: Actor, findings: tuple[Finding, ...], confirmed: str) -> None:
    """Raise `ContentDoubtful` unless the person who sends has seen just this.

    A program has nobody who could look.
    """
    found = fingerprint(findings)
    if actor.person_id is not None and found != confirmed and findings:
        raise ContentDoubtful(findings, found)


def record_confirmed(actor: Actor, message: Message, findings: tuple[Finding, ...]) -> None:
    """Note that someone sent it after the warning; what a program sends nobody was warned of."""
    if actor.person_id is None:
        return
    message.confirmed = fingerprint(findings)
    message.save(update_fields=["confirmed"])
    audit.record(
        organisation_id=message.municipality_id,
        actor=actor.name,
        what="message.confirm",
        subject="conversations.Message",
        subject_id=message.id,
        purpose=message.purpose,
        facts={"kinds": sorted({each.kind for each in findings})},
    )
