"""The rows of the crowd: contacts, conversations and messages, in the order of their times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from . import sayings

Row = dict[str, Any]
SEED = 363
YEARS = timedelta(days=730)
MONTHS = timedelta(days=45)
ENDS = datetime(2026, 11, 29, 9, tzinfo=UTC)
PURPOSES = ("permits", "appointments", "municipal_services", "municipal_services", "tourism")
FILES = ("image", "image", "document", "audio")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A municipality: its number, its teams and its agents, each by id and name."""

    municipality: UUID
    number: UUID
    share: float
    """Of all conversations."""
    agents: Sequence[tuple[UUID, str]]
    teams: Sequence[UUID] = ()


@dataclass(kw_only=True)
class Crowd:
    """Everything there is to write down."""

    contacts: list[Row] = field(default_factory=list)
    identities: list[Row] = field(default_factory=list)
    conversations: list[Row] = field(default_factory=list)
    turns: list[tuple[datetime, int]] = field(default_factory=list)
    """When something was said, and in which of the conversations."""


def make(desks: Sequence[Desk], conversations: int, messages: int, *, ends: datetime) -> Crowd:
    """A crowd that says this much; the messages themselves are made while they are written."""
    random = Random(SEED)
    crowd = Crowd()
    each = messages / conversations
    for desk in desks:
        known: list[UUID] = []
        for _ in range(round(desk.share * conversations)):
            begins = ends - _long_ago(random)
            is_new = not known or random.random() < 0.7
            if is_new:
                known.append(_add_contact(crowd, desk, begins, random))
            contact = known[-1] if is_new else random.choice(known)
            _add_conversation(crowd, desk, contact, begins, is_new, each, ends, random)
    crowd.turns.sort()
    return crowd


def speak(crowd: Crowd, desks: Sequence[Desk]) -> Iterator[Row]:
    """The messages, as they came; each conversation then shows its last one in the list."""
    random = Random(SEED + 1)
    by_id = {desk.municipality: desk for desk in desks}
    for at, place in crowd.turns:
        conversation = crowd.conversations[place]
        desk = by_id[conversation["municipality_id"]]
        ours = random.random() < 0.45 and conversation["preview_type"] != ""
        kind = random.choice(FILES) if random.random() < 0.06 else "text"
        text = "" if kind == "audio" else sayings.say(random, ours=ours)
        content = {"body": text} if kind == "text" else {"caption": text, "id": "1"}
        agent, name = random.choice(desk.agents) if ours else (None, "")
        status = "received"
        if ours:
            status = "failed" if random.random() < 0.01 else random.choice(("delivered", "read"))
        conversation["last_message_at"] = at
        conversation["preview"], conversation["preview_type"] = text[:120], kind
        if not ours:
            conversation["last_inbound_at"] = at
        yield {
            "id": id_at(at, random),
            "municipality_id": desk.municipality,
            "conversation_id": conversation["id"],
            "direction": "out" if ours else "in",
            "type": kind,
            "text": text,
            "content": content,
            "purpose": conversation["purpose"],
            "author_id": agent,
            "author_name": name,
            "status": status,
            "error_code": "131026" if status == "failed" else "",
            "wamid": f"wamid.{random.getrandbits(128):032X}",
            "created_at": at,
            "at": at,
        }


def id_at(at: datetime, random: Random) -> UUID:
    """A key as `bode.basics.new_id` would have made it then."""
    milliseconds = int(at.timestamp() * 1000)
    tail = random.getrandbits(62) | 2 << 62
    return UUID(int=milliseconds << 80 | 7 << 76 | random.getrandbits(12) << 64 | tail)


def _long_ago(random: Random) -> timedelta:
    """Half of what was said is of the last weeks: a channel grows."""
    within = MONTHS if random.random() < 0.3 else YEARS
    return within * random.random()


def _add_contact(crowd: Crowd, desk: Desk, begins: datetime, random: Random) -> UUID:
    key = id_at(begins, random)
    name = sayings.name(random)
    crowd.contacts.append(
        {"id": key, "municipality_id": desk.municipality, "name": name, "created_at": begins}
    )
    crowd.identities.append(
        {
            "id": id_at(begins, random),
            "municipality_id": desk.municipality,
            "contact_id": key,
            "kind": "phone",
            # No subscriber has a number with this many digits.
            "value": f"31600{len(crowd.contacts):07}",
        }
    )
    return key


def _add_conversation(
    crowd: Crowd,
    desk: Desk,
    contact: UUID,
    begins: datetime,
    may_run: bool,
    messages: float,
    ends: datetime,
    random: Random,
) -> None:
    running = may_run and ends - begins < timedelta(days=20) and random.random() < 0.6
    status = random.choice(("open", "waiting")) if running else "closed"
    agent = random.choice(desk.agents)[0] if random.random() < 0.8 else None
    purpose = random.choice(PURPOSES)
    place = len(crowd.conversations)
    crowd.conversations.append(
        {
            "id": id_at(begins, random),
            "municipality_id": desk.municipality,
            "contact_id": contact,
            "number_id": desk.number,
            "status": status,
            "closed_at": None if running else begins + timedelta(days=3),
            "purpose": purpose,
            "purpose_from": "agent",
            "assignee_id": agent,
            "team_id": random.choice(desk.teams) if desk.teams else None,
            "preview": "",
            "preview_type": "",
            "unread_count": random.choice((0, 0, 1, 2)) if status == "open" else 0,
        }
    )
    at = begins
    for _ in range(max(1, round(random.expovariate(1 / messages) + 0.5))):
        crowd.turns.append((min(at, ends), place))
        at += timedelta(seconds=random.expovariate(1 / 9000))
