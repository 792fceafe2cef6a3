"""Reaching people along the second channel: a claim, the wire, and what became of it.

Each claim is committed before anything is sent, so that after a crash, or a lost answer, the
provider is asked by our reference whether it has the message before it is sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, Q

from bode.basics import now
from bode.organisations.tenancy import every_tenant
from bode.privacy.encryption import SecretUnreadable

from .channel import connect, name_provider
from .confirming import mail_codes
from .missed import LACKING, REACHED_BY, find_missed
from .models import SecondChannel, SecondMessage
from .provider import AnswerLost, Fate, NotTaken, Provider, ProviderError, Refused
from .states import SecondState, Way

IN_FLIGHT = 10
TURN = 50
"""Claimed at once; all of it is asked within a minute, as a question waits ten seconds."""
LOOKED_UP = 1000
TURN_SECONDS = 45.0
"""After which a municipality's turn is over; the rest comes a minute later."""
LOOKED_UP_AFTER = timedelta(minutes=2)
"""Since the claim: by then all of it has been asked, and the provider shows what it took."""
FORGOTTEN_AFTER = timedelta(days=4)
"""A provider tries for three days at most."""

_log = structlog.get_logger(__name__)

# Each reads it in their own language, as WhatsApp would have shown it. What WhatsApp has brought
# since, and what was paused or stopped, stays.
CLAIM = f"""
UPDATE broadcasts_secondmessage AS second SET state = 'sending', asked_at = %(at)s,
  asked_of = %(provider)s
FROM (
  SELECT waiting.id, message.text, {REACHED_BY} AS reached_by
  FROM broadcasts_secondmessage AS waiting
  JOIN broadcasts_secondchannel AS channel ON channel.municipality_id = waiting.municipality_id
  JOIN broadcasts_broadcast AS broadcast ON broadcast.id = waiting.broadcast_id
  JOIN broadcasts_recipient AS recipient
    ON recipient.broadcast_id = waiting.broadcast_id AND recipient.address = waiting.address
  JOIN conversations_message AS message ON message.id = recipient.message_id
  WHERE waiting.municipality_id = %(municipality)s AND waiting.state = 'waiting' AND channel.is_on
    AND waiting.way = %(way)s AND {REACHED_BY} IS NOT NULL
    AND (waiting.way <> 'email' OR channel.email_by = %(email_by)s)
    AND (waiting.asked_at IS NULL OR waiting.asked_at < %(began)s)
    AND broadcast.status IN ('running', 'done')
    AND {LACKING}
  ORDER BY waiting.id LIMIT %(most)s FOR UPDATE OF waiting SKIP LOCKED) AS claimed
WHERE second.id = claimed.id
RETURNING second.id, claimed.reached_by, claimed.text
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class _Claimed:
    id: UUID
    to: str
    text: str


def reach_all() -> None:
    """One turn for each municipality. Where it was switched off, what left is still looked up.

    Codes wait until every crisis had its turn.
    """
    with every_tenant("one worker sends for all municipalities"):
        channels = list(SecondChannel.objects.select_related("municipality"))
        for channel in channels:
            for way in Way:
                _surely(_look_up, channel, way)
            for way in channel.ways if channel.is_on else ():
                _surely(_reach, channel, way)
        for channel in channels:
            if channel.is_on and Way.EMAIL in channel.ways:
                _surely(_mail_codes, channel, Way.EMAIL)


def _surely(do: Callable[[SecondChannel, Way], None], channel: SecondChannel, way: Way) -> None:
    """One way that is refused, or breaks, must not keep the other from its turn."""
    told = {"municipality": str(channel.municipality_id), "way": way}
    try:
        do(channel, way)
    except (Refused, SecretUnreadable) as refused:
        _log.warning("second_channel.refused", **told)
        _say(channel, way, str(refused) or type(refused).__name__)
    except (OperationalError, InterfaceError):
        raise  # the database is away: for all of them
    except Exception:  # noqa: BLE001 - whatever it is, it is told
        _log.exception("second_channel.turn_failed", **told)


def _reach(channel: SecondChannel, way: Way) -> None:
    # Anew for each way: what just failed along one goes along the next at once.
    find_missed(channel.municipality_id, channel.minutes, channel.ways)
    began, until = now(), monotonic() + TURN_SECONDS
    while monotonic() < until:
        connected = connect(channel, way)  # nothing is claimed for a provider that can't be
        claimed = _claim(channel, way, began)
        if not claimed:
            return
        answers = _at_once(connected, [_sending(each) for each in claimed])
        for each, answer in zip(claimed, answers, strict=True):
            _keep(each.id, answer)
        _raise_refused(answers)
        _say(channel, way, "")


def _mail_codes(channel: SecondChannel, way: Way) -> None:
    if mail_codes(channel):
        _say(channel, way, "")


def _say(channel: SecondChannel, way: Way, refused: str) -> None:
    """Tell the administrator why the provider refuses all of it, or that it no longer does."""
    field = f"{way}_refused"
    if getattr(channel, field) != refused:
        setattr(channel, field, refused[:200])
        channel.save(update_fields=[field])


def _claim(channel: SecondChannel, way: Way, began: datetime) -> list[_Claimed]:
    """The next in line; what was tried in this turn already waits for another."""
    asked: dict[str, Any] = {
        "municipality": channel.municipality_id,
        "way": way,
        "provider": name_provider(channel, way),
        "email_by": channel.email_by,  # a change of that ends this turn
        "began": began,
        "at": now(),
        "most": TURN,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, asked)
        rows = cursor.fetchall()
    return [_Claimed(id=key, to=to, text=text) for key, to, text in rows]


Question = Callable[[Provider], Awaitable[Fate | None]]
Answer = Fate | ProviderError | None


def _sending(claimed: _Claimed) -> Question:
    async def ask(provider: Provider) -> Fate:
        return await provider.send(claimed.to, claimed.text, str(claimed.id))

    return ask


def _finding(reference: UUID) -> Question:
    async def ask(provider: Provider) -> Fate | None:
        return await provider.find(str(reference))

    return ask


def _at_once(connected: Provider, questions: Sequence[Question]) -> list[Answer]:
    """Ask all of it, a few at a time; what went wrong with one is its answer."""

    async def ask_all() -> list[Answer]:
        room = asyncio.Semaphore(IN_FLIGHT)

        async def ask(provider: Provider, question: Question) -> Answer:
            async with room:
                try:
                    return await question(provider)
                except ProviderError as wrong:
                    return wrong

        async with connected as provider:
            return list(await asyncio.gather(*(ask(provider, each) for each in questions)))

    return asyncio.run(ask_all())


def _keep(key: UUID, answer: Answer) -> None:
    """One message moves on; what the provider never took waits to be sent again."""
    match answer:
        case Fate.UNDER_WAY:
            state, reason = SecondState.SENT, ""
        case Fate.DELIVERED:
            state, reason = SecondState.DELIVERED, ""
        case Fate.FAILED:
            state, reason = SecondState.FAILED, "not delivered"
        case NotTaken():
            state, reason = SecondState.FAILED, str(answer)
        case Fate.UNKNOWN:
            state, reason = SecondState.ASKS, ""
        case AnswerLost():
            state, reason = SecondState.UNSETTLED, ""
        case _:
            state, reason = SecondState.WAITING, ""
    SecondMessage.objects.filter(id=key).update(state=state, reason=reason)


def _look_up(channel: SecondChannel, way: Way) -> None:
    """Ask what became of what the provider has, or may have; the longest ago first.

    What another one may have, this one can't tell: a person decides.
    """
    moment = now()
    asked_before = Q(asked_at__lt=moment - LOOKED_UP_AFTER)
    sure = Q(state=SecondState.SENT)
    unsure = Q(state__in=[SecondState.SENDING, SecondState.UNSETTLED]) & asked_before
    asked = SecondMessage.objects.filter(
        municipality_id=channel.municipality_id, way=way, asked_at__gt=moment - FORGOTTEN_AFTER
    )
    if not asked.filter(sure | unsure).exists():
        return  # nor is the key of a provider read for nothing
    # Empty: it was sent before it was kept who was asked; what was unsure then, asks (0049).
    elsewhere = ~Q(asked_of__in=["", name_provider(channel, way)])
    asked.filter(unsure, elsewhere).update(state=SecondState.ASKS)
    found = asked.filter(sure | unsure).exclude(elsewhere)
    found = found.order_by(F("looked_at").asc(nulls_first=True), "id")
    until = monotonic() + TURN_SECONDS / 2
    rows = list(found.values_list("id", "state")[:LOOKED_UP])
    for start in range(0, len(rows), TURN):
        if monotonic() > until:
            return
        part = rows[start : start + TURN]
        answers = _at_once(connect(channel, way), [_finding(key) for key, _ in part])
        for (key, state), answer in zip(part, answers, strict=True):
            _keep_found(key, state, answer)
        SecondMessage.objects.filter(id__in=[key for key, _ in part]).update(looked_at=moment)
        _raise_refused(answers)


def _keep_found(key: UUID, state: str, answer: Answer) -> None:
    """What a lost answer hid is known now; what was taken once is never sent again."""
    tells = isinstance(answer, Fate) and answer != Fate.UNKNOWN
    if tells or (answer in (None, Fate.UNKNOWN) and state != SecondState.SENT):
        _keep(key, answer)


def _raise_refused(answers: Sequence[Answer]) -> None:
    for answer in answers:
        if isinstance(answer, Refused):
            raise answer
