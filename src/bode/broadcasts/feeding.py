"""Handing recipients to the outbox, in turn and a second's worth at a time.

What is in the outbox is as good as sent: so little is put there that a pause or a stop takes hold
at once, and enough that its number never waits. Each turn is one transaction, which makes of each
recipient a message in the outbox, or someone who is excluded. After a crash it goes on where it
was.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from bode import policy
from bode.basics import now
from bode.basics.arrays import id_array, text_array
from bode.conversations.errors import ContentMalformed, SendRefused
from bode.conversations.sending_many import send_to_many
from bode.organisations.actors import Actor
from bode.organisations.models import OrganisationKind
from bode.outbox.queries import count_batch, find_circuit
from bode.outbox.states import SendingState

from .actions import CRISIS, mailing_of, make_step
from .audiences import is_empty
from .halting import hold
from .incidents import HAD_IT, find_who_had_it
from .late import close_audience_soon
from .models import Broadcast, BroadcastEvent
from .spreading import count_in_part, room_in_part
from .states import BroadcastStatus, Step

AHEAD_SECONDS = 1.0
LEAST_AHEAD = 50
LARGEST_TURN = 1000
LEAST_TURN = 0.4
"""Of what may stand ahead: a turn for each few that left would cost more than those few."""
MARGIN_SECONDS = 0.4
"""Of what stands ahead when it is looked at again: its number never waits for a slow turn."""
SHORT_REST, LONGEST_REST = 0.1, 0.5  # seconds; the short one lets others come between

_UNCERTAIN = {SendingState.UNSETTLED, SendingState.ASKS}
"""Of these nobody knows whether they left; the others need not wait for that."""

NEXT = """
SELECT address FROM broadcasts_recipient
WHERE broadcast_id = %s AND state = 'waiting' ORDER BY address LIMIT %s
"""

HANDED = """
UPDATE broadcasts_recipient AS recipient
SET state = CASE WHEN told.message_id IS NULL THEN 'excluded' ELSE 'handed' END,
    message_id = told.message_id, reason = told.reason
FROM unnest(%s::text[], %s::uuid[], %s::text[]) AS told(address, message_id, reason)
WHERE recipient.broadcast_id = %s AND recipient.address = told.address
"""


class Turn(NamedTuple):
    """How many had their turn, and for how many seconds their broadcast needs no other one."""

    handed: int
    rest: float


NOTHING_YET = Turn(0, LONGEST_REST)


def list_at_work() -> list[tuple[UUID, bool]]:
    """The broadcasts in scope that need someone to go on with them, and whether each is for a
    crisis; those first."""
    found = Broadcast.objects.filter(
        Q(status__in=[BroadcastStatus.RUNNING, BroadcastStatus.PAUSED])
        | Q(status=BroadcastStatus.APPROVED, planned_for__lte=now())
    )
    found = found.annotate(is_crisis=Q(purpose=CRISIS)).order_by("-is_crisis", "started_at")
    return list(found.values_list("id", "is_crisis"))


@transaction.atomic
def go_on(broadcast_id: UUID) -> Turn:
    """Do what is next for one broadcast, unless another worker does."""
    broadcast = (
        Broadcast.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("number", "number__licence")
        .filter(id=broadcast_id)
        .first()
    )
    if broadcast is None:
        return NOTHING_YET
    match broadcast.status:
        case BroadcastStatus.APPROVED:
            _start(broadcast)
            return Turn(0, 0.0)
        case BroadcastStatus.PAUSED:
            hold(broadcast)  # what a worker had when it was paused may have come back
        case BroadcastStatus.RUNNING:
            return _feed(broadcast)
    return NOTHING_YET


def _start(broadcast: Broadcast) -> None:
    """It was planned for now, or for a moment when no worker was there."""
    if broadcast.planned_for is not None and broadcast.planned_for <= now():
        make_step(broadcast, Step.START)
        close_audience_soon(broadcast)
        _remember(broadcast, Step.START, "planned")


def _feed(broadcast: Broadcast) -> Turn:
    """Hand over the next in line, as far as there is room; at the end it is done."""
    today = room_in_part(broadcast)
    if today == 0 and not is_empty(broadcast):
        return NOTHING_YET
    left = count_batch(broadcast.id)
    leaving = sum(count for state, count in left.items() if state not in _UNCERTAIN)
    room, is_cut_off = LARGEST_TURN, _is_cut_off(broadcast)
    if not is_cut_off:
        most = _most_ahead(broadcast)
        room = min(most - leaving, LARGEST_TURN)
        if room < min(most, LARGEST_TURN) * LEAST_TURN:
            return Turn(0, _rest(broadcast, leaving))
    addresses = _next(broadcast, room if today is None else min(room, today))
    if addresses:
        messages = _hand_over(broadcast, addresses)
        if messages is None:
            return NOTHING_YET
        rest = SHORT_REST if is_cut_off else _rest(broadcast, leaving + messages)
        return Turn(len(addresses), rest)
    if not left.total():
        _finish(broadcast)
    return NOTHING_YET


def _rest(broadcast: Broadcast, ahead: int) -> float:
    """Until only the margin stands ahead, if its number sends as fast as it may."""
    seconds = ahead / broadcast.number.messages_per_second - MARGIN_SECONDS
    return min(max(seconds, 0.0), LONGEST_REST)


def _finish(broadcast: Broadcast) -> None:
    """All who are known have it. Who asked meanwhile may still have to be added."""
    if broadcast.audience_closed:
        make_step(broadcast, Step.FINISH)
        _remember(broadcast, Step.FINISH)
    else:
        close_audience_soon(broadcast)  # once more, in case that failed


def _is_cut_off(broadcast: Broadcast) -> bool:
    """Whether, in a crisis, nothing leaves along its number: then nothing is as good as sent, and
    the second channel must know everyone whom WhatsApp keeps waiting."""
    if broadcast.purpose != CRISIS:
        return False
    return broadcast.number.stopped_code is not None or bool(find_circuit(broadcast.number_id))


def _most_ahead(broadcast: Broadcast) -> int:
    return max(LEAST_AHEAD, int(broadcast.number.messages_per_second * AHEAD_SECONDS))


def _next(broadcast: Broadcast, count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [broadcast.id, count])
        return [address for (address,) in cursor.fetchall()]


def _hand_over(broadcast: Broadcast, addresses: list[str]) -> int | None:
    """Make messages of these recipients; how many it became.

    What the rules forbid for all pauses it, for a person: None.
    """
    had = find_who_had_it(broadcast, addresses)
    wanting = [each for each in addresses if each not in had]
    try:
        with transaction.atomic():
            told = send_to_many(_actor(broadcast), broadcast.number, mailing_of(broadcast), wanting)
    except (SendRefused, ContentMalformed) as refused:
        make_step(broadcast, Step.PAUSE)
        hold(broadcast)
        _remember(broadcast, Step.PAUSE, str(refused))
        return None
    handed = {address: key for address, key in told.items() if isinstance(key, UUID)}
    elsewhere = [each for each in wanting if each not in told]
    reasons = dict.fromkeys([*had, *elsewhere], HAD_IT) | {
        address: str(why.code) for address, why in told.items() if isinstance(why, policy.Refusal)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            HANDED,
            [
                text_array(addresses),
                id_array([handed.get(address) for address in addresses]),
                text_array([reasons.get(address, "") for address in addresses]),
                broadcast.id,
            ],
        )
    count_in_part(broadcast, len(handed))
    return len(handed)


def _actor(broadcast: Broadcast) -> Actor:
    """Whoever prepared it: the rules are asked again as they were then."""
    return Actor(
        organisation_id=broadcast.municipality_id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name=broadcast.made_by,
        person_id=broadcast.author_id,
    )


def _remember(broadcast: Broadcast, step: Step, reason: str = "") -> None:
    """Bode itself made a step."""
    BroadcastEvent.objects.create(
        municipality_id=broadcast.municipality_id,
        broadcast=broadcast,
        step=step,
        actor_key="",
        actor="Bode",
        reason=reason,
    )
