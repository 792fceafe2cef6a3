"""Who handles a conversation, and when: take, hand over, put off, close, open again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from bode.conversations import actions, assigning, queries, snoozing
from bode.conversations.errors import NobodyToReceive, RunsAlready, SnoozeWrong, TakenMeanwhile
from bode.conversations.events import find_undoable_closing
from bode.conversations.models import Conversation
from bode.desk import handing
from bode.desk.errors import NoteWrong
from bode.desk.notes import LONGEST
from bode.desk.presence import list_by_whereabouts
from bode.desk.queries import list_colleagues
from bode.desk.urgency import set_urgent
from bode.organisations.teams import list_teams
from bode.web.access import ActingRequest, allow

from .contacts import show_citizen
from .going_on import back_to_conversation, back_to_list, same_conversation
from .pane import uuid_or_none

_MORNING = time(9)
_SNOOZE_WRONG = {
    "past": gettext_noop("Kies een moment dat nog komt."),
    "too_late": gettext_noop("Kies een moment binnen een jaar."),
    "closed": gettext_noop("Dit gesprek is al afgehandeld."),
}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment that one can choose by one press."""

    name: str
    at: datetime


@require_POST
@allow("agent")
def assign(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Take a conversation, also from whoever had it on the page, or leave it to others."""
    if request.POST.get("to") != "me":
        assigning.release(request.actor, conversation_id)
        _let_hear(request, _("Het gesprek is nu van niemand."))
        return back_to_conversation(request, conversation_id)
    seen = uuid_or_none(request.POST.get("seen", ""))
    try:
        assigning.take(request.actor, conversation_id, seen=seen)
    except TakenMeanwhile as taken:
        told = _("%(name)s heeft dit gesprek zojuist genomen. Neemt u het over?")
        messages.error(request, told % {"name": taken.name})
    else:
        _let_hear(request, _("Het gesprek is nu van u."))
    return back_to_conversation(request, conversation_id)


@require_http_methods(["GET", "POST"])
@allow("agent")
def hand_over(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Give a conversation to a colleague or a team, with a word for whoever goes on."""
    found = queries.access_conversation(conversation_id)
    to, note = request.POST.get("to", ""), request.POST.get("note", "").strip()
    errors = _hand_over(request, found, to, note) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        messages.success(request, _handed_over(found.id))
        return back_to_list(request)
    agents = list_colleagues(request.actor.organisation_id)
    others = [each for each in agents if each.id != request.actor.person_id]
    context = {
        "conversation": found,
        "citizen": show_citizen(found.contact),
        "back": same_conversation(request, found.id),
        "teams": list_teams(),
        "colleagues": list_by_whereabouts(others),
        "to": to,
        "note": note,
        "errors": errors,
        "longest": LONGEST,
    }
    return render(request, "desk/hand_over.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@allow("agent")
def snooze(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Put a conversation out of sight until a moment, or until the citizen writes."""
    found = queries.access_conversation(conversation_id)
    written, problem = request.POST.get("until", ""), ""
    if request.method == "POST":
        problem = _snooze(request, found, written or request.POST.get("other", ""))
        if not problem:
            messages.success(request, _put_off(found.id))
            return back_to_list(request)
    context = {
        "conversation": found,
        "citizen": show_citizen(found.contact),
        "back": same_conversation(request, found.id),
        "moments": list_moments(timezone.localtime()),
        "other": request.POST.get("other", ""),
        "problem": problem,
    }
    return render(request, "desk/snooze.html", context, status=422 if problem else 200)


@require_POST
@allow("agent")
def wake(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Bring a conversation back into sight now."""
    snoozing.wake(request.actor, conversation_id)
    return back_to_conversation(request, conversation_id)


@require_POST
@allow("agent")
def urgent(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """It can't wait, or it can after all."""
    set_urgent(request.actor, conversation_id, request.POST.get("urgent") == "yes")
    return back_to_conversation(request, conversation_id)


@require_POST
@allow("agent")
def close(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The question is answered."""
    actions.close_conversation(request.actor, conversation_id)
    if not find_undoable_closing(request.actor, conversation_id):  # a colleague was first
        messages.success(request, _("Het gesprek is afgehandeld."))
    return back_to_list(request, closed=conversation_id)


@require_POST
@allow("agent")
def reopen(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """It was not answered after all."""
    try:
        actions.reopen_conversation(request.actor, conversation_id)
    except RunsAlready:
        messages.error(request, _("Er loopt al een nieuwer gesprek met deze inwoner."))
    else:
        _let_hear(request, _("Het gesprek is weer open."))
    return back_to_conversation(request, conversation_id)


def list_moments(at: datetime) -> list[Moment]:
    """When one mostly wants to see something again; `at` is the local time now."""
    tomorrow = at.date() + timedelta(days=1)
    monday = at.date() + timedelta(days=7 - at.weekday())
    moments = [
        Moment(name=_("Over een uur"), at=at + timedelta(hours=1)),
        Moment(name=_("Over drie uur"), at=at + timedelta(hours=3)),
    ]
    if at.time() < _MORNING:
        moments.append(Moment(name=_("Vanochtend om 9.00 uur"), at=_morning(at.date())))
    moments.append(Moment(name=_("Morgen om 9.00 uur"), at=_morning(tomorrow)))
    if monday != tomorrow:
        name = _("Maandag om 9.00 uur") if at.weekday() else _("Volgende maandag om 9.00 uur")
        moments.append(Moment(name=name, at=_morning(monday)))
    return sorted(moments, key=lambda moment: moment.at)


def _let_hear(request: ActingRequest, told: str) -> None:
    """Say what the page itself shows already, to who does not see it."""
    messages.success(request, told, extra_tags="heard")


def _hand_over(request: ActingRequest, found: Conversation, to: str, note: str) -> dict[str, str]:
    """What is wrong, by field; empty once it is handed over."""
    kind, _colon, written = to.partition(":")
    receiver = uuid_or_none(written)
    give = {"person": handing.hand_to_person, "team": handing.hand_to_team}.get(kind)
    if give is None or receiver is None:
        return {"to": _("Kies aan wie u het gesprek doorgeeft.")}
    try:
        give(request.actor, found.id, receiver, note)
    except NoteWrong:
        return {"note": _("Houd het korter: hooguit %(most)s tekens.") % {"most": LONGEST}}
    except NobodyToReceive:
        return {"to": _("Deze collega of dit team beantwoordt hier geen inwoners meer.")}
    return {}


def _handed_over(conversation_id: UUID) -> str:
    found = queries.access_conversation(conversation_id)
    receiver = found.assignee or found.team
    known = {"name": show_citizen(found.contact).name, "to": receiver.name if receiver else ""}
    return _("Het gesprek met %(name)s is doorgegeven aan %(to)s.") % known


def _snooze(request: ActingRequest, found: Conversation, written: str) -> str:
    """What is wrong; empty once it is put off."""
    try:
        until = parse_datetime(written)
    except ValueError:
        until = None
    if until is None:
        return _("Kies een dag en een tijd.")
    try:
        snoozing.snooze(request.actor, found.id, _here(until))
    except SnoozeWrong as wrong:
        return _(_SNOOZE_WRONG[wrong.reason])
    return ""


def _put_off(conversation_id: UUID) -> str:
    found = queries.access_conversation(conversation_id)
    until = formats.date_format(timezone.localtime(found.snoozed_until), "j F H:i")
    known = {"name": show_citizen(found.contact).name, "until": until}
    return _("U ziet het gesprek met %(name)s terug op %(until)s.") % known


def _morning(day: date) -> datetime:
    return _here(datetime.combine(day, _MORNING))


def _here(at: datetime) -> datetime:
    """A moment as people write it is one by the clock here."""
    return at if timezone.is_aware(at) else timezone.make_aware(at)
