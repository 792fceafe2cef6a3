"""Errors of the account and its number: access, permission, registration, capacity."""

from __future__ import annotations

from bode.whatsapp.meanings import Acts, Codes, Meaning, Retry

_NO_ACCESS = Meaning(
    retry=Retry.NO,
    acts=Acts.PROVIDER,
    stops_number=True,
    title_nl="Bode heeft geen toegang meer tot WhatsApp",
    title_en="Bode no longer has access to WhatsApp",
    advice_nl="Vraag uw WhatsApp-leverancier om een nieuwe toegangscode. "
    "Tot die tijd verstuurt dit nummer niets.",
    advice_en="Ask your WhatsApp provider for a new access token. "
    "Until then this number sends nothing.",
)
_NO_PERMISSION = Meaning(
    retry=Retry.NO,
    acts=Acts.PROVIDER,
    stops_number=True,
    title_nl="WhatsApp geeft geen toestemming",
    title_en="WhatsApp does not give permission",
    advice_nl="Vraag uw WhatsApp-leverancier welke rechten ontbreken. "
    "Tot die tijd verstuurt dit nummer niets.",
    advice_en="Ask your WhatsApp provider which permissions are missing. "
    "Until then this number sends nothing.",
)
_BUSY = Meaning(
    retry=Retry.BACKOFF,
    acts=Acts.NOBODY,
    title_nl="Er gaan te veel berichten tegelijk",
    title_en="Too many messages at once",
    advice_nl="U hoeft niets te doen. Bode verstuurt langzamer en probeert het opnieuw.",
    advice_en="You need not do anything. Bode slows down and tries again.",
)
_DOWN = Meaning(
    retry=Retry.BACKOFF,
    acts=Acts.NOBODY,
    title_nl="WhatsApp heeft een storing",
    title_en="WhatsApp is temporarily down",
    advice_nl="U hoeft niets te doen. Bode probeert het steeds opnieuw.",
    advice_en="You need not do anything. Bode keeps trying.",
)
_SET_UP_WAIT = Meaning(
    retry=Retry.LATER,
    acts=Acts.ADMINISTRATOR,
    title_nl="Te veel pogingen om het nummer aan te melden",
    title_en="Too many attempts to register the number",
    advice_nl="Wacht een tijd en probeer het dan nog één keer. "
    "Lukt het niet? Vraag uw WhatsApp-leverancier.",
    advice_en="Wait for a while, then try once more. "
    "If it still fails, ask your WhatsApp provider.",
)

ACCOUNT_ERRORS: Codes = {
    0: _NO_ACCESS,
    190: _NO_ACCESS,
    3: _NO_PERMISSION,
    10: _NO_PERMISSION,
    range(200, 300): _NO_PERMISSION,
    131005: _NO_PERMISSION,
    4: _BUSY,
    80007: _BUSY,
    80008: _BUSY,
    130429: _BUSY,
    2: _DOWN,
    131016: _DOWN,
    133004: _DOWN,
    131057: Meaning(
        retry=Retry.BACKOFF,
        acts=Acts.NOBODY,
        title_nl="WhatsApp werkt aan dit nummer",
        title_en="WhatsApp is working on this number",
        advice_nl="Dit duurt meestal een paar minuten. Bode probeert het daarna opnieuw.",
        advice_en="This usually takes a few minutes. Bode then tries again.",
    ),
    2494100: Meaning(
        retry=Retry.BACKOFF,
        acts=Acts.NOBODY,
        title_nl="WhatsApp doet onderhoud",
        title_en="WhatsApp is under maintenance",
        advice_nl="U hoeft niets te doen. Bode probeert het na het onderhoud opnieuw.",
        advice_en="You need not do anything. Bode tries again after the maintenance.",
    ),
    33: Meaning(
        retry=Retry.NO,
        acts=Acts.PROVIDER,
        stops_number=True,
        title_nl="WhatsApp kent dit nummer van de gemeente niet meer",
        title_en="WhatsApp no longer knows this number of the municipality",
        advice_nl="Vraag uw WhatsApp-leverancier of het nummer is verwijderd of verhuisd. "
        "Tot die tijd verstuurt het niets.",
        advice_en="Ask your WhatsApp provider whether the number was removed or moved. "
        "Until then it sends nothing.",
    ),
    368: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        stops_number=True,
        title_nl="WhatsApp heeft uw account tijdelijk geblokkeerd",
        title_en="WhatsApp has blocked your account for now",
        advice_nl="Volgens WhatsApp is een regel overtreden. Lees in uw WhatsApp-account welke, "
        "en maak zo nodig bezwaar samen met uw WhatsApp-leverancier.",
        advice_en="WhatsApp says that a rule was broken. Read in your WhatsApp account which one, "
        "and appeal together with your WhatsApp provider if you disagree.",
    ),
    131031: Meaning(
        retry=Retry.NO,
        acts=Acts.PROVIDER,
        stops_number=True,
        title_nl="WhatsApp heeft uw account op slot gezet",
        title_en="WhatsApp has locked your account",
        advice_nl="Vraag uw WhatsApp-leverancier naar de reden en hoe u het account weer opent.",
        advice_en="Ask your WhatsApp provider for the reason and how to open the account again.",
    ),
    131037: Meaning(
        retry=Retry.LATER,
        acts=Acts.PROVIDER,
        stops_number=True,
        title_nl="De weergavenaam van het nummer is nog niet goedgekeurd",
        title_en="The number's display name is not approved yet",
        advice_nl="Vraag uw WhatsApp-leverancier om de naam te laten goedkeuren. "
        "Daarna kan het nummer versturen.",
        advice_en="Ask your WhatsApp provider to have the name approved. "
        "After that the number can send.",
    ),
    131042: Meaning(
        retry=Retry.LATER,
        acts=Acts.ADMINISTRATOR,
        stops_number=True,
        title_nl="Er is een probleem met de betaling",
        title_en="There is a problem with the payment",
        advice_nl="Controleer met uw WhatsApp-leverancier hoe u betaalt. Tot die tijd wachten "
        "sjablonen. Antwoorden gaan door zolang ze gratis zijn. Zijn die op, dan wachten ook de "
        "antwoorden tot een nieuwe maand. Is de betaling in orde? Zet het dan zelf weer aan: "
        "WhatsApp meldt dat niet.",
        advice_en="Check with your WhatsApp provider how you pay. Until then templates wait. "
        "Answers go on while they are free. Once those are used up, answers wait too, until a new "
        "month. Is the payment in order? Then switch it on again yourself: WhatsApp does not tell.",
    ),
    131045: Meaning(
        retry=Retry.LATER,
        acts=Acts.PROVIDER,
        stops_number=True,
        title_nl="Het nummer is niet goed aangemeld bij WhatsApp",
        title_en="The number is not registered correctly with WhatsApp",
        advice_nl="Vraag uw WhatsApp-leverancier om het nummer opnieuw aan te melden.",
        advice_en="Ask your WhatsApp provider to register the number again.",
    ),
    133010: Meaning(
        retry=Retry.NO,
        acts=Acts.PROVIDER,
        stops_number=True,
        title_nl="Het nummer is niet aangemeld bij WhatsApp",
        title_en="The number is not registered with WhatsApp",
        advice_nl="Vraag uw WhatsApp-leverancier om het nummer aan te melden.",
        advice_en="Ask your WhatsApp provider to register the number.",
    ),
    133000: Meaning(
        retry=Retry.FEW,
        acts=Acts.ADMINISTRATOR,
        title_nl="Het nummer is nog niet helemaal afgemeld",
        title_en="The number has not been deregistered completely",
        advice_nl="Meld het nummer nog een keer af. Meld het daarna opnieuw aan.",
        advice_en="Deregister the number once more. Then register it again.",
    ),
    133005: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="De pincode van het nummer klopt niet",
        title_en="The number's PIN is wrong",
        advice_nl="Vraag uw beheerder om de pincode, of laat een nieuwe instellen.",
        advice_en="Ask your administrator for the PIN, or have a new one set.",
    ),
    133006: Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="Het nummer is nog niet bevestigd",
        title_en="The number has not been verified yet",
        advice_nl="Bevestig het nummer eerst met de code die WhatsApp stuurt.",
        advice_en="First verify the number with the code that WhatsApp sends.",
    ),
    133008: _SET_UP_WAIT,
    133009: _SET_UP_WAIT,
    133016: _SET_UP_WAIT,
    133015: Meaning(
        retry=Retry.LATER,
        acts=Acts.ADMINISTRATOR,
        title_nl="Het nummer is net verwijderd",
        title_en="The number was deleted just now",
        advice_nl="Wacht vijf minuten en meld het nummer dan opnieuw aan.",
        advice_en="Wait for five minutes, then register the number again.",
    ),
    range(147001, 147006): Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="De gebruikersnaam van het nummer kon niet worden ingesteld",
        title_en="The number's username could not be set",
        advice_nl="Kies een andere gebruikersnaam of vraag uw WhatsApp-leverancier.",
        advice_en="Choose another username or ask your WhatsApp provider.",
    ),
    range(2593107, 2593110): Meaning(
        retry=Retry.NO,
        acts=Acts.NOBODY,
        title_nl="De berichten uit de WhatsApp-app konden niet worden overgenomen",
        title_en="The messages from the WhatsApp app could not be copied",
        advice_nl="Bode werkt verder zonder die oude berichten. U hoeft niets te doen.",
        advice_en="Bode works on without those old messages. You need not do anything.",
    ),
}
