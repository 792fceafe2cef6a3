"""What a citizen agreed to, purpose by purpose, with the proof; and what they tell an agent."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from bode.basics import is_window_open, now
from bode.conversations import queries
from bode.conversations.asking import ask_consent, said_no
from bode.conversations.consent_history import consent_history
from bode.conversations.consents import list_consents, record_told
from bode.conversations.errors import AskedAlready, PurposeNotLicensed, SaidNo, SendRefused
from bode.conversations.languages import LANGUAGES, language_in, set_language
from bode.conversations.models import Conversation, Message
from bode.conversations.states import ConsentHow, Direction
from bode.conversations.withdrawing import withdraw_told
from bode.conversations.wordings import wording_for
from bode.policy import PURPOSES, Purpose
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import local

from .contacts import show_citizen
from .saying import name_of

LONGEST = 4000
_RECENT = 50  # messages to choose from, ours among them
HOW = {
    ConsentHow.CHAT: gettext_noop("in dit gesprek"),
    ConsentHow.COUNTER: gettext_noop("aan de balie"),
    ConsentHow.PHONE: gettext_noop("aan de telefoon"),
    ConsentHow.LETTER: gettext_noop("in een brief of formulier"),
}


@require_http_methods(["GET", "POST"])
@allow("agent")
def consents(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Every yes and no of a citizen, and a form for what they tell now."""
    found = queries.access_conversation(conversation_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _keep(request, found)
        if not errors:
            return redirect("consents", found.id)
    context = {
        "conversation": found,
        "citizen": show_citizen(found.contact),
        "history": [(each, _how(each.how)) for each in consent_history(found.contact)],
        "purposes": _purposes(found, *_running(found)),
        "ways": [(str(code), _(name)) for code, name in HOW.items()],
        "recent": [(str(each.id), each.at, name_of(each)) for each in _theirs(found)],
        "given": request.POST,
        "errors": errors,
        "longest": LONGEST,
        "questions": _questions(found),
        "spoken_in": language_in(found),
        "window_open": is_window_open(found.last_inbound_at, now()),
    }
    return render(request, "desk/consents.html", context, status=422 if errors else 200)


@require_POST
@allow("agent")
def ask_for_consent(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Ask the citizen in the chat; what they press is recorded when it comes."""
    found = queries.access_conversation(conversation_id)
    try:
        ask_consent(request.actor, found.id, request.POST.get("purpose", ""))
    except AskedAlready:
        messages.error(request, _("U vroeg dit minder dan een dag geleden. Wacht op het antwoord."))
    except PurposeNotLicensed:
        messages.error(request, _("Kies een doel uit de lijst."))
    except SaidNo:
        messages.error(
            request, _("De inwoner zei hier nee tegen. Vraag het pas als die u weer schrijft.")
        )
    except SendRefused as refused:
        messages.error(request, local(refused.refusal, "reason"))
    else:
        messages.success(
            request, _("De vraag is verstuurd. Bode legt vast wat de inwoner antwoordt.")
        )
    return redirect("consents", found.id)


@require_POST
@allow("agent")
def citizen_language(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Say in which language Bode asks and answers this citizen."""
    found = queries.access_conversation(conversation_id)
    language = request.POST.get("language", "")
    if language in LANGUAGES:
        set_language(request.actor, found.contact, language)
        messages.success(request, _("De taal van deze inwoner is bewaard."))
    return redirect("consents", found.id)


def _purposes(found: Conversation, *others: str) -> list[Purpose]:
    """Those of the licence, and these others."""
    codes = {*found.number.licence.purposes, *others}
    return [each for each in PURPOSES.values() if each.allowed and each.code in codes]


def _running(found: Conversation) -> list[str]:
    """To what the citizen said yes, of the licence or not: they may say no to it now."""
    given = list_consents(found.contact).filter(withdrawn_at=None)
    return list(given.values_list("purpose", flat=True))


def _questions(found: Conversation) -> list[tuple[Purpose, str, bool]]:
    """Each purpose with what the citizen is asked for it, and whether they said no to it."""
    language = language_in(found)
    return [
        (each, wording_for(found.municipality, each.code, language), said_no(found, each.code))
        for each in _purposes(found)
    ]


def _how(code: str) -> str:
    if code == ConsentHow.CHAT:
        return _("in een gesprek")
    if code == ConsentHow.FILE:
        return _("in een ingelezen bestand")
    if code == ConsentHow.PROGRAM:
        return _("door een programma")
    return _(HOW[ConsentHow(code)]) if code else ""


def _keep(request: ActingRequest, found: Conversation) -> dict[str, str]:
    """What is wrong, by field; empty once it is kept."""
    purpose, how = request.POST.get("purpose", ""), request.POST.get("how", "")
    wording = request.POST.get("wording", "").strip()
    says_no = request.POST.get("says") == "no"
    theirs = {str(each.id): each.id for each in _theirs(found)}
    message_id = theirs.get(request.POST.get("message", "")) if how == ConsentHow.CHAT else None
    errors = {}
    if purpose not in PURPOSES or not PURPOSES[purpose].allowed:
        errors["purpose"] = _("Kies een doel uit de lijst.")
    elif not says_no and purpose not in found.number.licence.purposes:
        errors["purpose"] = _("Dit doel staat niet in de vergunning. U kunt alleen nee vastleggen.")
    if how not in set(map(str, HOW)):
        errors["how"] = _("Kies hoe de inwoner dit vertelde.")
    if how == ConsentHow.CHAT and theirs and message_id is None:
        errors["message"] = _("Kies het bericht waarin de inwoner dit schreef.")
    if not says_no and not 0 < len(wording) <= LONGEST:
        errors["wording"] = _("Schrijf waar de inwoner ja op zei, woord voor woord.")
    if errors:
        return errors
    way = ConsentHow(how)
    if says_no:
        withdraw_told(request.actor, found.contact, purpose, how=way, message_id=message_id)
        messages.success(request, _("De inwoner krijgt hierover geen berichten meer."))
        return {}
    recorded = record_told(
        request.actor, found, purpose, how=way, wording=wording, message_id=message_id
    )
    messages.success(
        request,
        _("De toestemming is vastgelegd.") if recorded else _("Deze toestemming was er al."),
    )
    return {}


def _theirs(found: Conversation) -> list[Message]:
    """What the citizen wrote lately in this conversation, the latest first."""
    said = queries.list_latest_messages(found.id, limit=_RECENT)
    return [each for each in reversed(said) if each.direction == Direction.IN]
