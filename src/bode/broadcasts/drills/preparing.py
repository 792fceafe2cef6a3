"""Beginning a drill: the world in which it happens, with a prepared message in it if asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from bode import policy
from bode.conversations.errors import SendRefused
from bode.conversations.inventing import invent_people
from bode.licensing.drilling import copy_number
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import find_number_of
from bode.organisations.actors import Actor
from bode.organisations.drills import CODE
from bode.organisations.errors import NotAllowed
from bode.organisations.exercising import make_organisation
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit

from ..actions import CRISIS, NewBroadcast, make
from ..audiences import Audience
from ..emergencies import find_procedure
from ..errors import DrillRefused
from ..models import Broadcast, Drill, Recipient, SecondChannel
from ..second_channel.channel import find_channel
from ..states import BroadcastStatus, RecipientState
from .faults import Chosen
from .running import list_running

MAY_BEGIN = "broadcaster"
MOST_AT_ONCE = 3
"""Drills, of all municipalities: each takes as much of the machine as a real broadcast does."""
_ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended('drill.begin', 9))"
_GOES_ON = (BroadcastStatus.RUNNING, BroadcastStatus.PAUSED)


@dataclass(frozen=True, kw_only=True)
class NewDrill:
    """A drill as someone asks for it."""

    name: str
    faults: Sequence[Chosen] = ()
    source: UUID | None = None
    """A prepared broadcast, a copy of which lies ready; None: that is part of the exercise."""


@transaction.atomic
def begin(actor: Actor, new: NewDrill) -> Drill:
    """Make the world of a drill.

    Raises `NotAllowed` for a program, `SendRefused` for who has no licence with a number,
    `DrillRefused` while another one runs, within a drill, amid a real crisis, and where too many
    municipalities exercise.
    """
    actor.require(MAY_BEGIN)
    if actor.person_id is None:
        raise NotAllowed(needed=(MAY_BEGIN,))
    source = Broadcast.objects.get(id=new.source) if new.source else None
    if source is not None and source.purpose != CRISIS:
        raise DrillRefused("no_crisis")
    _require_calm()
    _wait_for_others()
    _require_calm()  # as it is now: that may have taken a while
    number = _find_number(actor)
    world = make_organisation(actor.organisation_id)
    drill = _keep(actor, new, world)
    drilled = copy_number(number, world)
    _copy_settings(world)
    addresses = _addresses(source)
    drill.invented, listed = invent_people(actor.organisation_id, world.id, CRISIS, addresses)
    drill.save(update_fields=["invented"])
    if source is not None:
        _copy_broadcast(replace(actor, organisation_id=world.id), source, drilled, listed)
    return drill


def _require_calm() -> None:
    """Raises `DrillRefused` amid a real crisis, and where too many municipalities exercise."""
    if Broadcast.objects.filter(purpose=CRISIS, status__in=_GOES_ON).exists():
        raise DrillRefused("crisis")
    with every_tenant("the machine is everyone's"):
        if len(list_running()) >= MOST_AT_ONCE:
            raise DrillRefused("many")


def _wait_for_others() -> None:
    """Until the transaction ends nobody else begins one, who would not count this."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_BY_ONE)


def _find_number(actor: Actor) -> PhoneNumber:
    number = find_number_of(actor.organisation_id)
    if number is None:
        raise SendRefused(policy.refusals.NO_LICENCE)
    return number


def _keep(actor: Actor, new: NewDrill, world: Organisation) -> Drill:
    try:
        with transaction.atomic():
            drill = Drill.objects.create(
                municipality_id=actor.organisation_id,
                world=world,
                name=new.name,
                faults=[each.as_kept() for each in new.faults],
                made_by=actor.name,
            )
    except IntegrityError as refused:  # one at a time, and none within a drill
        raise DrillRefused("another") from refused
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="drill.begin",
        subject="broadcasts.Drill",
        subject_id=drill.id,
        purpose=CRISIS,
    )
    return drill


def _copy_settings(world: Organisation) -> None:
    """The same ways are open in a crisis, with other keys: those of the scope that is open."""
    channel, procedure = find_channel(), find_procedure()
    with scope(world.id):
        if channel is not None:
            SecondChannel.objects.create(
                municipality=world,
                is_on=channel.is_on,
                minutes=channel.minutes,
                order=channel.order,
                template_id=uuid4(),
                email_template_id=uuid4(),
                api_key=f"{CODE}{uuid4()}-{uuid4()}",
            )
        if procedure is not None:
            procedure.municipality = world
            procedure.save(force_insert=True)


def _addresses(source: Broadcast | None) -> list[str]:
    """Whom a prepared broadcast names one by one: those are copied, whatever they asked for."""
    if source is None or "subscribed" in source.audience:
        return []
    theirs = Recipient.objects.filter(broadcast=source)
    named = theirs.exclude(state=RecipientState.EXCLUDED, reason__in=_NO_NUMBER)
    return list(named.values_list("address", flat=True))


_NO_NUMBER = ("missing", "not_a_number", "not_valid", "not_mobile")


def _copy_broadcast(
    actor: Actor, source: Broadcast, number: PhoneNumber, listed: Sequence[str]
) -> None:
    subscribed = source.audience.get("subscribed")
    audience = (
        Audience(subscribed_to=subscribed["purpose"], areas=subscribed["areas"])
        if subscribed
        else Audience()
    )
    with scope(number.municipality_id):
        made = make(
            actor,
            NewBroadcast(
                name=source.name,
                purpose=source.purpose,
                template=source.template,
                translations=[each["template"] for each in source.translations],
                audience=audience,
                incident=source.incident,
            ),
        )
        if subscribed:
            return
        made.audience = {"phones": len(listed)}
        made.save(update_fields=["audience"])
        Recipient.objects.bulk_create(
            Recipient(
                broadcast=made,
                municipality_id=number.municipality_id,
                address=each,
                state=RecipientState.WAITING,
            )
            for each in listed
        )
