"""What drills, their faults and their lessons are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from bode.broadcasts.drills.faults import SHARES, Chosen, Fault
from bode.broadcasts.drills.lessons import GOOD, Learnt, Lesson
from bode.web.reports.words import lasting

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
_LESSONS: Mapping[Lesson, tuple[str, str]] = {
    Lesson.NOTHING_SENT: (
        gettext_noop("Er is geen bericht verstuurd."),
        gettext_noop("Spreek af wie in een crisis het bericht maakt, en wie het goedkeurt."),
    ),
    Lesson.STARTED_LATE: (
        gettext_noop("Het eerste bericht vertrok pas na %(time)s."),
        gettext_noop("Leg voor elk soort crisis een bericht klaar, met een goedgekeurd sjabloon."),
    ),
    Lesson.APPROVED_LATE: (
        gettext_noop("“%(name)s” wachtte %(time)s op goedkeuring."),
        gettext_noop(
            "Zorg dat altijd iemand kan goedkeuren, en denk aan de noodprocedure bij Instellingen."
        ),
    ),
    Lesson.APPROVED_SOON: (
        gettext_noop("“%(name)s” was binnen %(time)s goedgekeurd."),
        gettext_noop("Zo kan het ook ’s nachts en in het weekend: oefen dat ook eens."),
    ),
    Lesson.NOT_JUDGED: (
        gettext_noop("“%(name)s” ging zonder goedkeuring weg, en niemand beoordeelde dat."),
        gettext_noop("Beoordeel het achteraf: dat hoort bij de noodprocedure."),
    ),
    Lesson.PAUSED_LONG: (
        gettext_noop("“%(name)s” stond %(time)s stil."),
        gettext_noop("Spreek af wie na een pauze beslist of het verdergaat."),
    ),
    Lesson.STOPPED: (
        gettext_noop("%(count)s mensen kregen “%(name)s” niet, omdat het gestopt is."),
        gettext_noop("Wie kreeg het wel? Stuur hun een correctie, en de anderen een goed bericht."),
    ),
    Lesson.FEW_ARRIVED: (
        gettext_noop("Na %(time)s had %(count)s%% “%(name)s”."),
        gettext_noop("Kijk hieronder waarom. Waarschuw in een crisis ook langs andere wegen."),
    ),
    Lesson.MANY_ARRIVED: (
        gettext_noop("Binnen %(time)s had %(count)s%% “%(name)s”."),
        gettext_noop("De anderen staan hieronder. Waarschuw in een crisis ook langs andere wegen."),
    ),
    Lesson.NO_SECOND_CHANNEL: (
        gettext_noop("%(count)s keer kwam een bericht niet aan, en er ging geen sms."),
        gettext_noop("Een beheerder kan dat aanzetten bij Instellingen, Sms bij een crisis."),
    ),
    Lesson.UNDECIDED: (
        gettext_noop("Van %(count)s mensen weet niemand of zij “%(name)s” kregen."),
        gettext_noop("Beslis op de pagina van het bericht: opnieuw versturen, of zo laten."),
    ),
    Lesson.DUPLICATES: (
        gettext_noop("%(count)s keer kwam een bericht dubbel aan."),
        gettext_noop(
            "Dat gebeurt als een antwoord van WhatsApp kwijtraakt en het toch is aangekomen."
        ),
    ),
    Lesson.NO_INCIDENT: (
        gettext_noop("Er gingen meer berichten, zonder dat erbij stond over welke gebeurtenis."),
        gettext_noop("Vul dat in: dan krijgt niemand twee keer hetzelfde."),
    ),
    Lesson.ONE_LANGUAGE: (
        gettext_noop("%(count)s mensen kozen een andere taal, en er was een bericht zonder."),
        gettext_noop("Vraag een vertaling van het sjabloon aan, en vul die in."),
    ),
    Lesson.NO_FAULTS: (
        gettext_noop("Er ging niets mis, want er was geen storing gekozen."),
        gettext_noop("Kies de volgende keer een storing, zoals een verbinding die wegvalt."),
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
        "count": learnt.count,
    }
    return {"said": _(said) % facts, "advice": _(advice), "is_good": learnt.lesson in GOOD}


def say_faults(chosen: Sequence[Chosen]) -> str:
    """How many faults were chosen."""
    count = len(chosen)
    if not count:
        return _("geen storing")
    return ngettext("%(count)s storing", "%(count)s storingen", count) % {"count": count}
