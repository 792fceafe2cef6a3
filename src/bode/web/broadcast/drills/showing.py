"""What the report of a drill shows, on its page and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bode.broadcasts.drills.cleaning import cleaned_from
from bode.broadcasts.drills.faults import Fault
from bode.broadcasts.drills.lessons import learn
from bode.broadcasts.drills.telling import MINUTES, tell
from bode.broadcasts.drills.told import Sent, Struck, Told
from bode.broadcasts.models import Drill
from bode.broadcasts.states import Step
from bode.web.broadcast.causes import tell as tell_cause
from bode.web.broadcast.second_channel import name_ways
from bode.web.broadcast.words import MADE_NAMES, show_status
from bode.web.dates import short_day
from bode.web.reports.tables import Figure
from bode.web.reports.words import UNKNOWN, shown

from .words import exactly, fault_name, say_lesson, when_of

_TOO_FAST = 130429
_NO_WHATSAPP = "131026"


def show_report(drill: Drill) -> dict[str, Any]:
    """Everything there is to learn from a drill."""
    told = tell(drill)
    return {
        "of": drill,
        "until": cleaned_from(drill),
        "lessons": [say_lesson(each) for each in learn(drill, told)],
        "sent": [_show(each) for each in told.sent],
        "course": timeline(drill, told),
        "struck": [_show_fault(drill, told, each) for each in told.struck],
    }


def timeline(drill: Drill, told: Told) -> Figure:
    """Everything that happened, in order, with how long after the drill began."""
    began = drill.began_at
    rows = [
        (short_day(timezone.localtime(at), "H:i:s"), at - began, what, who)
        for at, what, who in sorted(_happened(drill, told), key=lambda each: each[0])
    ]
    return Figure(columns=[_("Tijd"), _("Na het begin"), _("Wat"), _("Door")], rows=rows)


def _happened(drill: Drill, told: Told) -> Iterator[tuple[datetime, str, str]]:
    yield drill.began_at, _("De oefening begon"), drill.made_by
    for each in told.sent:
        yield from _happened_with(each)
    for struck in told.struck:
        if struck.begin and struck.end:
            yield struck.begin, _("Storing: %(name)s") % _named(struck), ""
            if struck.is_over:
                yield struck.end, _("Storing voorbij: %(name)s") % _named(struck), ""
    if drill.ended_at:
        yield drill.ended_at, _("De oefening was voorbij"), drill.ended_by or "Bode"


def _happened_with(sent: Sent) -> Iterator[tuple[datetime, str, str]]:
    name = sent.name
    for event in sent.deeds:
        yield event.at, f"{name}: {_(MADE_NAMES[event.step])}", event.actor
    if sent.first_at and sent.last_at:
        yield sent.first_at, _("%(name)s: WhatsApp nam het eerste bericht aan") % {"name": name}, ""
        yield sent.last_at, _("%(name)s: WhatsApp nam het laatste bericht aan") % {"name": name}, ""


def _named(struck: Struck) -> dict[str, str]:
    return {"name": fault_name(struck.chosen.fault)}


def _show(sent: Sent) -> dict[str, Any]:
    """One message: how long each step took, how many had it by when, and who did not."""
    return {
        "of": sent,
        "status": show_status(sent.status),
        "reached": sent.reached,
        "steps": _steps(sent),
        "arrived": _arrived(sent),
        "ways": name_ways(sent.ways),
        "causes": Figure(
            columns=[_("Waarom niet"), _("Hoeveel"), _("Wat u kunt doen")],
            rows=[(each.title, each.count, each.advice) for each in map(tell_cause, sent.causes)],
        ),
    }


def _steps(sent: Sent) -> list[tuple[str, str]]:
    made, asked = sent.at("make"), sent.at(Step.REQUEST_APPROVAL)
    started = sent.started_at
    took = [
        (_("Van gemaakt tot ter goedkeuring"), sent.between(made, asked)),
        (_("Van vraag tot goedkeuring"), sent.waited_for_approval),
        (_("Van goedkeuring tot start"), sent.between(sent.at(Step.APPROVE), started)),
        (_("Van start tot het eerste bericht"), sent.between(started, sent.first_at)),
        (_("Van start tot het laatste bericht"), sent.between(started, sent.last_at)),
    ]
    return [(name, UNKNOWN if time is None else exactly(time)) for name, time in took]


def _arrived(sent: Sent) -> list[tuple[str, str]]:
    if not sent.started_at or not sent.reached:
        return []
    rows = [
        (ngettext("Na %(n)s minuut", "Na %(n)s minuten", n) % {"n": n}, sent.arrived[n])
        for n in MINUTES
        if timedelta(minutes=n) <= sent.lasted
    ]
    rows.append((_("Aan het eind"), sent.had_it))
    return [(name, f"{round(100 * count / sent.reached)}%") for name, count in rows]


def _show_fault(drill: Drill, told: Told, struck: Struck) -> dict[str, Any]:
    return {
        "name": fault_name(struck.chosen.fault),
        "when": when_of(struck.chosen),
        "did": list(_did(drill, told, struck)),
        "deeds": [
            (short_day(timezone.localtime(each.at), "H:i:s"), _(MADE_NAMES[each.step]), each.actor)
            for each in struck.deeds
        ],
    }


def _did(drill: Drill, told: Told, struck: Struck) -> Iterator[str]:
    """What Bode did about a fault, in numbers."""
    fault = struck.chosen.fault
    if struck.begin:
        accepted = ngettext(
            "In die tijd nam WhatsApp %(count)s bericht aan.",
            "In die tijd nam WhatsApp %(count)s berichten aan.",
            struck.accepted,
        )
        yield accepted % {"count": shown(struck.accepted)}
    elif fault not in (Fault.NO_WHATSAPP, Fault.PHONES_OFF):
        yield _("Zover kwam het niet: toen was er niets te versturen.")
    if fault is Fault.LINE:
        yield _("Bode hield de rest vast, en ging vanzelf verder toen de verbinding er weer was.")
    if fault in (Fault.LOST, Fault.SLOW):
        yield _(
            "Bode wacht dan op een melding van WhatsApp, en verstuurt een crisisbericht pas "
            "opnieuw als die uitblijft. Dubbel aangekomen: %(count)s."
        ) % {"count": shown(drill.duplicates)}
    if fault is Fault.LIMITED:
        refused = _("WhatsApp weigerde %(count)s keer. Bode verstuurde dat later opnieuw.")
        yield refused % {"count": shown(drill.rejected(_TOO_FAST))}
    if fault in (Fault.LATE, Fault.CONFUSED):
        yield _("Bode telde iedereen één keer. De voortgang liep alleen achter.")
    if fault is Fault.NO_WHATSAPP:
        failed = _count(told, "failed", _NO_WHATSAPP)
        yield ngettext(
            "Bij %(count)s inwoner mislukte het daardoor.",
            "Bij %(count)s inwoners mislukte het daardoor.",
            failed,
        ) % {"count": shown(failed)}
    if fault is Fault.PHONES_OFF:
        missed = _count(told, "sent", "")
        yield ngettext(
            "Bij %(count)s inwoner kwam het niet aan.",
            "Bij %(count)s inwoners kwam het niet aan.",
            missed,
        ) % {"count": shown(missed)}
    if fault is Fault.NO_SMS:
        yield _("Bode probeert elke minuut opnieuw de sms te versturen.")


def _count(told: Told, became: str, code: str) -> int:
    return sum(
        cause.count
        for each in told.sent
        for cause in each.causes
        if (cause.became, cause.code) == (became, code)
    )
