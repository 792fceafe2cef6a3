"""What drills, their faults and their lessons are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, ngettext_lazy

from bode.broadcasts.drills.faults import SHARES, Chosen, Fault
from bode.broadcasts.drills.lessons import GOOD, Learnt, Lesson
from bode.web.reports.words import lasting, shown

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FAULT_NAMES: Mapping[Fault, str] = {
    Fault.LINE: gettext_noop("Er is geen verbinding met WhatsApp"),
    Fault.SLOW: gettext_noop("WhatsApp is traag: op één van de vier berichten komt geen antwoord"),
    Fault.LOST: gettext_noop("Eén van de tien antwoorden van WhatsApp raakt kwijt"),
    Fault.LIMITED: gettext_noop("WhatsApp zegt dat het te snel gaat (fout 130429)"),
    Fault.LATE: gettext_noop("WhatsApp meldt een halve minuut te laat wat er aankwam"),
    Fault.CONFUSED: gettext_noop("WhatsApp meldt dingen dubbel en door elkaar"),
    Fault.NO_WHATSAPP: gettext_noop("Een deel van de inwoners heeft geen WhatsApp meer"),
    Fault.PHONES_OFF: gettext_noop("Een deel van de telefoons staat uit"),
    Fault.NO_SMS: gettext_noop("De dienst voor sms werkt niet"),
}
_LESSONS: Mapping[Lesson, tuple[_StrPromise, _StrPromise]] = {
    Lesson.NOTHING_SENT: (
        gettext_lazy("Er is geen bericht verstuurd."),
        gettext_lazy("Spreek af wie in een crisis het bericht maakt, en wie het goedkeurt."),
    ),
    Lesson.STARTED_LATE: (
        gettext_lazy("Het eerste bericht vertrok pas na %(time)s."),
        gettext_lazy("Leg voor elk soort crisis een bericht klaar, met een goedgekeurd sjabloon."),
    ),
    Lesson.APPROVED_LATE: (
        gettext_lazy("“%(name)s” wachtte %(time)s op goedkeuring."),
        gettext_lazy(
            "Zorg dat altijd iemand kan goedkeuren, en denk aan de noodprocedure bij Instellingen."
        ),
    ),
    Lesson.APPROVED_SOON: (
        gettext_lazy("“%(name)s” was binnen %(time)s goedgekeurd."),
        gettext_lazy("Zo kan het ook ’s nachts en in het weekend: oefen dat ook eens."),
    ),
    Lesson.NOT_JUDGED: (
        gettext_lazy("“%(name)s” ging zonder goedkeuring weg, en niemand beoordeelde dat."),
        gettext_lazy("Beoordeel het achteraf: dat hoort bij de noodprocedure."),
    ),
    Lesson.PAUSED_LONG: (
        gettext_lazy("“%(name)s” stond %(time)s stil."),
        gettext_lazy("Spreek af wie na een pauze beslist of het verdergaat."),
    ),
    Lesson.STOPPED: (
        ngettext_lazy(
            "%(count)s inwoner kreeg “%(name)s” niet, omdat het gestopt is.",
            "%(count)s inwoners kregen “%(name)s” niet, omdat het gestopt is.",
            "n",
        ),
        gettext_lazy("Wie kreeg het wel? Stuur hun een correctie, en de anderen een goed bericht."),
    ),
    Lesson.FEW_ARRIVED: (
        gettext_lazy("Na %(time)s had %(count)s%% “%(name)s”."),
        gettext_lazy("Kijk hieronder waarom. Waarschuw in een crisis ook langs andere wegen."),
    ),
    Lesson.MANY_ARRIVED: (
        gettext_lazy("Binnen %(time)s had %(count)s%% “%(name)s”."),
        gettext_lazy("De anderen staan hieronder. Waarschuw in een crisis ook langs andere wegen."),
    ),
    Lesson.NO_SECOND_CHANNEL: (
        gettext_lazy("%(count)s keer kwam een bericht niet aan, en er was geen andere weg."),
        gettext_lazy(
            "Een beheerder kan sms of e-mail aanzetten bij Instellingen, "
            "Sms en e-mail bij een crisis."
        ),
    ),
    Lesson.UNDECIDED: (
        ngettext_lazy(
            "Van %(count)s inwoner weet niemand of die “%(name)s” kreeg.",
            "Van %(count)s inwoners weet niemand of zij “%(name)s” kregen.",
            "n",
        ),
        gettext_lazy("Beslis op de pagina van het bericht: opnieuw versturen, of zo laten."),
    ),
    Lesson.DUPLICATES: (
        gettext_lazy("%(count)s keer kwam een bericht dubbel aan."),
        gettext_lazy(
            "Dat gebeurt als een antwoord van WhatsApp kwijtraakt en het toch is aangekomen."
        ),
    ),
    Lesson.NO_INCIDENT: (
        gettext_lazy("Er gingen meer berichten, zonder dat erbij stond over welke gebeurtenis."),
        gettext_lazy("Vul dat in: dan krijgt niemand twee keer hetzelfde."),
    ),
    Lesson.ONE_LANGUAGE: (
        ngettext_lazy(
            "%(count)s inwoner koos een andere taal, en er was een bericht zonder vertaling.",
            "%(count)s inwoners kozen een andere taal, en er was een bericht zonder vertaling.",
            "n",
        ),
        gettext_lazy("Vraag een vertaling van het sjabloon aan, en vul die in."),
    ),
    Lesson.NO_FAULTS: (
        gettext_lazy("Er ging niets mis, want er was geen storing gekozen."),
        gettext_lazy("Kies de volgende keer een storing, zoals een verbinding die wegvalt."),
    ),
}


def fault_name(fault: Fault) -> str:
    return _(FAULT_NAMES[fault])


def when_of(chosen: Chosen) -> str:
    """When a fault holds, and how long; of a share how large it is."""
    if chosen.fault in SHARES:
        return _("%(percent)s%% van de telefoons, de hele oefening") % {"percent": chosen.percent}
    told = {"begins": begins_name(chosen.begins), "lasts": seconds_name(chosen.lasts)}
    return _("%(begins)s, %(lasts)s lang") % told


def begins_name(seconds: int) -> str:
    if not seconds:
        return _("zodra het eerste bericht vertrekt")
    return _("%(time)s na de start") % {"time": seconds_name(seconds)}


def seconds_name(seconds: int) -> str:
    return lasting(timedelta(seconds=seconds))


def exactly(time: timedelta) -> str:
    """A time that may be very short."""
    return lasting(time) if time >= timedelta(seconds=1) else _("een seconde")


def say_lesson(learnt: Learnt) -> dict[str, str | bool]:
    """What happened, and what one can do about it."""
    said, advice = _LESSONS[learnt.lesson]
    facts = {
        "name": learnt.of,
        "time": exactly(learnt.time) if learnt.time is not None else "",
        "count": shown(learnt.count),
        "n": learnt.count,
    }
    return {"said": said % facts, "advice": str(advice), "is_good": learnt.lesson in GOOD}


def say_faults(chosen: Sequence[Chosen]) -> str:
    """How many faults were chosen."""
    count = len(chosen)
    if not count:
        return _("geen storing")
    return ngettext("%(count)s storing", "%(count)s storingen", count) % {"count": count}
