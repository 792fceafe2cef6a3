"""Finding what was said, and with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bode.conversations.models import Contact, Message, SearchEntry
from bode.conversations.past import list_latest_of
from bode.conversations.queries import Cursor, list_earlier_owners, with_number
from bode.conversations.search.finding import (
    Choice,
    find_contacts,
    find_said,
    list_chosen,
    list_messages_found,
)
from bode.conversations.search.marking import Piece, mark
from bode.conversations.search.wanting import Wanted, is_phone, read
from bode.conversations.states import Direction, Findable
from bode.desk.models import Note
from bode.desk.queries import list_notes_found
from bode.web.access import ActingRequest, allow

from .contacts import Citizen, show_citizen
from .hiding import hide
from .paging import read_cursor, write_cursor
from .rows import show_row
from .saved_views import show_views
from .search_form import SearchForm

PAGE = 25


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
    had_until: datetime | None = None
    """Until when they had the number that was searched, if no longer."""


@require_GET
@allow("agent")
def search(request: ActingRequest) -> HttpResponse:
    """What holds all words that someone typed, the latest first; `before` leads to older ones.

    Without words: the conversations that the rest of the form is about.
    """
    form = SearchForm(request.GET, request.actor.organisation_id)
    context = {"form": form, **find(form, request.GET.get("before", ""))}
    context |= show_views(request.actor, form, request.GET.get("view", ""))
    return render(request, "desk/search.html", context, status=422 if form.errors else 200)


def find(form: SearchForm, after: str) -> dict[str, Any]:
    """What the page shows of a form; nothing is looked for while something in it is wrong."""
    is_read = form.is_valid()
    typed = form.cleaned_data.get("q", "")
    wanted, before = read(typed), read_cursor(after)
    shown: dict[str, Any] = {"typed": typed, "says_nothing": typed and not wanted}
    shown["narrows"] = any(form.data.get(each) for each in form.fields if each != "q")
    if not is_read:
        return shown
    choice = form.choice()
    if wanted:
        return shown | _answer(wanted, typed, choice, before)
    if typed or not shown["narrows"]:
        return shown
    if choice.needs_words:
        return shown | {"needs_words": True}
    found = list_chosen(choice, before=before, limit=PAGE)
    last = found[-1] if len(found) == PAGE else None
    older = write_cursor(last.last_message_at, last.id) if last else ""
    rows = [show_row(each) for each in found]
    return shown | {"is_listed": True, "rows": rows, "older": older}


def _answer(wanted: Wanted, typed: str, choice: Choice, before: Cursor | None) -> dict[str, Any]:
    entries: list[SearchEntry] = []
    if choice.kind != Findable.CONTACT:
        entries = find_said(wanted, choice, before=before, limit=PAGE)
    asks_citizens = choice in (Choice(), Choice(kind=Findable.CONTACT))
    is_number = is_phone(typed)
    had_until = list_earlier_owners(typed) if is_number else {}
    known: list[Known] = []
    if asks_citizens and before is None:
        known = [*_show_known(find_contacts(wanted), wanted), *_show_earlier_owners(had_until)]
    last = entries[-1] if len(entries) == PAGE else None
    older = write_cursor(last.at, last.id) if last else ""
    # Exactly this number, now or before.
    is_someones = is_number and (bool(had_until) or with_number(typed).exists())
    return {
        "is_answered": True,
        "said": _show_said(entries, wanted),
        "known": known,
        "only_citizens": choice.kind == Findable.CONTACT,
        "phone": typed if is_someones else "",
        "is_nobodys_number": is_number and not (is_someones or known or before),
        "older": older,
    }


def _show_said(entries: Sequence[SearchEntry], wanted: Wanted) -> list[Said]:
    messages = list_messages_found([e.id for e in entries if e.kind == Findable.MESSAGE])
    notes = list_notes_found([e.id for e in entries if e.kind == Findable.NOTE])
    found = [messages.get(each.id) or notes.get(each.id) for each in entries]
    there = [each for each in found if each is not None]
    pieces = mark([_text_of(each) for each in there], wanted)
    return [_said(each, marked) for each, marked in zip(there, pieces, strict=True)]


def _text_of(found: Message | Note) -> str:
    """Without what is private; what was sent to a citizen was looked at before it left."""
    was_sent = isinstance(found, Message) and found.direction == Direction.OUT
    return found.text if was_sent else hide(found.text)


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


def _show_earlier_owners(until: Mapping[UUID, datetime]) -> list[Known]:
    """Who had the number that was searched, until when, and has it no longer."""
    latest = list_latest_of(list(until))
    owners = Contact.objects.prefetch_related("identities").in_bulk(list(latest))
    shown = [(each, show_citizen(each)) for each in owners.values()]
    return [
        Known(
            citizen=citizen,
            name=[Piece(text=citizen.name)],
            url=reverse("conversation", args=[latest[each.id]]),
            had_until=until[each.id],
        )
        for each, citizen in shown
    ]
