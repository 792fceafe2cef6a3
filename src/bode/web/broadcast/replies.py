"""What citizens answered, as the report of a broadcast shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from bode.basics import new_id
from bode.basics.spreadsheets import Row
from bode.broadcasts.models import Broadcast
from bode.broadcasts.replies import Group, Said, group_replies
from bode.conversations.models import Conversation
from bode.web.access import ActingRequest
from bode.web.desk.contacts import Citizen, show_citizen
from bode.web.desk.saying import in_one_line

MOST_GROUPS, MOST_LINKS = 30, 20


@dataclass(frozen=True, kw_only=True)
class ShownGroup:
    """Answers that say the same; where each stands, for who answers citizens."""

    key: str
    words: str
    count: int
    waiting: int
    links: Sequence[tuple[Said, Citizen]]
    more: int
    """Conversations without a link."""
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One answer to many, as it was typed, and why it was not sent."""

    body: str = ""
    chosen: frozenset[str] = frozenset()
    confirmed: str = ""
    problem: str = ""
    form_id: UUID = field(default_factory=new_id)


def show_replies(request: ActingRequest, broadcast: Broadcast, typed: Typed) -> dict[str, Any]:
    """The groups, the largest first. What is private in the words is masked."""
    groups = group_replies(broadcast)
    shown = groups[:MOST_GROUPS]
    may_answer = request.actor.has("agent")
    citizens = _citizens(shown) if may_answer else {}
    return {
        "groups": [_show(each, citizens, typed) for each in shown],
        "groups_more": len(groups) - len(shown),
        "replies": sum(len(each.said) for each in groups),
        "may_answer": may_answer,
        "typed": typed,
    }


def saved_replies(broadcast: Broadcast) -> list[Row]:
    """The same for a spreadsheet: what was said, and how often; never by whom."""
    return [
        {
            _("Antwoord"): in_one_line(each.first.type, each.first.text),
            _("Hoe vaak"): len(each.said),
            _("Nog niet beantwoord"): len(each.unanswered),
        }
        for each in group_replies(broadcast)
    ]


def _show(group: Group, citizens: dict[UUID, Citizen], typed: Typed) -> ShownGroup:
    latest = {each.conversation_id: each for each in group.said}
    links = [(said, citizens[place]) for place, said in latest.items() if place in citizens]
    return ShownGroup(
        key=group.key,
        words=in_one_line(group.first.type, group.first.text),
        count=len(group.said),
        waiting=len(group.unanswered),
        links=links[:MOST_LINKS],
        more=max(0, len(latest) - MOST_LINKS),
        is_chosen=group.key in typed.chosen,
    )


def _citizens(groups: Sequence[Group]) -> dict[UUID, Citizen]:
    """Who speaks in the conversations that get a link."""
    wanted = {place for group in groups for place in group.conversations[:MOST_LINKS]}
    found = Conversation.objects.filter(id__in=wanted).select_related("contact")
    spoken = found.prefetch_related("contact__identities")
    return {each.id: show_citizen(each.contact) for each in spoken}
