"""Every code of a problem, with its HTTP status and its words: one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One code. The detail stands where nothing more precise is known."""

    status: int
    title_nl: str
    title_en: str
    detail_nl: str
    detail_en: str


def _kind(status: int, title: tuple[str, str], detail: tuple[str, str]) -> Kind:
    return Kind(
        status=status,
        title_nl=title[0],
        title_en=title[1],
        detail_nl=detail[0],
        detail_en=detail[1],
    )


KINDS: dict[str, Kind] = {
    "json_malformed": _kind(
        400,
        ("Dit is geen JSON", "This is no JSON"),
        (
            "De inhoud van de aanroep is geen geldige JSON in UTF-8.",
            "The body of the call is no valid JSON in UTF-8.",
        ),
    ),
    "unauthenticated": _kind(
        401,
        ("Geen geldig token", "No valid token"),
        (
            "Stuur een geldig token mee: Authorization: Bearer <token>.",
            "Send a valid token along: Authorization: Bearer <token>.",
        ),
    ),
    "not_allowed": _kind(
        403,
        ("Dit mag niet met dit token", "This token may not do this"),
        (
            "Dit token heeft niet het recht dat hiervoor nodig is.",
            "This token lacks the right that this needs.",
        ),
    ),
    "not_found": _kind(
        404,
        ("Niet gevonden", "Not found"),
        (
            "Dit adres bestaat niet, of is niet van uw organisatie.",
            "This address does not exist, or is not your organisation's.",
        ),
    ),
    "method_not_allowed": _kind(
        405,
        ("Deze methode kan hier niet", "This method is not possible here"),
        (
            "Gebruik een methode die in de header Allow staat.",
            "Use one of the methods in the Allow header.",
        ),
    ),
    "transition_not_allowed": _kind(
        409,
        ("Deze stap kan nu niet", "This step is not possible now"),
        (
            "Deze stap past niet bij de status van nu.",
            "This step does not fit the status of now.",
        ),
    ),
    "audience_empty": _kind(
        409,
        ("Niemand zou dit krijgen", "Nobody would get this"),
        (
            "Geen van de ontvangers vroeg om deze berichten.",
            "None of the recipients asked for these messages.",
        ),
    ),
    "own_approval": _kind(
        403,
        ("Iemand anders moet dit goedkeuren", "Someone else must approve this"),
        (
            (
                "Wie hieraan werkte, keurt het niet goed, ook niet met een eigen sleutel. "
                "Een sleutel waarvan Bode de maker niet kent, keurt niets goed: maak een nieuwe."
            ),
            (
                "Whoever worked on this does not approve it, nor by a token that they made. "
                "A token whose maker is not known approves nothing: make a new one."
            ),
        ),
    ),
    "section_changed": _kind(
        409,
        ("Een onderdeel is net veranderd", "A section was just changed"),
        (
            "Dit onderdeel veranderde nadat u het las. Lees de aanvraag opnieuw.",
            "This section changed after you read it. Read the application again.",
        ),
    ),
    "followed_already": _kind(
        409,
        ("Er is al een nieuwe aanvraag", "There is a new application already"),
        (
            "Deze aanvraag is al opgevolgd. Ga verder met die nieuwe.",
            "This application was followed already. Go on with the new one.",
        ),
    ),
    "answered_meanwhile": _kind(
        409,
        ("Een collega heeft al geantwoord", "A colleague has answered already"),
        (
            "Lees eerst dat antwoord. Noem het dan in “read_until”, als u dit nog wilt versturen.",
            "Read that answer first. Then name it in “read_until”, if you still want to send this.",
        ),
    ),
    "nothing_to_decide": _kind(
        409,
        ("Er valt niets te kiezen", "There is nothing to decide"),
        (
            "Dit bericht is niet mislukt en niet onzeker, of er is al over gekozen.",
            "This message did not fail and is not uncertain, or that was decided already.",
        ),
    ),
    "repeat_refused": _kind(
        409,
        ("Opnieuw versturen heeft geen zin", "Sending it again makes no sense"),
        (
            "Hetzelfde bericht zou om dezelfde reden weer niet aankomen.",
            "The same message would fail again, for the same reason.",
        ),
    ),
    "too_large": _kind(
        413,
        ("Te groot", "Too large"),
        (
            "De inhoud van de aanroep is te groot. Verdeel die over meer aanroepen.",
            "The body of the call is too large. Spread it over several calls.",
        ),
    ),
    "content_type_unsupported": _kind(
        415,
        ("Verkeerde soort inhoud", "Wrong kind of content"),
        (
            "Stuur JSON, met de header Content-Type: application/json.",
            "Send JSON, with the header Content-Type: application/json.",
        ),
    ),
    "invalid": _kind(
        422,
        ("Niet goed ingevuld", "Not filled in correctly"),
        (
            "Een of meer velden kloppen niet. Kijk in invalid_params.",
            "One or more fields are wrong. See invalid_params.",
        ),
    ),
    "idempotency_key_reused": _kind(
        422,
        ("Deze sleutel is al gebruikt", "This key was used before"),
        (
            "Deze Idempotency-Key hoort bij een andere aanroep. Gebruik een nieuwe sleutel.",
            "This Idempotency-Key belongs to another call. Use a new key.",
        ),
    ),
    "organisation_unknown": _kind(
        422,
        ("Deze organisatie kan niet", "This organisation is not possible"),
        (
            "Deze gemeente of BSP bestaat niet, of u mag niet voor haar aanvragen.",
            "This municipality or BSP does not exist, or you may not apply for it.",
        ),
    ),
    "reason_missing": _kind(
        422,
        ("De reden ontbreekt", "The reason is missing"),
        ("Geef bij deze stap een reden.", "Give a reason for this step."),
    ),
    "route_not_allowed": _kind(
        422,
        ("Deze route mag niet", "This route is not allowed"),
        ("Vraag aan via een BSP.", "Apply through a BSP."),
    ),
    "purpose_unknown": _kind(
        422,
        ("Dit doel bestaat niet", "This purpose does not exist"),
        (
            "Kies een doel uit de lijst: GET /api/v1/purposes.",
            "Choose a purpose from the list: GET /api/v1/purposes.",
        ),
    ),
    "purpose_twice": _kind(
        422,
        ("Dit doel staat er twee keer", "This purpose is there twice"),
        ("Noem elk doel één keer.", "Name each purpose once."),
    ),
    "purpose_licensed_already": _kind(
        422,
        ("Dit staat al in de vergunning", "This is in the licence already"),
        ("Noem minstens één nieuw doel.", "Name at least one new purpose."),
    ),
    "purposes_missing": _kind(
        422,
        ("Er is geen doel", "There is no purpose"),
        ("Noem minstens één doel.", "Name at least one purpose."),
    ),
    "purpose_not_declared": _kind(
        422,
        ("Dit doel staat niet in de aanvraag", "This purpose is not in the application"),
        ("Noem alleen doelen uit de aanvraag.", "Name only purposes of the application."),
    ),
    "explanation_missing": _kind(
        422,
        ("De uitleg ontbreekt", "The explanation is missing"),
        ("Leg bij elk doel uit wat u doet.", "Explain for each purpose what you do."),
    ),
    "content_malformed": _kind(
        422,
        ("Dit bericht kan WhatsApp niet aan", "WhatsApp can't take this message"),
        (
            "Het bericht past niet in de vorm of de grenzen van WhatsApp. Kijk in invalid_params.",
            "The message does not fit WhatsApp's shape or limits. See invalid_params.",
        ),
    ),
    "file_refused": _kind(
        422,
        ("Dit bestand kan niet via WhatsApp", "This file can't go by WhatsApp"),
        (
            "WhatsApp neemt dit bestand niet aan. Kijk in invalid_params waarom.",
            "WhatsApp does not take this file. See in invalid_params why.",
        ),
    ),
    "dossier_refused": _kind(
        422,
        ("Dit bestand is geen gaaf dossier", "This file is no sound dossier"),
        (
            "Bode leest het niet in. Kijk in invalid_params waarom.",
            "Bode does not import it. See in invalid_params why.",
        ),
    ),
    "recipient_invalid": _kind(
        422,
        ("Deze ontvanger kan niet", "This recipient is not possible"),
        ("Geef een mobiel nummer dat bestaat.", "Give a mobile number that exists."),
    ),
    "purpose_forbidden": _kind(
        422,
        ("Dit doel is verboden", "This purpose is forbidden"),
        ("Kies een doel dat wel mag.", "Choose a purpose that is allowed."),
    ),
    "no_licence": _kind(
        422,
        ("Er is geen vergunning die geldt", "There is no licence in force"),
        ("Vraag eerst een vergunning aan.", "Apply for a licence first."),
    ),
    "purpose_not_licensed": _kind(
        422,
        ("Dit doel staat niet in de vergunning", "This purpose is not in the licence"),
        ("Vraag dit doel aan.", "Apply for this purpose."),
    ),
    "token_purpose": _kind(
        422,
        ("Dit token is voor een ander doel", "This token is for another purpose"),
        (
            "Gebruik een token dat voor dit doel is gemaakt.",
            "Use a token that was made for this purpose.",
        ),
    ),
    "template_not_approved": _kind(
        422,
        ("Dit sjabloon is niet goedgekeurd", "This template is not approved"),
        ("Kies een sjabloon dat is goedgekeurd.", "Choose a template that is approved."),
    ),
    "template_mismatch": _kind(
        422,
        ("Dit past niet in het sjabloon", "This does not fit the template"),
        ("Vul precies in wat het sjabloon vraagt.", "Fill in exactly what the template asks."),
    ),
    "window_closed": _kind(
        422,
        ("De tijd om te antwoorden is voorbij", "The time to reply is over"),
        ("Stuur een sjabloon dat is goedgekeurd.", "Send an approved template."),
    ),
    "no_consent": _kind(
        422,
        ("Deze inwoner vroeg niet om berichten", "This citizen did not ask for messages"),
        ("Vraag eerst toestemming.", "Ask for consent first."),
    ),
    "content_forbidden": _kind(
        422,
        ("Deze inhoud mag niet", "This content is not allowed"),
        ("Haal weg wat niet mag.", "Take out what is not allowed."),
    ),
    "unexpected": _kind(
        500,
        ("Er ging iets mis in Bode", "Something went wrong in Bode"),
        (
            "Dit is een fout van Bode. Probeer het later weer, met dezelfde Idempotency-Key.",
            "This is a fault of Bode. Try again later, with the same Idempotency-Key.",
        ),
    ),
    "unavailable": _kind(
        503,
        ("Bode is even niet beschikbaar", "Bode is not available for a moment"),
        ("Probeer het zo opnieuw.", "Try again in a moment."),
    ),
}
