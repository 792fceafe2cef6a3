"""Sending one template to many: as `sending` does for one, with the same rules, by the thousand.

What many get asks nobody at the desk for anything: it stands in a conversation that runs, or that
was closed within the day; otherwise in a new one that is closed, and goes on when the citizen
answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from bode import policy
from bode.basics import is_window_open, new_id, now
from bode.basics.arrays import id_array, text_array
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import hold_licence, hold_template
from bode.licensing.standing import traits_of
from bode.organisations.actors import Actor
from bode.outbox import actions as outbox
from bode.outbox.states import Lane
from bode.whatsapp import Identity, build_send

from . import live
from .addressing import Addressee
from .contacts import KIND_OF_ADDRESS, hold_addresses
from .errors import SendRefused
from .given_away import GIVEN_AWAY
from .judging import Wish, judge_for_many
from .models import Contact
from .outgoing import Outgoing, Situation
from .reading import preview_of
from .reopening import GOES_ON_WITHIN
from .states import PurposeFrom

AS_BROADCAST = "broadcast"
"""By which rule Bode says it of itself, in `Message.automatic`."""

# What each citizen said last of this purpose, from whichever of their addresses, and in which
# conversation of theirs a message would stand.
LOOK = f"""
SELECT told.address, identity.contact_id,
  CASE WHEN said.at IS NULL THEN 'none' WHEN said.withdrawn_at IS NULL THEN 'given'
  ELSE 'withdrawn' END,
  EXISTS (SELECT FROM conversations_marketingchoice AS choice
          WHERE choice.contact_id = identity.contact_id AND NOT choice.wanted),
  latest.id, latest.last_inbound_at, latest.status <> 'closed' OR latest.closed_at > %(recently)s
FROM unnest(%(addresses)s::text[]) AS told(address)
LEFT JOIN conversations_contactidentity AS identity
  ON identity.municipality_id = %(municipality)s AND identity.value = told.address
 AND identity.kind = {KIND_OF_ADDRESS}
LEFT JOIN LATERAL (
  SELECT consent.withdrawn_at,
         coalesce(consent.withdrawn_at, consent.renewed_at, consent.given_at) AS at
  FROM conversations_consent AS consent
  WHERE consent.municipality_id = %(municipality)s AND consent.purpose = %(purpose)s
    AND NOT EXISTS ({GIVEN_AWAY})
    AND consent.address IN (
      SELECT told.address UNION ALL
      SELECT other.value FROM conversations_contactidentity AS other
      WHERE other.contact_id = identity.contact_id AND other.kind IN ('phone', 'user_id'))
  ORDER BY at DESC, consent.withdrawn_at DESC NULLS LAST LIMIT 1) AS said ON true
LEFT JOIN LATERAL (
  SELECT id, last_inbound_at, status, closed_at FROM conversations_conversation AS theirs
  WHERE theirs.contact_id = identity.contact_id AND theirs.number_id = %(number)s
  ORDER BY theirs.status = 'closed', theirs.last_message_at DESC LIMIT 1) AS latest ON true
"""  # noqa: S608 - the piece is our own constant

ADD_CONTACTS = f"""
WITH told AS (SELECT * FROM unnest(%(contacts)s::uuid[], %(ids)s::uuid[], %(addresses)s::text[])
              AS told(contact_id, id, address)), added AS (
  INSERT INTO conversations_contact (id, municipality_id, name, username)
  SELECT contact_id, %(municipality)s, '', '' FROM told RETURNING id)
INSERT INTO conversations_contactidentity (id, municipality_id, contact_id, kind, value)
SELECT told.id, %(municipality)s, added.id,
  {KIND_OF_ADDRESS}, told.address
FROM told JOIN added ON added.id = told.contact_id
"""  # noqa: S608 - the piece is our own constant

ADD_CONVERSATIONS = """
INSERT INTO conversations_conversation
  (id, municipality_id, contact_id, number_id, status, purpose, purpose_from, closed_at,
   last_inbound_at, last_message_at, preview, preview_type, unread_count, is_quiet)
SELECT told.id, %(municipality)s, told.contact_id, %(number)s, 'closed', %(purpose)s,
  %(purpose_from)s, %(at)s, told.last_inbound_at, %(at)s, %(preview)s, 'template', 0, true
FROM unnest(%(ids)s::uuid[], %(contacts)s::uuid[], %(inbound)s::timestamptz[])
  AS told(id, contact_id, last_inbound_at)
"""

ADD_MESSAGES = """
INSERT INTO conversations_message
  (id, municipality_id, conversation_id, direction, type, text, content, purpose, author_name,
   automatic, status, error_code, at)
SELECT told.id, %(municipality)s, told.conversation_id, 'out', 'template', %(text)s,
  %(content)s::jsonb, %(purpose)s, %(author)s, %(automatic)s, 'queued', '', %(at)s
FROM unnest(%(ids)s::uuid[], %(conversations)s::uuid[]) AS told(id, conversation_id)
"""


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """What many get: a filled-in template in the platform's shape, for a purpose.

    By `batch_id` the outbox knows what belongs together.
    """

    batch_id: UUID
    template: Mapping[str, Any]
    purpose: str
    texts: Collection[str] = ()
    """What citizens may read of it, as someone saw it before; empty: nobody did yet."""
    translations: Sequence[Mapping[str, Any]] = ()
    """The same in other languages, for citizens of whom Bode knows that they want one of those."""

    @property
    def outgoing(self) -> Outgoing:
        return Outgoing(type="template", content=self.template, purpose=self.purpose)

    def versions(self) -> list[Mailing]:
        """One for each language; the first is for whoever wants none of the others."""
        return [
            replace(self, template=each, translations=())
            for each in (self.template, *self.translations)
        ]


_CHANGED = policy.refusals.TEMPLATE_MISMATCH.because(
    "Het sjabloon veranderde nadat dit bericht was bekeken.",
    "The template changed after this message had been looked at.",
)
_WISHES = {
    (str(consent), no_marketing): Wish(consent, no_marketing)
    for consent in policy.Consent
    for no_marketing in (True, False)
}


class _Citizen(NamedTuple):
    """Someone to whom it would go; the first fields stand in the order of `LOOK`."""

    address: str
    contact_id: UUID | None
    said: str
    no_marketing: bool
    conversation_id: UUID | None
    last_inbound_at: datetime | None
    goes_on: bool | None

    @property
    def wish(self) -> Wish:
        return _WISHES[self.said, self.no_marketing]


def check_mailing(actor: Actor, number: PhoneNumber, mailing: Mailing) -> str:
    """What citizens will read. Raises as `send` does for what would be refused whoever gets it."""
    text, _ = judge_for_many(actor, _situation(number, mailing), mailing.outgoing, [])
    return text


def send_to_many(
    actor: Actor, number: PhoneNumber, mailing: Mailing, addresses: Collection[str]
) -> dict[str, UUID | policy.Refusal]:
    """Queue this for each of these citizens; by address their message's id, or why they get none.

    The addresses are phone digits and user ids; of a citizen with several of them one gets it, and
    of the others nothing is told. Everything is written in the caller's transaction. Raises as
    `send` does for what is refused whoever gets it: then nothing is written.
    """
    hold_addresses(number.municipality_id, addresses)
    told: dict[str, UUID | policy.Refusal] = {}
    everyone = _each_once(_look_up(number, mailing, addresses))
    for version, citizens in _by_language(mailing, everyone):
        told |= _send_version(actor, number, version, citizens)
    return told


def _each_once(found: Sequence[_Citizen]) -> list[_Citizen]:
    """Of two addresses of one citizen the first."""
    known = {each.contact_id or each.address: each for each in reversed(found)}
    return [each for each in found if known[each.contact_id or each.address] is each]


def language_of(template: Mapping[str, Any]) -> str:
    """Of a template in the platform's shape, without the country: `en` of `en_US`."""
    language = template.get("language")
    code = language.get("code") if isinstance(language, Mapping) else ""
    return str(code).split("_")[0]


def _by_language(
    mailing: Mailing, citizens: Sequence[_Citizen]
) -> list[tuple[Mailing, list[_Citizen]]]:
    """Who gets which version."""
    usual, *others = mailing.versions()
    if not others:
        return [(usual, list(citizens))]
    contacts = Contact.objects.filter(id__in=[each.contact_id for each in citizens])
    languages: dict[UUID | None, str] = dict(contacts.values_list("id", "language"))
    versions = {language_of(each.template): each for each in (*others, usual)}
    theirs: dict[str, list[_Citizen]] = defaultdict(list)
    for each in citizens:
        wanted = languages.get(each.contact_id, "")
        theirs[wanted if wanted in versions else language_of(usual.template)].append(each)
    return [(versions[language], found) for language, found in theirs.items()]


def _send_version(
    actor: Actor, number: PhoneNumber, mailing: Mailing, citizens: Sequence[_Citizen]
) -> dict[str, UUID | policy.Refusal]:
    situation = _situation(number, mailing)
    wishes = {citizen.wish for citizen in citizens}
    text, refusals = judge_for_many(actor, situation, mailing.outgoing, wishes)
    if mailing.texts and text not in mailing.texts:
        raise SendRefused(_CHANGED)
    allowed = [each for each in citizens if refusals[each.wish] is None]
    sent = _write(actor, situation, mailing, text, allowed) if allowed else {}
    refused = {each.address: refusals[each.wish] for each in citizens}
    return {**{address: why for address, why in refused.items() if why}, **sent}


def _situation(number: PhoneNumber, mailing: Mailing) -> Situation:
    """All that decides and is the same for everyone, which stays so until the message waits."""
    language = mailing.template.get("language")
    code = language.get("code") if isinstance(language, Mapping) else None
    return Situation(
        to=Addressee(identity=Identity()),
        licence=hold_licence(number.licence_id),
        number=number,
        template=hold_template(number.account_id, str(mailing.template.get("name")), str(code)),
        conversation=None,
    )


def _look_up(number: PhoneNumber, mailing: Mailing, addresses: Collection[str]) -> list[_Citizen]:
    with connection.cursor() as cursor:
        cursor.execute(
            LOOK,
            {
                "addresses": text_array(sorted(addresses)),
                "municipality": number.municipality_id,
                "number": number.id,
                "purpose": mailing.purpose,
                "recently": now() - GOES_ON_WITHIN,
            },
        )
        return [_Citizen._make(row) for row in cursor.fetchall()]


def _write(
    actor: Actor,
    situation: Situation,
    mailing: Mailing,
    text: str,
    citizens: Sequence[_Citizen],
) -> dict[str, UUID | policy.Refusal]:
    number = situation.number
    assert number is not None, "it was looked up by its number"
    known = _with_contacts(number, citizens)
    conversations = _with_conversations(number, mailing, text, known)
    ids = [new_id() for _ in known]
    with connection.cursor() as cursor:
        cursor.execute(
            ADD_MESSAGES,
            {
                "municipality": number.municipality_id,
                "ids": id_array(ids),
                "conversations": id_array(conversations),
                "text": text,
                "content": orjson.dumps(mailing.template).decode(),
                "purpose": mailing.purpose,
                "author": actor.name,
                "automatic": AS_BROADCAST,
                "at": now(),
            },
        )
    _queue(number, situation, mailing, list(zip(ids, known, strict=True)))
    _announce(number, known)
    return {citizen.address: key for key, citizen in zip(ids, known, strict=True)}


def _with_contacts(number: PhoneNumber, citizens: Sequence[_Citizen]) -> list[_Citizen]:
    """The same citizens; who was not known yet is a contact from now on."""
    new = [each for each in citizens if each.contact_id is None]
    if not new:
        return list(citizens)
    made = {each.address: new_id() for each in new}
    with connection.cursor() as cursor:
        cursor.execute(
            ADD_CONTACTS,
            {
                "municipality": number.municipality_id,
                "contacts": id_array(made.values()),
                "ids": id_array([new_id() for _ in made]),
                "addresses": text_array(made),
            },
        )
    return [each._replace(contact_id=made.get(each.address, each.contact_id)) for each in citizens]


def _with_conversations(
    number: PhoneNumber, mailing: Mailing, text: str, citizens: Sequence[_Citizen]
) -> list[UUID]:
    """In which conversation each gets it; a new one where none runs."""
    at = now()
    begun: dict[UUID | None, tuple[UUID, datetime | None]] = {}
    for each in citizens:
        if not each.goes_on and each.contact_id not in begun:
            is_open = is_window_open(each.last_inbound_at, at)
            begun[each.contact_id] = new_id(), each.last_inbound_at if is_open else None
    if begun:
        with connection.cursor() as cursor:
            cursor.execute(
                ADD_CONVERSATIONS,
                {
                    "municipality": number.municipality_id,
                    "number": number.id,
                    "purpose": mailing.purpose,
                    "purpose_from": PurposeFrom.TEMPLATE,
                    "preview": preview_of(text, mailing.template),
                    "ids": id_array([key for key, _ in begun.values()]),
                    "contacts": id_array(filter(None, begun)),
                    "inbound": [inbound for _, inbound in begun.values()],
                    "at": at,
                },
            )
    return [
        each.conversation_id if each.goes_on and each.conversation_id else begun[each.contact_id][0]
        for each in citizens
    ]


def _queue(
    number: PhoneNumber,
    situation: Situation,
    mailing: Mailing,
    messages: Sequence[tuple[UUID, _Citizen]],
) -> None:
    at, template = now(), situation.template
    category = template.category if template else None
    opening, answering = (
        traits_of(opens=each, template_category=category) for each in (True, False)
    )
    outbox.enqueue_many(
        [
            outbox.Queued(
                key,
                who.address,
                answering if is_window_open(who.last_inbound_at, at) else opening,
            )
            for key, who in messages
        ],
        _letter(mailing),
        municipality_id=number.municipality_id,
        number_id=number.id,
        lane=Lane.CRISIS if mailing.purpose == "crisis_response" else Lane.NOTICE,
        purpose=mailing.purpose,
        template_id=template.id if template else None,
        batch_id=mailing.batch_id,
    )


def _letter(mailing: Mailing) -> outbox.FormLetter:
    """What each of them gets, with marks that are in no template."""
    who, key = new_id().hex, new_id().hex
    return outbox.FormLetter(
        to_phone=build_send(who, None, "template", mailing.template, key),
        to_user_id=build_send(None, who, "template", mailing.template, key),
        recipient_mark=who,
        id_mark=key,
    )


def _announce(number: PhoneNumber, citizens: Sequence[_Citizen]) -> None:
    """What is new, nobody has open."""
    shown = [each.conversation_id for each in citizens if each.goes_on and each.conversation_id]
    if shown:
        live.announce(number.municipality_id, shown)
