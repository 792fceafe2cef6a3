"""What a municipality's templates are for: one purpose each, said and changed by name.

WhatsApp knows nothing of purposes. What waits to be sent for another purpose than the new one is
stopped by whoever listens, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor
from bode.privacy import audit

from .errors import ReasonMissing
from .models import ALLOWED_PURPOSES, Template, TemplateChange
from .template_states import ChangeKind, ChangeStatus, PurposeFrom, TemplateStatus

REASON_LENGTH = 1000
"""Characters, at most, for why a template is for something else; the doors see to it."""

_listeners: list[Callable[[Template], None]] = []


def listen(listener: Callable[[Template], None]) -> None:
    """Be told, from now on, of each template whose purpose was declared, with it locked."""
    _listeners.append(listener)


@transaction.atomic
def declare_purpose(actor: Actor, name: str, purpose: str, reason: str = "") -> list[Template]:
    """Say what the templates of this name are for, in all languages; those that changed.

    Raises `NotAllowed`, `policy.UnknownPurpose`, also for a forbidden one, `Template.DoesNotExist`
    for a name that nobody used, and `ReasonMissing` where another purpose was declared before.
    """
    actor.require("administrator")
    if purpose not in ALLOWED_PURPOSES:
        raise policy.UnknownPurpose(purpose)
    named = Template.objects.filter(municipality_id=actor.organisation_id, name=name)
    templates = list(named.order_by("id").select_for_update())
    if not templates:
        raise Template.DoesNotExist
    before = {each.purpose for each in templates if each.purpose_from == PurposeFrom.DECLARED}
    if before - {purpose} and not reason.strip():
        raise ReasonMissing("purpose")
    changed = [each for each in templates if not _is_so(each, purpose)]
    for template in changed:
        _declare(actor, template, purpose, reason.strip())
    if changed:
        audit.record(
            organisation_id=actor.organisation_id,
            actor=actor.name,
            what="template.purpose",
            subject="licensing.Template",
            subject_id=changed[0].id,
            purpose=purpose,
            facts={"template": name, "before": sorted(before), "reason": reason.strip()},
        )
    return changed


def purpose_declared(account_id: str, name: str) -> str:
    """What the templates of this name are for by declaration; empty while nobody declared it."""
    declared = Template.objects.filter(
        account_id=account_id, name=name, purpose_from=PurposeFrom.DECLARED
    ).exclude(status=TemplateStatus.DRAFT)
    return declared.values_list("purpose", flat=True).first() or ""


def declare_in_writing(actor: Actor, template: Template, purpose: str) -> None:
    """Who writes in a locked template that has no purpose yet, says what it is for."""
    if not template.purpose:
        _declare(actor, template, purpose, "")


def _is_so(template: Template, purpose: str) -> bool:
    return (template.purpose, template.purpose_from) == (purpose, PurposeFrom.DECLARED)


def _declare(actor: Actor, template: Template, purpose: str, reason: str) -> None:
    template.purpose, template.purpose_from = purpose, PurposeFrom.DECLARED
    template.save(update_fields=["purpose", "purpose_from"])
    at = now()
    TemplateChange.objects.create(
        municipality_id=template.municipality_id,
        provider_id=template.provider_id,
        template=template,
        label=str(template),
        kind=ChangeKind.PURPOSE,
        status_before=template.status,
        components=[],
        purpose=purpose,
        reason=reason,
        status=ChangeStatus.DONE,
        actor=actor.name,
        organisation_id=actor.organisation_id,
        requested_at=at,
        settled_at=at,
    )
    for listener in _listeners:
        listener(template)
