"""What changed for a template, or for a citizen, obeyed by what waits to be sent.

A message was allowed when it was queued. When its template is no longer approved, or is marketing
for someone who did not ask for that, the rules of now forbid it: it fails at once, in the
transaction that records the change. So nobody need ask again for each message that leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef

from bode import policy
from bode.licensing import platform_templates, template_purposes
from bode.licensing.models import Template
from bode.licensing.queries import template_facts
from bode.outbox.queries import list_using, list_using_templates

from .consents import consent_in_a_query
from .explaining import CONSENT_WITHDRAWN, code_of_refusal
from .marketing import stops_of
from .models import ContactIdentity, IdentityKind, Message
from .stopping import lock, stop

_Facts = tuple[policy.Consent, bool]  # whether the citizen asked for it, and stopped marketing


def listen() -> None:
    """Be told of changed templates from now on."""
    platform_templates.listen(obey)
    template_purposes.listen(obey_purpose)


def obey(template: Template) -> None:
    """Fail what is queued with this template and may no longer be sent."""
    verdicts = _judge(template)
    if any(verdicts.values()):
        _bar(template, list_using(template.id), verdicts)


def obey_purpose(template: Template) -> None:
    """Fail what is queued with this template for anything but what it is for."""
    theirs = Message.objects.filter(id__in=list_using(template.id))
    others = lock(theirs.exclude(purpose=template.purpose))
    stop(others, str(policy.RefusalCode.TEMPLATE_MISMATCH))


def obey_withdrawal(municipality_id: UUID, addresses: Sequence[str], purpose: str) -> None:
    """Fail what is queued with this purpose for whoever has these, and wants no more of it."""
    using = list_using_templates(municipality_id, addresses)
    message_ids = [each for ids in using.values() for each in ids]
    theirs = Message.objects.filter(id__in=message_ids, purpose=purpose)
    stop(lock(theirs), CONSENT_WITHDRAWN)


def obey_choice(municipality_id: UUID, addresses: Sequence[str]) -> None:
    """Fail the marketing that is queued for whoever has these addresses, and wants none."""
    using = list_using_templates(municipality_id, addresses)
    for template in Template.objects.filter(id__in=list(using)).order_by("id"):
        verdicts = _judge(template)
        if any(verdicts.values()):
            _bar(template, using[template.id], verdicts)


def _bar(
    template: Template,
    message_ids: Sequence[UUID],
    verdicts: Mapping[_Facts, policy.Refusal | None],
) -> None:
    for refused, ids in _by_refusal(message_ids, verdicts).items():
        stop(ids, code_of_refusal(refused, template.status))


def _judge(template: Template) -> dict[_Facts, policy.Refusal | None]:
    """What the rules say of each citizen that there can be."""
    facts = template_facts(template)
    return {
        (consent, stopped): policy.may_use_still(facts, consent, marketing_stopped=stopped)
        for consent in policy.Consent
        for stopped in (False, True)
    }


def _by_refusal(
    message_ids: Sequence[UUID], verdicts: Mapping[_Facts, policy.Refusal | None]
) -> dict[str, list[UUID]]:
    """The messages that are refused, by the code of why; locked before their rows in the outbox."""
    refused = defaultdict(list)
    locked = lock(Message.objects.filter(id__in=message_ids))
    for message_id, consent, stopped in _facts_of(locked):
        refusal = verdicts[policy.Consent(consent or "none"), stopped]
        if refusal is not None:
            refused[str(refusal.code)].append(message_id)
    return refused


def _facts_of(message_ids: Sequence[UUID]) -> Iterable[tuple[UUID, str | None, bool]]:
    contact = OuterRef("conversation__contact")
    addresses = ContactIdentity.objects.filter(
        contact=OuterRef(contact), kind__in=[IdentityKind.PHONE, IdentityKind.USER_ID]
    )
    consent = consent_in_a_query(
        OuterRef("municipality"), addresses.values("value"), OuterRef("purpose")
    )
    found = Message.objects.filter(id__in=message_ids)
    return found.values_list("id", consent, Exists(stops_of(contact)))
