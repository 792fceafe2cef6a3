"""Personal data in licensing: the names of people who took a step, or handled something."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy

_ENTRIES = (
    privacy.PersonalData(
        model="licensing.ApplicationEvent",
        fields=("actor", "details"),
        what=gettext_noop("Aanvraag: wie een stap heeft gezet, en wat er veranderde"),
        why=gettext_noop("Laten zien wie welke stap in de aanvraag heeft gezet."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.ApplicationSection",
        fields=("data", "changed_by", "checked_by"),
        what=gettext_noop("Aanvraag: contactpersonen, en wie een onderdeel invulde of nakeek"),
        why=gettext_noop("De BSP en WhatsApp moeten de gemeente kunnen bereiken."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.ApplicationRemark",
        fields=("author", "answered_by", "resolved_by"),
        what=gettext_noop("Aanvraag: wie een opmerking maakte of beantwoordde"),
        why=gettext_noop("Laten zien bij wie iemand terecht kan over een opmerking."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.ApplicationFile",
        fields=("filename", "data"),
        what=gettext_noop("Aanvraag: bestanden, zoals het antwoord van WhatsApp"),
        why=gettext_noop("Bewijzen wat er is besloten, en door wie."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.ElectionName",
        fields=("name",),
        what=gettext_noop("Kandidaten bij verkiezingen, van de openbare lijst"),
        why=gettext_noop("Zien of een bericht campagne maakt voor een kandidaat."),
        how_long=gettext_noop("Tot en met de dag na de verkiezing."),
    ),
    privacy.PersonalData(
        model="licensing.TemplateChange",
        fields=("actor",),
        what=gettext_noop("Sjablonen: wie iets heeft bewaard, ingediend of verwijderd"),
        why=gettext_noop("Laten zien wie een sjabloon heeft gemaakt, veranderd of verwijderd."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.PlatformNotice",
        fields=("actor",),
        what=gettext_noop("Meldingen van WhatsApp: wie ze heeft afgehandeld"),
        why=gettext_noop("Laten zien wie een melding over het account heeft afgehandeld."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.LicenceEvent",
        fields=("actor",),
        what=gettext_noop("Vergunning: wie iets heeft gestopt, aangezet of beëindigd"),
        why=gettext_noop("Laten zien wie wat met de vergunning heeft gedaan, en waarom."),
        how_long=gettext_noop("Blijft zolang de vergunning in Bode staat: het is bewijs."),
    ),
    privacy.PersonalData(
        model="licensing.NumberTransfer",
        fields=("actor", "settler"),
        what=gettext_noop("Nummer overzetten: wie het vroeg en wie het deed"),
        why=gettext_noop("Laten zien wie een nummer naar een andere BSP heeft overgezet."),
        how_long=gettext_noop("Blijft zolang de vergunning in Bode staat: het is bewijs."),
    ),
    privacy.PersonalData(
        model="licensing.DpiaAnswer",
        fields=("actor",),
        what=gettext_noop("DPIA: wie een vraag heeft beantwoord"),
        why=gettext_noop("Laten zien wie welk antwoord in de DPIA heeft gegeven."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.DpiaDocument",
        fields=("filename", "author", "actor"),
        what=gettext_noop("DPIA: wie het document heeft gemaakt en geplaatst"),
        why=gettext_noop("Laten zien waar een DPIA vandaan komt."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.DpiaAdvice",
        fields=("adviser", "actor", "replied_by"),
        what=gettext_noop("DPIA: wie advies gaf en wie daarop antwoordde"),
        why=gettext_noop("Laten zien wie over de DPIA heeft geadviseerd."),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
    privacy.PersonalData(
        model="licensing.ImportedDossier",
        fields=("data", "actor"),
        what=gettext_noop("Ingelezen dossiers: wie erin staan, en wie ze heeft ingelezen"),
        why=gettext_noop(
            "Een dossier uit het Bode-systeem van een andere organisatie kunnen lezen en doorgeven."
        ),
        how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
    ),
)


def register() -> None:
    privacy.register(*_ENTRIES)
