"""Notes that agents leave for one another, and the list of those that name someone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID
from zlib import crc32

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.conversations import queries as conversations
from bode.desk import notes
from bode.desk.errors import NoteSettled, NoteWrong
from bode.desk.models import Note
from bode.desk.queries import access_note, count_unseen_mentions, list_mentions, list_notes
from bode.language.sensitive import Kind
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import words

from ..bubbles import Bubble
from ..contacts import show_citizen
from ..hiding import Veil

_WRONG = {
    "empty": gettext_noop("Schrijf eerst een notitie."),
    "too_long": gettext_noop("De notitie is te lang. Houd het bij %(most)s tekens."),
}
_SETTLED = gettext_noop(
    "Deze notitie staat vast. Alleen wie hem schreef kan hem wijzigen of verwijderen, een uur lang."
)


@dataclass(frozen=True, kw_only=True)
class ShownNote:
    """A note, ready to be shown among the messages."""

    id: UUID
    conversation_id: UUID
    day: date
    at: datetime
    author: str
    author_id: UUID | None
    text: SafeString
    is_edited: bool
    is_removed: bool
    is_fresh: bool
    """Whether its author may still change it."""
    earlier: tuple[tuple[str, datetime], ...]
    unseen_by: tuple[UUID, ...]
    hidden: tuple[str, ...] = ()
    """What stands in it that is kept from sight, in words."""
    hidden_kinds: tuple[Kind, ...] = ()
    version_closed: int = 0
    """Of one that shows all: its version with that hidden, by which a page leaves it as it is."""
    is_note: bool = True

    @property
    def version(self) -> int:
        """Another number when anything to be seen has changed.

        Who reads what is private keeps it open when a colleague saw it too, or the hour passes.
        """
        shown = replace(self, unseen_by=(), is_fresh=False) if self.hidden else self
        return self.version_closed or crc32(repr(shown).encode())


def show_notes(
    conversation_ids: Iterable[UUID], *, since: datetime | None = None
) -> list[ShownNote]:
    """The notes in these conversations, oldest first; those `since` a moment."""
    return [show_note(each) for each in list_notes(conversation_ids, since=since)]


def page_of(note: Note) -> str:
    """Where it stands in its conversation."""
    return f"{reverse('conversation', args=[note.conversation_id])}#note-{note.id}"


Beside = TypeVar("Beside")


def among(bubbles: Sequence[Bubble], shown: Sequence[Beside]) -> list[Bubble | Beside]:
    """Messages with the notes, or what else stands beside them, at their places in time."""
    lines: list[Bubble | Beside] = [*bubbles, *shown]
    return sorted(lines, key=attrgetter("at"))  # stable: of one moment the message comes first


def show_note(note: Note, *, is_opened: bool = False) -> ShownNote:
    """A note with its mentions marked; `is_opened` says that nothing in it is hidden."""
    mentions = note.mentions.all()
    veil = Veil(is_lifted=is_opened)
    text = _marked(veil(note.text), [each.person.name for each in mentions])
    earlier = tuple((veil(each.text), each.at) for each in note.versions.all())
    return ShownNote(
        id=note.id,
        conversation_id=note.conversation_id,
        day=timezone.localtime(note.at).date(),
        at=note.at,
        author=note.author_name,
        author_id=note.author_id,
        text=text,
        is_edited=note.edited_at is not None,
        is_removed=note.removed_at is not None,
        is_fresh=notes.may_change(note, note.author_id),
        earlier=earlier,
        unseen_by=tuple(each.person_id for each in mentions if each.seen_at is None),
        hidden=veil.hidden,
        hidden_kinds=tuple(veil.kinds),
    )


def _marked(text: str, names: Sequence[str]) -> SafeString:
    """The text with who is named in it in bold: by a whole name, or the first one alone."""
    written = words(text)
    for name in sorted(names, key=len, reverse=True):
        whole, first = (re.escape(conditional_escape(each)) for each in (name, name.split()[0]))
        named = re.compile(rf"(?<![\w.@>])@(?:{whole}|{first})(?!\w)", re.IGNORECASE)
        written = SafeString(named.sub(r"<strong>\g<0></strong>", written))
    return written


@require_POST
@allow("agent")
def write_note(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Leave a note; what can't be kept stays in its box."""
    found = conversations.access_conversation(conversation_id)
    text = request.POST.get("note", "")
    try:
        note = notes.write_note(request.actor, found.id, text)
    except NoteWrong as wrong:
        return _note_page(request, found.id, text, _problem(wrong))
    if "HX-Request" in request.headers:
        kept = {**_form(found.id), "note_told": _("De notitie is bewaard.")}
        return render(request, "desk/note_form.html", kept)
    return redirect(page_of(note))


@require_http_methods(["GET", "POST"])
@allow("agent")
def change_note(request: ActingRequest, note_id: UUID) -> HttpResponse:
    """Say it otherwise, or take it away."""
    note = access_note(note_id)
    back = redirect(page_of(note))
    if not notes.may_change(note, request.actor.person_id):
        messages.error(request, _(_SETTLED))
        return back
    text, problem = note.text, ""
    if request.method == "POST":
        text = request.POST.get("note", "")
        try:
            if request.POST.get("do") == "remove":
                notes.remove_note(request.actor, note.id)
            else:
                notes.change_note(request.actor, note.id, text)
        except NoteWrong as wrong:
            problem = _problem(wrong)
        except NoteSettled:
            messages.error(request, _(_SETTLED))
            return back
        else:
            return back
    context = {
        "note": note,
        "text": text,
        "problem": problem,
        "citizen": show_citizen(note.conversation.contact),
        "longest_note": notes.LONGEST,
    }
    return render(request, "desk/note_change.html", context, status=422 if problem else 200)


@require_GET
@allow("agent")
def mentions(request: ActingRequest) -> HttpResponse:
    """The notes in which someone is named, the latest first."""
    listed = [
        (each, show_citizen(each.note.conversation.contact), show_note(each.note))
        for each in list_mentions(request.actor)
    ]
    return render(request, "desk/mentions.html", {"listed": listed})


@require_GET
@allow("agent")
def mentions_badge(request: ActingRequest) -> HttpResponse:
    """How many of them are new, for the badge."""
    context = {"unseen_mentions": count_unseen_mentions(request.actor)}
    return render(request, "desk/mentions_badge.html", context)


@require_POST
@allow("agent")
def see_mentions(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Someone looked at the notes of a conversation: the page tells, or its reader does."""
    notes.see_mentions(request.actor, [conversation_id])
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    return redirect("mentions")


def _problem(wrong: NoteWrong) -> str:
    return _(_WRONG[wrong.reason]) % {"most": notes.LONGEST}


def _form(conversation_id: UUID, text: str = "", problem: str = "") -> dict[str, Any]:
    return {
        "conversation": conversations.access_conversation(conversation_id),
        "note_text": text,
        "note_problem": problem,
        "longest_note": notes.LONGEST,
    }


def _note_page(
    request: ActingRequest, conversation_id: UUID, text: str, problem: str
) -> HttpResponse:
    context = _form(conversation_id, text, problem)
    is_fragment = "HX-Request" in request.headers
    page = "desk/note_form.html" if is_fragment else "desk/note_new.html"
    return render(request, page, context, status=422)
