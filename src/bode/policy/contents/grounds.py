"""The reasons for which words are not for WhatsApp, in both languages."""

from __future__ import annotations

from dataclasses import replace

from .. import rules
from .findings import PERSONAL_NUMBER, Ground

BSN_SHARED = Ground(
    kind=PERSONAL_NUMBER,
    reason_nl="In dit bericht staat een burgerservicenummer (BSN).",
    reason_en="This message holds a citizen service number (BSN).",
    advice_nl="Haal het nummer weg. Gebruik een zaaknummer, of verwijs naar een pagina met DigiD.",
    advice_en="Take the number out. Use a case number, or refer to a page with DigiD.",
    rule=rules.NO_PERSONAL_NUMBERS,
)
BSN_ASKED = replace(
    BSN_SHARED,
    reason_nl="Dit bericht vraagt om een burgerservicenummer (BSN).",
    reason_en="This message asks for a citizen service number (BSN).",
    advice_nl="Vraag om een zaaknummer, of verwijs naar een pagina met DigiD.",
    advice_en="Ask for a case number, or refer to a page with DigiD.",
)
ID_ASKED = replace(
    BSN_SHARED,
    reason_nl="Dit bericht vraagt om een foto of kopie van een identiteitsbewijs. Daar staat een "
    "BSN op.",
    reason_en="This message asks for a picture or copy of an identity document, which shows a BSN.",
    advice_nl="Laat de inwoner het document tonen aan de balie, of uploaden na inloggen met DigiD.",
    advice_en="Let the citizen show the document at the desk, or upload it after signing in with "
    "DigiD.",
)

PROMOTION = Ground(
    kind="promotion",
    reason_nl="In dit bericht staat reclame.",
    reason_en="This message is advertising.",
    advice_nl="Haal deze zin weg. Schrijf alleen wat de inwoner moet weten.",
    advice_en="Take this sentence out. Write only what the citizen needs to know.",
    rule=rules.FORBIDDEN_PURPOSE,
)
LIKE_PROMOTION = replace(
    PROMOTION,
    reason_nl="Dit klinkt als reclame of promotie.",
    reason_en="This sounds like advertising or promotion.",
    advice_nl="Schrijf alleen wat de inwoner moet weten, zonder aan te prijzen.",
    advice_en="Write only what the citizen needs to know, without praise.",
)
CAMPAIGN = replace(
    PROMOTION,
    kind="political_campaign",
    reason_nl="Dit bericht maakt campagne voor een partij of een keuze.",
    reason_en="This message campaigns for a party or a choice.",
)
LIKE_CAMPAIGN = replace(
    CAMPAIGN,
    reason_nl="Dit klinkt als campagne voor of tegen een partij of kandidaat.",
    reason_en="This sounds like a campaign for or against a party or candidate.",
    advice_nl="Schrijf alleen wat de gemeente doet, en laat partijen en kandidaten erbuiten.",
    advice_en="Write only what the municipality does, and leave parties and candidates out.",
)
NAMED_AROUND_ELECTION = replace(
    LIKE_CAMPAIGN,
    reason_nl="Dit bericht noemt een partij of kandidaat, kort voor of na verkiezingen.",
    reason_en="This message names a party or candidate, shortly before or after an election.",
    advice_nl="Is de naam nodig voor het antwoord? Zo nee, laat hem weg.",
    advice_en="Is the name needed for the answer? If not, leave it out.",
    rule=rules.NAMES_AROUND_ELECTIONS,
)
VOTER_DATA = replace(
    PROMOTION,
    kind="voter_data",
    reason_nl="Dit bericht vraagt wat iemand gaat stemmen.",
    reason_en="This message asks how someone will vote.",
)
LIKE_VOTER_DATA = replace(
    VOTER_DATA,
    reason_nl="Dit bericht lijkt te vragen of iemand gaat stemmen of heeft gestemd.",
    reason_en="This message seems to ask whether someone will vote or has voted.",
    advice_nl="Vraag dat niet. Vertel alleen waar en hoe iemand kan stemmen.",
    advice_en="Do not ask that. Only tell where and how people can vote.",
)
ELECTION_INFLUENCE = replace(
    PROMOTION,
    kind="election_influence",
    reason_nl="Dit bericht probeert iemand van het stemmen af te houden.",
    reason_en="This message tries to keep someone from voting.",
)
STEERS_A_VOTE = replace(
    ELECTION_INFLUENCE,
    reason_nl="Dit bericht probeert te sturen wat of hoe iemand stemt.",
    reason_en="This message tries to steer what or how someone votes.",
)
CALL_TO_VOTE = replace(
    ELECTION_INFLUENCE,
    reason_nl="Dit bericht roept op om te stemmen.",
    reason_en="This message calls on people to vote.",
    advice_nl="Vertel alleen waar, wanneer en hoe iemand kan stemmen.",
    advice_en="Only tell where, when and how people can vote.",
)
MISLEADS_VOTERS = replace(
    ELECTION_INFLUENCE,
    reason_nl="Dit kan kiezers op het verkeerde been zetten of afschrikken.",
    reason_en="This may mislead voters or put them off.",
    advice_nl="Controleer of dit klopt, en verwijs naar de pagina over de verkiezingen.",
    advice_en="Check whether this is right, and refer to the page about the election.",
)
ABOUT_VOTING = replace(
    CALL_TO_VOTE,
    reason_nl="Dit gaat over stemmen, kort voor of na verkiezingen.",
    reason_en="This is about voting, shortly before or after an election.",
    rule=rules.NAMES_AROUND_ELECTIONS,
)
