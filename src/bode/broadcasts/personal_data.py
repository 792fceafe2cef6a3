"""Personal data of broadcasts: for whom they are, and who worked on them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy

_REGISTERED = (
    privacy.PersonalData(
        model="broadcasts.Broadcast",
        fields=("name", "made_by", "audience"),
        what=gettext_noop("Groepsbericht: hoe het heet, voor wie het is, en wie het maakte"),
        why=gettext_noop("Verantwoorden welke berichten de gemeente stuurde."),
        how_long=gettext_noop("Zo lang als de gemeente Bode gebruikt."),
    ),
    privacy.PersonalData(
        model="broadcasts.Recipient",
        fields=("address",),
        what=gettext_noop("Groepsbericht: het nummer van ieder voor wie het is"),
        why=gettext_noop("Iedereen het bericht één keer sturen, en laten zien wie het kreeg."),
        how_long=gettext_noop("Zo lang als het groepsbericht bestaat."),
    ),
    privacy.PersonalData(
        model="broadcasts.BroadcastEvent",
        fields=("actor", "actor_key"),
        what=gettext_noop("Groepsbericht: wie het goedkeurde, startte, pauzeerde of stopte"),
        why=gettext_noop("Laten zien dat twee mensen keken voordat het vertrok."),
        how_long=gettext_noop("Zo lang als het groepsbericht bestaat."),
    ),
    privacy.PersonalData(
        model="broadcasts.EmergencyProcedure",
        fields=("set_by", "set_by_key", "confirmed_by", "confirmed_by_key"),
        what=gettext_noop("Groepsbericht: wie de noodprocedure aanzette, en wie dat bevestigde"),
        why=gettext_noop("Verantwoorden dat de gemeente vooraf koos voor de noodprocedure."),
        how_long=gettext_noop("Zolang de noodprocedure aanstaat."),
    ),
    privacy.PersonalData(
        model="broadcasts.EmergencyStart",
        fields=("actor", "actor_key", "judge", "judge_key"),
        what=gettext_noop(
            "Groepsbericht: wie zonder goedkeuring verstuurde, en wie dat beoordeelde"
        ),
        why=gettext_noop("Laten zien dat ook in een crisis twee mensen keken."),
        how_long=gettext_noop("Zo lang als het groepsbericht bestaat."),
    ),
    privacy.PersonalData(
        model="broadcasts.Drill",
        fields=("made_by", "ended_by", "told"),
        what=gettext_noop("Oefening: wie haar begon en beëindigde, en wie wat deed"),
        why=gettext_noop("Laten zien wie een crisis oefende. Van inwoners staat er niets in."),
        how_long=gettext_noop("Zo lang als de gemeente Bode gebruikt."),
    ),
    privacy.PersonalData(
        model="broadcasts.SecondMessage",
        fields=("address",),
        what=gettext_noop(
            "Groepsbericht: het nummer van ieder die het in een crisis per sms of e-mail krijgt"
        ),
        why=gettext_noop("In een crisis ook bereiken wie het bericht niet via WhatsApp kreeg."),
        how_long=gettext_noop("Zo lang als het groepsbericht bestaat."),
    ),
    privacy.PersonalData(
        model="broadcasts.TestCode",
        fields=("person",),
        what=gettext_noop("Groepsbericht: de code waarmee een collega een nummer bewijst"),
        why=gettext_noop("Proefberichten gaan alleen naar een telefoon van de collega zelf."),
        how_long=gettext_noop("Tot de collega de code stuurt of een nieuwe vraagt."),
    ),
    privacy.PersonalData(
        model="broadcasts.TestNumber",
        fields=("person", "address"),
        what=gettext_noop("Groepsbericht: het nummer dat een collega gaf voor proefberichten"),
        why=gettext_noop("Een groepsbericht op een telefoon bekijken voordat het vertrekt."),
        how_long=gettext_noop("Tot de collega het weghaalt."),
    ),
    privacy.PersonalData(
        model="broadcasts.TestMessage",
        fields=("colleague", "actor"),
        what=gettext_noop("Groepsbericht: welke collega een proef kreeg, en van wie"),
        why=gettext_noop("Laten zien dat het bericht vooraf op een telefoon bekeken is."),
        how_long=gettext_noop("Zo lang als het groepsbericht bestaat."),
    ),
)


def register() -> None:
    privacy.register(*_REGISTERED)
