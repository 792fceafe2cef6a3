"""Errors of one message: its citizen, its content, its files."""

from __future__ import annotations

from datetime import timedelta

from bode.whatsapp.meanings import Acts, Codes, Meaning, Retry

_UNEXPLAINED = Meaning(
    retry=Retry.FEW,
    acts=Acts.AGENT,
    title_nl="Er ging iets mis bij WhatsApp",
    title_en="Something went wrong at WhatsApp",
    advice_nl="Probeer het later nog eens. Blijft dit gebeuren? Meld het dan bij uw beheerder.",
    advice_en="Try again later. If it keeps happening, report it to your administrator.",
)
_MALFORMED = Meaning(
    retry=Retry.NO,
    acts=Acts.AGENT,
    repeat_after=None,
    title_nl="WhatsApp kan dit bericht niet lezen",
    title_en="WhatsApp can't read this message",
    advice_nl="Pas het bericht aan en probeer het opnieuw. Blijft dit gebeuren? "
    "Meld het dan bij uw beheerder.",
    advice_en="Change the message and try again. If it keeps happening, "
    "report it to your administrator.",
)
_MARKETING_ROUTE = Meaning(
    retry=Retry.NO,
    acts=Acts.AGENT,
    repeat_after=None,
    title_nl="WhatsApp ziet dit bericht als reclame",
    title_en="WhatsApp treats this message as marketing",
    advice_nl="Een gemeente mag geen reclame sturen. Gebruik een sjabloon van een andere soort.",
    advice_en="A municipality may not send marketing. Use a template of another category.",
)

MESSAGE_ERRORS: Codes = {
    1: _UNEXPLAINED,
    131000: _UNEXPLAINED,
    100: _MALFORMED,
    131008: _MALFORMED,
    131009: _MALFORMED,
    131055: _MALFORMED,
    135000: _MALFORMED,
    130472: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="WhatsApp bezorgt dit bericht niet bij deze inwoner",
        title_en="WhatsApp does not deliver this message to this citizen",
        advice_nl="De inwoner zit in een proef van WhatsApp. Bel of mail de inwoner.",
        advice_en="The citizen is part of a WhatsApp experiment. Call or e-mail them.",
    ),
    130497: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="U mag geen berichten sturen naar dit land",
        title_en="You may not send messages to this country",
        advice_nl="Bel of mail de inwoner.",
        advice_en="Call or e-mail the citizen.",
    ),
    131021: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="Dit is het nummer van de gemeente zelf",
        title_en="This is the municipality's own number",
        advice_nl="Controleer het telefoonnummer van de inwoner.",
        advice_en="Check the citizen's phone number.",
    ),
    131026: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        title_nl="Het bericht kon niet worden bezorgd",
        title_en="The message could not be delivered",
        advice_nl="Misschien gebruikt de inwoner geen WhatsApp, of een oude versie. "
        "Bel of mail de inwoner.",
        advice_en="The citizen may not use WhatsApp, or may have an old version. "
        "Call or e-mail them.",
    ),
    131030: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Dit testnummer mag nog niet naar deze inwoner sturen",
        title_en="This test number may not send to this citizen yet",
        advice_nl="Laat uw beheerder het nummer toevoegen aan de lijst met testnummers.",
        advice_en="Ask your administrator to add the phone number to the list of test numbers.",
    ),
    131047: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="De inwoner schreef langer dan 24 uur geleden",
        title_en="The citizen last wrote more than 24 hours ago",
        advice_nl="Kies een goedgekeurd sjabloon. "
        "Vrij schrijven kan weer als de inwoner antwoordt.",
        advice_en="Choose an approved template. "
        "You can write freely again once the citizen answers.",
    ),
    131048: Meaning(
        retry=Retry.AFTER_A_PAUSE,
        acts=Acts.ADMINISTRATOR,
        title_nl="WhatsApp houdt berichten van dit nummer tegen",
        title_en="WhatsApp holds back messages from this number",
        advice_nl="Uw limiet van vandaag is bereikt, of te veel inwoners blokkeerden of meldden uw "
        "berichten. Wat nog wacht, probeert Bode elke 5 minuten. "
        "Bekijk de limiet en de kwaliteit van het nummer.",
        advice_en="Your limit of today was reached, or too many citizens blocked or reported your "
        "messages. Bode tries what still waits every 5 minutes. "
        "Look at the limit and the quality of the number.",
    ),
    131049: Meaning(
        retry=Retry.LATER,
        acts=Acts.AGENT,
        repeat_after=timedelta(hours=24),
        title_nl="Deze inwoner kreeg vandaag al genoeg berichten van bedrijven",
        title_en="This citizen already got enough messages from businesses today",
        advice_nl="Wacht minstens 24 uur voordat u het opnieuw probeert, of bel de inwoner.",
        advice_en="Wait at least 24 hours before you try again, or call the citizen.",
    ),
    131050: Meaning(
        retry=Retry.NO,
        acts=Acts.NOBODY,
        repeat_after=None,
        title_nl="De inwoner wil zulke berichten niet meer krijgen",
        title_en="The citizen no longer wants such messages",
        advice_nl="Stuur deze berichten niet meer. Dat is de keuze van de inwoner.",
        advice_en="Do not send such messages any more. It is the citizen's choice.",
    ),
    131051: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="WhatsApp kent dit soort bericht niet",
        title_en="WhatsApp does not support this type of message",
        advice_nl="Gebruik een andere soort, bijvoorbeeld tekst.",
        advice_en="Use another type, such as text.",
    ),
    131052: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        title_nl="Het bestand van de inwoner kon niet worden opgehaald",
        title_en="The citizen's file could not be fetched",
        advice_nl="Vraag de inwoner om het bestand opnieuw te sturen.",
        advice_en="Ask the citizen to send the file again.",
    ),
    131053: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        title_nl="WhatsApp neemt dit bestand niet aan",
        title_en="WhatsApp does not accept this file",
        advice_nl="Controleer de soort en de grootte van het bestand, en kies een ander.",
        advice_en="Check the type and size of the file, and choose another.",
    ),
    131056: Meaning(
        retry=Retry.BACKOFF,
        acts=Acts.NOBODY,
        title_nl="Er gaan te veel berichten tegelijk naar deze inwoner",
        title_en="Too many messages at once to this citizen",
        advice_nl="U hoeft niets te doen. Bode wacht even en probeert het opnieuw.",
        advice_en="You need not do anything. Bode waits a little and tries again.",
    ),
    131060: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="Dit bericht is alleen te lezen op de telefoon van de gemeente",
        title_en="This message can only be read on the municipality's phone",
        advice_nl="Open WhatsApp op die telefoon, of vraag de inwoner om het opnieuw te sturen.",
        advice_en="Open WhatsApp on that phone, or ask the citizen to send it again.",
    ),
    131062: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        title_nl="Dit bericht kan alleen naar een telefoonnummer",
        title_en="This message can only go to a phone number",
        advice_nl="Vraag de inwoner om het telefoonnummer.",
        advice_en="Ask the citizen for their phone number.",
    ),
    131061: _MARKETING_ROUTE,
    131063: _MARKETING_ROUTE,
    range(134100, 134103): _MARKETING_ROUTE,
    134011: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="Betalen via WhatsApp staat uit",
        title_en="Paying through WhatsApp is switched off",
        advice_nl="Bode gebruikt dit niet. Stuur een bericht zonder betaling.",
        advice_en="Bode does not use this. Send a message without a payment.",
    ),
    137000: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        title_nl="De inwoner heeft misschien een andere telefoon",
        title_en="The citizen may have another phone",
        advice_nl="Controleer eerst of u nog met dezelfde persoon schrijft.",
        advice_en="First check that you are still writing with the same person.",
    ),
    range(138000, 139000): Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="Bellen via WhatsApp lukte niet",
        title_en="Calling through WhatsApp failed",
        advice_nl="Bel de inwoner op de gewone manier.",
        advice_en="Call the citizen in the ordinary way.",
    ),
    range(139000, 140000): Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="WhatsApp voerde deze opdracht niet uit",
        title_en="WhatsApp did not carry out this request",
        advice_nl="Laat uw beheerder de instellingen van formulieren en blokkades nakijken.",
        advice_en="Ask your administrator to check the settings of flows and blocked users.",
    ),
}
