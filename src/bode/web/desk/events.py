"""What was done with a conversation, as quiet lines among its messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.models import ConversationEvent
from bode.conversations.queries import list_events
from bode.conversations.states import EventKind

_BY_PERSON = {
    EventKind.ASSIGNED: gettext_noop("%(who)s nam het gesprek."),
    EventKind.RELEASED: gettext_noop("%(who)s liet het gesprek los."),
    EventKind.HANDED_OVER: gettext_noop("%(who)s gaf het gesprek aan %(to)s."),
    EventKind.TEAM_CHANGED: gettext_noop("%(who)s gaf het gesprek aan %(to)s."),
    EventKind.SNOOZED: gettext_noop("%(who)s ziet het gesprek terug op %(until)s."),
    EventKind.WOKEN: gettext_noop("%(who)s haalde het gesprek terug."),
    EventKind.CLOSED: gettext_noop("%(who)s handelde het gesprek af."),
    EventKind.REOPENED: gettext_noop("%(who)s opende het gesprek weer."),
    EventKind.RAISED: gettext_noop("%(who)s zette het gesprek bovenaan."),
    EventKind.LOWERED: gettext_noop("%(who)s vond het geen spoed."),
    EventKind.MERGED: gettext_noop("%(who)s voegde twee contacten samen."),
}
_BY_ITSELF = {
    EventKind.ASSIGNED: gettext_noop("Bode gaf het gesprek aan %(to)s."),
    EventKind.RELEASED: gettext_noop("%(to)s werkt hier niet meer: het gesprek is van niemand."),
    EventKind.TEAM_CHANGED: gettext_noop("Bode gaf het gesprek aan %(to)s."),
    EventKind.ROUTED: gettext_noop("De keuze uit het menu bracht het gesprek bij %(to)s."),
    EventKind.WOKEN: gettext_noop("Het gesprek is terug van later."),
    EventKind.CLOSED: gettext_noop("Bode sloot het gesprek na stilte."),
    EventKind.REOPENED: gettext_noop("De inwoner schreef weer: het gesprek gaat verder."),
    EventKind.RAISED: gettext_noop("Bode zette het gesprek bovenaan: het kan spoed zijn."),
    EventKind.MERGED: gettext_noop("Twee gesprekken zijn samengevoegd."),
}


@dataclass(frozen=True, kw_only=True)
class ShownEvent:
    """What was done, as a line; what was once said with it stands below."""

    id: UUID
    day: date
    at: datetime
    text: str
    note: str
    is_event: bool = True
    is_note: bool = False


def show_events(
    conversation_ids: Iterable[UUID], *, since: datetime | None = None
) -> list[ShownEvent]:
    """What was done with these conversations, oldest first; `since` a moment."""
    return [
        _show(event)
        for each in conversation_ids
        for event in list_events(each)
        if since is None or event.at >= since
    ]


def _show(event: ConversationEvent) -> ShownEvent:
    to = (event.assignee and event.assignee.name) or (event.team and event.team.name)
    until = date_format(timezone.localtime(event.until), "j F H:i") if event.until else ""
    known = {"who": event.actor_name, "to": to or _("iemand"), "until": until}
    texts = _BY_PERSON if event.actor_name else _BY_ITSELF
    told = texts.get(EventKind(event.kind)) or _BY_PERSON[EventKind(event.kind)]
    return ShownEvent(
        id=event.id,
        day=timezone.localtime(event.at).date(),
        at=event.at,
        text=_(told) % known,
        note=event.note,
    )
