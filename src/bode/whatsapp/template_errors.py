"""Errors of templates and flows: when sending one, and when making one."""

from __future__ import annotations

from bode.whatsapp.meanings import Acts, Codes, Meaning, Retry

_VALUE_ODD = Meaning(
    retry=Retry.NO,
    acts=Acts.AGENT,
    repeat_after=None,
    title_nl="Een ingevulde waarde past niet in het sjabloon",
    title_en="A value that was filled in does not fit the template",
    advice_nl="Controleer wat u heeft ingevuld: geen lege waarden en geen nieuwe regels.",
    advice_en="Check what you filled in: no empty values and no new lines.",
)
_NOT_MADE = Meaning(
    retry=Retry.NO,
    acts=Acts.ADMINISTRATOR,
    title_nl="WhatsApp neemt dit sjabloon niet aan",
    title_en="WhatsApp does not accept this template",
    advice_nl="Controleer de lengte van de teksten en de plaats van de variabelen.",
    advice_en="Check the length of the texts and the place of the variables.",
)

TEMPLATE_ERRORS: Codes = {
    131064: Meaning(
        retry=Retry.AFTER_A_PAUSE,
        acts=Acts.ADMINISTRATOR,
        title_nl="Sjablonen staan in de verkeerde categorie",
        title_en="Templates are in the wrong category",
        advice_nl="Laat uw beheerder de categorie verbeteren. "
        "Wat nog wacht, probeert Bode elk uur opnieuw.",
        advice_en="Ask your administrator to correct the category. "
        "Bode tries what still waits every hour.",
    ),
    132000: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="Het aantal ingevulde waarden klopt niet",
        title_en="The number of values filled in is not right",
        advice_nl="Het sjabloon is misschien veranderd. Open het opnieuw en vul alle waarden in.",
        advice_en="The template may have changed. Open it again and fill in all values.",
    ),
    132001: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Dit sjabloon bestaat niet in deze taal, of is niet goedgekeurd",
        title_en="This template does not exist in this language, or is not approved",
        advice_nl="Kies een ander sjabloon, of laat uw beheerder de sjablonen bijwerken.",
        advice_en="Choose another template, or ask your administrator to refresh the templates.",
    ),
    132005: Meaning(
        retry=Retry.NO,
        acts=Acts.AGENT,
        repeat_after=None,
        title_nl="De ingevulde tekst is te lang",
        title_en="The text that was filled in is too long",
        advice_nl="Vul kortere waarden in.",
        advice_en="Fill in shorter values.",
    ),
    132007: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Het sjabloon past niet bij de regels van WhatsApp",
        title_en="The template does not fit WhatsApp's rules",
        advice_nl="Schrijf het sjabloon anders en laat het opnieuw goedkeuren.",
        advice_en="Rewrite the template and have it approved again.",
    ),
    132008: _VALUE_ODD,
    132012: _VALUE_ODD,
    132018: _VALUE_ODD,
    132015: Meaning(
        retry=Retry.LATER,
        acts=Acts.AGENT,
        title_nl="WhatsApp heeft dit sjabloon gepauzeerd",
        title_en="WhatsApp has paused this template",
        advice_nl="Inwoners waren niet tevreden over deze berichten. "
        "Wacht tot de pauze voorbij is, of kies een ander sjabloon.",
        advice_en="Citizens were not happy with these messages. "
        "Wait until the pause is over, or choose another template.",
    ),
    132016: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        repeat_after=None,
        title_nl="WhatsApp heeft dit sjabloon uitgezet",
        title_en="WhatsApp has disabled this template",
        advice_nl="Maak een nieuw sjabloon met een betere tekst.",
        advice_en="Make a new template with a better text.",
    ),
    132068: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="WhatsApp heeft dit formulier geblokkeerd",
        title_en="WhatsApp has blocked this flow",
        advice_nl="Laat uw beheerder het formulier verbeteren.",
        advice_en="Ask your administrator to correct the flow.",
    ),
    132069: Meaning(
        retry=Retry.LATER,
        acts=Acts.ADMINISTRATOR,
        title_nl="Dit formulier mag maar tien keer per uur worden verstuurd",
        title_en="This flow may be sent only ten times an hour",
        advice_nl="Laat uw beheerder het formulier verbeteren, of wacht een uur.",
        advice_en="Ask your administrator to correct the flow, or wait for an hour.",
    ),
    2388019: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Er zijn te veel sjablonen",
        title_en="There are too many templates",
        advice_nl="Verwijder eerst sjablonen die u niet meer gebruikt.",
        advice_en="First delete templates that you no longer use.",
    ),
    2388024: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Er is al een sjabloon met deze naam en taal",
        title_en="There is already a template with this name and language",
        advice_nl="Kies een andere naam.",
        advice_en="Choose another name.",
    ),
    2388293: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Het sjabloon heeft te veel variabelen voor zo weinig woorden",
        title_en="The template has too many variables for so few words",
        advice_nl="Schrijf meer tekst om de variabelen heen, of gebruik er minder.",
        advice_en="Write more text around the variables, or use fewer of them.",
    ),
    2388299: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Het sjabloon begint of eindigt met een variabele",
        title_en="The template begins or ends with a variable",
        advice_nl="Zet er woorden voor en achter.",
        advice_en="Put words before and after it.",
    ),
    range(2388000, 2389000): _NOT_MADE,
}
