"""Finding what was said, and with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bode import policy
from bode.conversations.models import Contact, Message, SearchEntry
from bode.conversations.past import list_latest_of
from bode.conversations.queries import Cursor
from bode.conversations.search.finding import (
    Choice,
    find_contacts,
    find_said,
    list_messages_found,
)
from bode.conversations.search.marking import Piece, mark
from bode.conversations.search.wanting import LONGEST, Wanted, is_phone, read
from bode.conversations.states import ConversationStatus, Direction, Findable
from bode.desk.models import Note
from bode.desk.queries import list_colleagues, list_notes_found
from bode.web.access import ActingRequest, allow

from ..templatetags.bode import purpose_name
from .contacts import Citizen, show_citizen
from .hiding import hide

PAGE = 50
_ANY = ("", gettext_lazy("Maakt niet uit"))


class SearchForm(forms.Form):
    """What someone looks for, and among what."""

    q = forms.CharField(
        label=gettext_lazy("Woorden, naam of telefoonnummer"), max_length=LONGEST, required=False
    )
    since = forms.DateField(
        label=gettext_lazy("Vanaf"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("Tot en met"), required=False, widget=forms.DateInput({"type": "date"})
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Van wie"),
        required=False,
        choices=[
            _ANY,
            (str(Direction.IN), gettext_lazy("Van inwoners")),
            (str(Direction.OUT), gettext_lazy("Van ons")),
        ],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Gesprek"),
        required=False,
        choices=[
            _ANY,
            (str(ConversationStatus.OPEN), gettext_lazy("Open")),
            (str(ConversationStatus.WAITING), gettext_lazy("Wacht op inwoner")),
            (str(ConversationStatus.CLOSED), gettext_lazy("Afgehandeld")),
        ],
    )
    purpose = forms.ChoiceField(label=gettext_lazy("Doel"), required=False)
    agent = forms.ChoiceField(label=gettext_lazy("Behandelaar"), required=False)
    file = forms.BooleanField(label=gettext_lazy("Met bijlage"), required=False)
    failed = forms.BooleanField(label=gettext_lazy("Niet aangekomen"), required=False)

    def __init__(self, given: Mapping[str, Any], municipality_id: UUID) -> None:
        super().__init__(given)
        purposes = [code for code, each in policy.PURPOSES.items() if each.allowed]
        agents = [(str(each.id), each.name) for each in list_colleagues(municipality_id)]
        self._offer("purpose", [(code, purpose_name(code)) for code in purposes])
        self._offer("agent", agents)
        for name, field in self.fields.items():
            shape = "select" if isinstance(field, forms.ChoiceField) else "textbox"
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = f"utrecht-{shape} utrecht-{shape}--html-{shape}"
            field.widget.attrs["id"] = f"search-{name}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Kies een dag op of na de eerste."))
        return given

    def choice(self) -> Choice:
        """What was filled in and can be read."""
        given = self.cleaned_data
        until = given.get("until")
        return Choice(
            since=_begin_of(given.get("since")),
            until=_begin_of(until + timedelta(days=1)) if until else None,
            direction=Direction(given["direction"]) if given.get("direction") else None,
            has_file=bool(given.get("file")),
            has_failed=bool(given.get("failed")),
            purpose=given.get("purpose", ""),
            assignee=UUID(given["agent"]) if given.get("agent") else None,
            status=given.get("status", ""),
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [_ANY, *choices]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message or note that was found."""

    citizen: Citizen
    by: str
    """Whose words these are."""
    is_note: bool
    at: datetime
    pieces: Sequence[Piece]
    url: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """A citizen who was found; `url` leads to the latest conversation with them."""

    citizen: Citizen
    name: Sequence[Piece]
    url: str


@require_GET
@allow("agent")
def search(request: ActingRequest) -> HttpResponse:
    """What holds all words that someone typed, the latest first; `before` leads to older ones."""
    form = SearchForm(request.GET, request.actor.organisation_id)
    is_read = form.is_valid()
    typed = form.cleaned_data.get("q", "")
    wanted = read(typed)
    context: dict[str, Any] = {"form": form, "typed": typed, "says_nothing": typed and not wanted}
    context["narrows"] = any(request.GET.get(each) for each in form.fields if each != "q")
    if is_read and wanted:
        before = _cursor(request.GET.get("before", ""))
        choice = form.choice()
        entries = find_said(wanted, choice, before=before, limit=PAGE)
        is_first = before is None and choice == Choice()
        context |= {
            "is_answered": True,
            "said": _show_said(entries, wanted),
            "known": _show_known(find_contacts(wanted), wanted) if is_first else [],
            "phone": typed if is_phone(typed) else "",
            "older": f"{entries[-1].at.isoformat()}_{entries[-1].id}" if _full(entries) else "",
        }
    return render(request, "desk/search.html", context, status=200 if is_read else 422)


def _show_said(entries: Sequence[SearchEntry], wanted: Wanted) -> list[Said]:
    messages = list_messages_found([e.id for e in entries if e.kind == Findable.MESSAGE])
    notes = list_notes_found([e.id for e in entries if e.kind == Findable.NOTE])
    found = [messages.get(each.id) or notes.get(each.id) for each in entries]
    there = [each for each in found if each is not None]
    pieces = mark([_text_of(each) for each in there], wanted)
    return [_said(each, marked) for each, marked in zip(there, pieces, strict=True)]


def _text_of(found: Message | Note) -> str:
    """What a citizen wrote without what is private; colleagues choose what they write."""
    by_citizen = isinstance(found, Message) and found.direction == Direction.IN
    return hide(found.text) if by_citizen else found.text


def _said(found: Message | Note, pieces: Sequence[Piece]) -> Said:
    citizen = show_citizen(found.conversation.contact)
    url = reverse("conversation", args=[found.conversation_id])
    is_note = isinstance(found, Note)
    by_citizen = isinstance(found, Message) and found.direction == Direction.IN
    by = citizen.name if by_citizen else found.author_name or "Bode"
    place = f"#note-{found.id}" if is_note else f"?message={found.id}#message-{found.id}"
    return Said(
        citizen=citizen, by=by, is_note=is_note, at=found.at, pieces=pieces, url=url + place
    )


def _show_known(contacts: Sequence[Contact], wanted: Wanted) -> list[Known]:
    latest = list_latest_of([each.id for each in contacts])
    spoken = [each for each in contacts if each.id in latest]
    citizens = [show_citizen(each) for each in spoken]
    names = mark([each.name for each in citizens], wanted)
    return [
        Known(citizen=citizen, name=name, url=reverse("conversation", args=[latest[contact.id]]))
        for contact, citizen, name in zip(spoken, citizens, names, strict=True)
    ]


def _full(entries: Sequence[SearchEntry]) -> bool:
    return len(entries) == PAGE


def _begin_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _cursor(text: str) -> Cursor | None:
    """Where the page before ended; what can't be read starts from the latest."""
    at, _separator, key = text.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
