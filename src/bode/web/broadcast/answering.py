"""One answer to many who answered a broadcast."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bode.basics import new_id
from bode.broadcasts import queries
from bode.broadcasts.answering import MOST, Outcome, answer_groups
from bode.broadcasts.errors import TooManyAtOnce
from bode.broadcasts.models import Broadcast
from bode.conversations.errors import ContentDoubtful, ContentMalformed
from bode.web.access import ActingRequest, allow
from bode.web.desk.pane import uuid_or_none
from bode.web.desk.problems import describe
from bode.web.templatetags.bode import local

from .replies import Typed
from .report import report_page


@require_POST
@allow("agent")
def answer_broadcast(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Send one text in each of the chosen conversations; what is amiss stands above it."""
    found = queries.access_broadcast(broadcast_id)
    typed = Typed(
        body=request.POST.get("body", "").strip(),
        chosen=frozenset(request.POST.getlist("group")),
        confirmed=request.POST.get("confirmed", ""),
        form_id=uuid_or_none(request.POST.get("form_id", "")) or new_id(),
    )
    if not typed.chosen:
        return _again(request, found, typed, _("Kies eerst welke antwoorden u beantwoordt."))
    try:
        outcome = answer_groups(
            request.actor,
            found,
            typed.chosen,
            typed.body,
            form_id=typed.form_id,
            confirmed=typed.confirmed,
        )
    except ContentMalformed as malformed:
        return _again(request, found, typed, describe(malformed.problems))
    except ContentDoubtful as doubtful:
        return _doubt(request, found, typed, doubtful)
    except TooManyAtOnce:
        most = _("Kies minder: een antwoord gaat naar hooguit %(most)s gesprekken tegelijk.")
        return _again(request, found, typed, most % {"most": MOST})
    _tell(request, outcome)
    return redirect("broadcast_report", broadcast_id)


def _again(request: ActingRequest, found: Broadcast, typed: Typed, problem: str) -> HttpResponse:
    return report_page(request, found, replace(typed, problem=problem), status=422)


def _doubt(
    request: ActingRequest, found: Broadcast, typed: Typed, doubtful: ContentDoubtful
) -> HttpResponse:
    first = doubtful.findings[0]
    about = _("Het gaat om “%(phrase)s”.") % {"phrase": first.phrase}
    look = _("Kijk of dit mag. Mag het? Druk dan nog een keer op Versturen.")
    problem = " ".join((about, local(first.ground, "reason"), look))
    return _again(request, found, replace(typed, confirmed=doubtful.fingerprint), problem)


def _tell(request: ActingRequest, outcome: Outcome) -> None:
    sent = ngettext(
        "Uw antwoord gaat naar %(n)s gesprek.",
        "Uw antwoord gaat naar %(n)s gesprekken.",
        outcome.sent,
    )
    messages.success(request, sent % {"n": outcome.sent})
    for refusal, count in outcome.refused.most_common():
        told = ngettext(
            "Niet naar %(n)s gesprek: %(why)s", "Niet naar %(n)s gesprekken: %(why)s", count
        )
        why = f"{local(refusal, 'reason')} {local(refusal, 'advice')}"
        messages.warning(request, told % {"n": count, "why": why})
