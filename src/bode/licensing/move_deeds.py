"""What the audit trails tell of a number that is to move, before it does."""

from __future__ import annotations

from uuid import UUID

from bode.organisations.actors import Actor
from bode.privacy import audit

from .models import NumberTransfer


def record(actor: Actor, transfer: NumberTransfer, deed: str) -> None:
    """Record that someone asked, took it back or refused, with all three whom it is about."""
    everyone = everyone_in(transfer)
    audit.hold(everyone)
    for organisation_id in everyone:
        audit.record(
            organisation_id=organisation_id,
            actor=actor.name,
            what=f"number_move.{deed}",
            subject="licensing.NumberTransfer",
            subject_id=transfer.id,
            facts=facts_of(transfer),
        )


def everyone_in(transfer: NumberTransfer) -> tuple[UUID, UUID, UUID]:
    """The municipality, the provider that has the number, and the one that is to have it."""
    return (transfer.municipality_id, transfer.provider_id, transfer.to_provider_id)


def facts_of(transfer: NumberTransfer) -> dict[str, str]:
    """Which number moves, from whom to whom."""
    return {
        "number": transfer.display_number,
        "from": transfer.provider.code,
        "to": transfer.to_provider.code,
    }
