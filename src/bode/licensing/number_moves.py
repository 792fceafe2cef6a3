"""Moving a number from one provider to another: the municipality asks, the new provider does it.

Conversations and history stay where they are. What is queued waits until the new key has proved
itself, and then leaves along the new way; from that moment webhooks of the old provider are no
longer about this number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import OrganisationKind
from bode.organisations.tenancy import scope
from bode.privacy import audit
from bode.whatsapp import Access, TemplateShape

from . import accounts, jobs, licence_changes, move_letters
from .errors import LicenceStepNotAllowed, NumberTaken
from .licence_history import remember
from .licence_states import LicenceParty, TransferStatus
from .licence_steps import lock_licence
from .models import Licence, NumberTransfer, PhoneNumber, Template
from .move_deeds import everyone_in, facts_of, record
from .number_proof import prove
from .platform_templates import forget_templates, store_templates
from .reaching import gateway_of
from .states import LicenceStatus

Listener = Callable[[PhoneNumber, Mapping[UUID, UUID]], None]

_listeners: list[Listener] = []


@dataclass(frozen=True, kw_only=True)
class NewWay:
    """By which ids and key the new provider reaches the number."""

    platform_id: str
    account_id: str
    access_token: str


def listen(listener: Listener) -> None:
    """Be told, from now on, of each number that moved, in the transaction that moves it.

    With it come the templates that stand in its new account in the place of old ones, by their ids.
    """
    _listeners.append(listener)


@transaction.atomic
def ask_to_move(actor: Actor, number_id: UUID, to_licence_id: UUID) -> NumberTransfer:
    """Ask another provider to take over a number; done by the municipality.

    Raises `PhoneNumber.DoesNotExist`, `Licence.DoesNotExist`, and `LicenceStepNotAllowed` when the
    other licence is not in force, is the same, or someone asked already.
    """
    actor.require("administrator", "licences")
    if actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise NotAllowed(needed=("administrator",))
    from_licence_id = PhoneNumber.objects.values_list("licence_id", flat=True).get(id=number_id)
    _, licence = _lock_licences(from_licence_id, to_licence_id)
    number = PhoneNumber.objects.select_for_update().defer("access_token").get(id=number_id)
    is_gone = number.licence_id != from_licence_id  # it moved just now
    is_asked = NumberTransfer.objects.filter(number=number, status=TransferStatus.ASKED).exists()
    is_same = licence.id == number.licence_id
    if is_gone or is_asked or is_same or licence.status != LicenceStatus.ACTIVE:
        raise LicenceStepNotAllowed("move_number", licence.status, [])
    transfer = NumberTransfer.objects.create(
        municipality_id=number.municipality_id,
        provider_id=number.provider_id,
        to_provider_id=licence.provider_id,
        number=number,
        from_licence_id=number.licence_id,
        to_licence=licence,
        display_number=number.display_number,
        actor=actor.name,
    )
    transfer = access_transfer(transfer.id)
    move_letters.write(transfer, "asked", to=(licence.provider_id,))
    move_letters.write(transfer, "leaving", to=(number.provider_id,))
    record(actor, transfer, "ask")
    return transfer


@transaction.atomic
def withdraw_move(actor: Actor, transfer_id: UUID) -> NumberTransfer:
    """The municipality no longer wants it. Raises `LicenceStepNotAllowed` once it is settled."""
    actor.require("administrator", "licences")
    if actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise NotAllowed(needed=("administrator",))
    transfer = _settle(_locked(transfer_id), actor, TransferStatus.WITHDRAWN)
    record(actor, transfer, "withdraw")
    return transfer


@transaction.atomic
def refuse_move(actor: Actor, transfer_id: UUID) -> NumberTransfer:
    """The new provider does not take the number. Raises `LicenceStepNotAllowed` as above."""
    _require_new_provider(actor, access_transfer(transfer_id))
    transfer = _settle(_locked(transfer_id), actor, TransferStatus.REFUSED)
    move_letters.write(transfer, "refused", to=(transfer.municipality_id,))
    record(actor, transfer, "refuse")
    return transfer


def move(actor: Actor, transfer_id: UUID, way: NewWay) -> NumberTransfer:
    """Take the number over along a new way, which is tried first; done by the new provider.

    Raises `NumberTransfer.DoesNotExist`, `LicenceStepNotAllowed` when it is settled or the new
    licence is not in force, `NumberTaken`, `AnotherNumber` when the ids are of one, and what the
    platform's refusal of the key raises: `Refused`, `Unreachable`, `AnswerLost`. Nothing has
    changed then.
    """
    transfer = access_transfer(transfer_id)
    _require_new_provider(actor, transfer)
    if transfer.status != TransferStatus.ASKED:
        raise LicenceStepNotAllowed("move_number", transfer.status, [])
    asked_at = now()
    shapes = _try(transfer, way)
    with scope(transfer.municipality_id):  # where all of it is to be seen
        return _move(actor, transfer_id, way, shapes, asked_at)


def access_transfer(transfer_id: UUID) -> NumberTransfer:
    """A transfer in scope; raises `NumberTransfer.DoesNotExist`."""
    parties = ("municipality", "provider", "to_provider")
    return NumberTransfer.objects.select_related(*parties).get(id=transfer_id)


def list_transfers(licence: Licence) -> list[NumberTransfer]:
    """The transfers from and to a licence, the newest first; those in scope."""
    found = NumberTransfer.objects.select_related("municipality", "provider", "to_provider")
    return list(found.filter(Q(from_licence=licence) | Q(to_licence=licence))[:50])


def _require_new_provider(actor: Actor, transfer: NumberTransfer) -> None:
    actor.require("account_manager", "licences")
    if transfer.to_provider_id != actor.organisation_id:
        raise NotAllowed(needed=("account_manager",))


def _try(transfer: NumberTransfer, way: NewWay) -> Sequence[TemplateShape]:
    access = Access(
        gateway=gateway_of(transfer.to_provider_id),
        number_id=way.platform_id,
        account_id=way.account_id,
        token=way.access_token,
    )
    return prove(access, transfer.display_number)


@transaction.atomic
def _move(
    actor: Actor,
    transfer_id: UUID,
    way: NewWay,
    shapes: Sequence[TemplateShape],
    asked_at: datetime,
) -> NumberTransfer:
    transfer = access_transfer(transfer_id)
    left, joined = _lock_licences(transfer.from_licence_id, transfer.to_licence_id)
    transfer = _locked(transfer_id)
    if transfer.status != TransferStatus.ASKED or joined.status != LicenceStatus.ACTIVE:
        raise LicenceStepNotAllowed("move_number", joined.status, [])
    number = PhoneNumber.objects.defer("access_token").get(id=transfer.number_id)
    old_account = number.account_id
    _put_under(number, joined, way)
    store_templates(number, shapes, asked_at)
    replaced = _replace_templates(number, old_account)
    for listener in _listeners:
        listener(number, replaced)
    _forget_left_behind(old_account)
    _settle(transfer, actor, TransferStatus.MOVED)
    _remember(actor, transfer, left, joined)
    jobs.read_number_soon(number.id)
    return transfer


def _put_under(number: PhoneNumber, licence: Licence, way: NewWay) -> None:
    account = accounts.lock(number.municipality_id, licence.provider_id, way.account_id)
    if account.provider_id != licence.provider_id:  # the account itself changed hands
        account.provider_id = licence.provider_id
        account.save(update_fields=["provider"])
    number.provider_id, number.licence = licence.provider_id, licence
    number.platform_id, number.account_id = way.platform_id, way.account_id
    number.access_token = way.access_token
    accounts.take_in_connected(account, number)
    try:
        with transaction.atomic():
            number.save()
    except IntegrityError as taken:
        raise NumberTaken(number.display_number) from taken


def _replace_templates(number: PhoneNumber, old_account: str) -> dict[UUID, UUID]:
    """Let the new account's templates stand in the place of the old ones of the same name.

    Drafts come along. What the new account lacks is gone, unless others still use the old one.
    """
    others = PhoneNumber.objects.filter(account_id=old_account).exclude(id=number.id)
    if old_account == number.account_id:
        return {}
    new = {
        (each.name, each.language): each
        for each in Template.objects.filter(account_id=number.account_id)
    }
    replaced = {}
    for template in Template.objects.filter(account_id=old_account):
        same = new.get((template.name, template.language))
        if same is not None:
            if template.purpose:
                Template.objects.filter(id=same.id).update(
                    purpose=template.purpose, purpose_from=template.purpose_from
                )
            replaced[template.id] = same.id
        elif not template.platform_id and not others.exists():
            Template.objects.filter(id=template.id).update(
                account_id=number.account_id, provider_id=number.provider_id
            )
    return replaced


def _forget_left_behind(old_account: str) -> None:
    """Let go of the templates of an account in which no number is left."""
    if not PhoneNumber.objects.filter(account_id=old_account).exists():
        forget_templates(Template.objects.filter(account_id=old_account))


def _remember(actor: Actor, transfer: NumberTransfer, left: Licence, joined: Licence) -> None:
    everyone = everyone_in(transfer)
    audit.hold(everyone)
    failed = licence_changes.tell(joined, "number_joined")
    facts = facts_of(transfer)
    remember(left, actor, "number_left", by=LicenceParty.MUNICIPALITY, facts=facts)
    facts_joined = {**facts, "messages_failed": failed}
    remember(joined, actor, "number_joined", by=LicenceParty.PROVIDER, facts=facts_joined)
    move_letters.write(transfer, "moved", to=everyone)


def _lock_licences(left_id: UUID, joined_id: UUID) -> tuple[Licence, Licence]:
    """Both licences of a move, in one order for all and before the number, as whoever sends does.

    Raises `Licence.DoesNotExist`.
    """
    locked = {each: lock_licence(each) for each in sorted({left_id, joined_id})}
    return locked[left_id], locked[joined_id]


def _locked(transfer_id: UUID) -> NumberTransfer:
    found = NumberTransfer.objects.select_for_update(of=("self",))
    return found.select_related("municipality", "provider", "to_provider").get(id=transfer_id)


def _settle(transfer: NumberTransfer, actor: Actor, status: TransferStatus) -> NumberTransfer:
    if transfer.status != TransferStatus.ASKED:
        raise LicenceStepNotAllowed("move_number", transfer.status, [])
    transfer.status, transfer.settler, transfer.settled_at = status, actor.name, now()
    transfer.save(update_fields=["status", "settler", "settled_at"])
    return transfer
