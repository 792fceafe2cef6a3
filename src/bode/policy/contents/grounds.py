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

PROMOTION = Ground(
    kind="promotion",
    reason_nl="In dit bericht staat reclame.",
    reason_en="This message is advertising.",
    advice_nl="Haal deze zin weg. Schrijf alleen wat de inwoner moet weten.",
    advice_en="Take this sentence out. Write only what the citizen needs to know.",
    rule=rules.FORBIDDEN_PURPOSE,
)
CAMPAIGN = replace(
    PROMOTION,
    kind="political_campaign",
    reason_nl="Dit bericht maakt campagne voor een partij of een keuze.",
    reason_en="This message campaigns for a party or a choice.",
)
VOTER_DATA = replace(
    PROMOTION,
    kind="voter_data",
    reason_nl="Dit bericht vraagt wat iemand gaat stemmen.",
    reason_en="This message asks how someone will vote.",
)
ELECTION_INFLUENCE = replace(
    PROMOTION,
    kind="election_influence",
    reason_nl="Dit bericht probeert iemand van het stemmen af te houden.",
    reason_en="This message tries to keep someone from voting.",
)
